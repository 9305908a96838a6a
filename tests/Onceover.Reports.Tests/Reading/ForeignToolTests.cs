using Onceover.Model;

namespace Onceover.Reports.Tests;

[TestClass]
public sealed class ForeignToolTests
{
    private const string Gcovr = """
        <?xml version='1.0' encoding='UTF-8'?>
        <!DOCTYPE coverage SYSTEM 'http://cobertura.sourceforge.net/xml/coverage-04.dtd'>
        <coverage line-rate="0.5"><sources><source>/w</source></sources><packages><package name=""><classes>
          <class name="a" filename="a.py"><methods><method><lines><line number="1" hits="12"/></lines></method></methods><lines>
            <line number="1" hits="12" branch="true" condition-coverage="50% (1/2)"><conditions><condition number="0" type="jump" coverage="50%"/></conditions></line>
            <line number="2" hits="0" branch="false"/>
          </lines></class></classes></package></packages></coverage>
        """;

    [TestMethod]
    public void Counted_branches_count_without_leading_anywhere()
    {
        var result = FileResult.Of(Foreign.Cobertura(Gcovr).Files.Values.Single(), SourceView.Plain);

        Assert.AreEqual("/w/a.py 1/1 2 [1->?1]/2", Foreign.Figures(result));
        Assert.AreEqual(50, result.Totals.Percent);
    }

    [TestMethod]
    public void Counts_of_the_same_line_unite_to_the_larger_and_intersect_to_the_smaller()
    {
        var half = Foreign.Cobertura(Gcovr);
        var all = Foreign.Cobertura(Gcovr.Replace("(1/2)", "(2/2)", StringComparison.Ordinal));

        Assert.AreEqual("/w/a.py 1/1 2 []/2", Foreign.Figures(half.Union(all)));
        Assert.AreEqual("/w/a.py 1/1 2 [1->?1]/2", Foreign.Figures(half.Intersect(all)));
        Assert.AreEqual("/w/a.py 1/1 2 [1->?1]/2", Foreign.Figures(half.Union(half)));
    }

    [TestMethod]
    [DataRow("(1/2)", "[1->2 1->3]")]
    [DataRow("(2/2)", "[]")]
    public void Where_branches_are_known_a_count_says_only_whether_all_were_taken(string count, string missing)
    {
        var named = Foreign.Json("""{"files":{"/w/a.py":{"executed_lines":[1],"missing_lines":[2],"missing_branches":[[1,2],[1,3]],"executed_branches":[]}}}""");

        var both = named.Union(Foreign.Cobertura(Gcovr.Replace("(1/2)", count, StringComparison.Ordinal)));

        Assert.AreEqual($"/w/a.py 1/1 2 {missing}/2", Foreign.Figures(both));
    }

    [TestMethod]
    public void SlipCovers_exit_is_the_exit_that_others_place()
    {
        var slipCover = Foreign.Json(
            """{"meta":{"software":"slipcover","version":"1.0.17"},"files":{"a.py":{"executed_lines":[1,2],"missing_lines":[3],"executed_branches":[[2,0]],"missing_branches":[[2,3]]}}}""");
        var other = Foreign.Json("""{"files":{"a.py":{"executed_lines":[1,2,3],"missing_lines":[],"executed_branches":[[2,3]],"missing_branches":[[2,-1]]}}}""");
        var third = Foreign.Json("""{"files":{"a.py":{"executed_lines":[1,2],"missing_lines":[],"executed_branches":[],"missing_branches":[[2,3],[2,-2]]}}}""");

        Assert.AreEqual("a.py 1 2/1 2 3 [2->3]/2", Foreign.Figures(slipCover));
        Assert.AreEqual("a.py 1 2 3/1 2 3 []/2", Foreign.Figures(slipCover.Union(other).Union(third)));
    }

    [TestMethod]
    public void Lcovs_branches_without_words_are_counted()
    {
        var run = Foreign.Lcov("TN:\nSF:a.c\nDA:1,3\nDA:2,0\nBRDA:1,0,0,3\nBRDA:1,0,1,-\nBRDA:1,1,0,0\nLF:2\nend_of_record\n");

        Assert.AreEqual("a.c 1/1 2 [1->?1 1->?2]/3", Foreign.Figures(run));
    }

    [TestMethod]
    public void Contexts_of_the_json_are_kept_and_the_rest_is_of_no_known_one()
    {
        var run = Foreign.Json("""{"files":{"a.py":{"executed_lines":[1,2,3],"missing_lines":[],"contexts":{"1":["t1","t2"],"2":["t2"]}}}}""");

        var executed = run.Files.Values.Single().Executed;

        Assert.AreEqual("=3, t1=1, t2=1 2", string.Join(", ", executed.Select(pair => $"{pair.Key.Context}={string.Join(' ', pair.Value.Lines)}")));
        Assert.IsTrue(executed.First().Value.Unknown.HasFlag(Unknowns.Contexts));
    }

    [TestMethod]
    public void Lines_that_an_interpreter_reported_become_statements_with_the_source()
    {
        var raw = new Executed(LineSet.Of(1, 3), ArcSet.Of(new Arc(3, 5))) { Unknown = Unknowns.Statements };
        var facts = FileFacts.Of("a.py", ContentHash.Unknown);
        facts = facts with
        {
            Countable = facts.Countable.Add(new(3, 14), new Countable(LineSet.Of(1, 2, 5), ArcSet.Of(new Arc(2, 5), new Arc(2, 1)))),
            Executed = facts.Executed.Add(new Observer(InterpreterVersion.Unknown, ""), raw),
        };

        var result = FileResult.Of(facts, SourceView.Plain with { FirstLines = LineMap.Of([new LineRange(2, 4)]) });

        Assert.AreEqual("a.py 1 2/1 2 5 [2->1]/2", Foreign.Figures(result));
    }
}
