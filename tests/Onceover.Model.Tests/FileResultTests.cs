using System.Collections.Immutable;

namespace Onceover.Model.Tests;

[TestClass]
public class FileResultTests
{
    private static readonly InterpreterVersion Python314 = new(3, 14);

    [TestMethod]
    public void Statements_that_any_interpreter_counts_and_none_ran_are_missing()
    {
        var result = FileResult.Of(
            Facts(Counts(13, [1, 2], []), Counts(14, [1, 2, 3], []), Ran(13, [1], []), Ran(14, [2], [])),
            SourceView.Plain);

        Assert.AreEqual(LineSet.Of(3), result.Missing);
        Assert.AreEqual(new Totals { Files = 1, Statements = 3, Missing = 1 }, result.Totals);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Lines_that_are_perhaps_no_statements_count_only_where_nobody_knows(bool adopted)
    {
        var named = Named([1, 2, 3], [new(2, 9), new(2, 3)]);
        var known = Facts(Counts(14, [1, 3], [new(2, 3), new(2, -1)]));
        named = adopted ? named.WithInterpreterAdopted(Python314) : named;

        Assert.AreEqual(LineSet.Of(1, 2, 3), FileResult.Of(named, SourceView.Plain).Statements);
        Assert.AreEqual(LineSet.Of(1, 3), FileResult.Of(named.Union(known), SourceView.Plain).Statements);
        Assert.AreEqual(ArcSet.Of(new Arc(2, 3), new Arc(2, -1)), FileResult.Of(known.Union(named), SourceView.Plain).Branches);
    }

    [TestMethod]
    public void A_file_that_has_no_statements_is_known_to_have_none()
    {
        var both = Named([1], []).Union(Facts(Counts(14, [], [])));

        Assert.IsTrue(both.AllCountable.Statements.IsEmpty);
        Assert.AreEqual(Unknowns.None, both.AllCountable.Unknown);
    }

    [TestMethod]
    public void An_exit_that_another_places_elsewhere_is_the_lines_own()
    {
        var result = FileResult.Of(
            Facts(Counts(14, [7, 8], [new(8, 9), new(8, -7)]), Ran(14, [8], [new(8, -1)])), SourceView.Plain);

        Assert.AreEqual(ArcSet.Of(new Arc(8, -7)), result.TakenBranches);
    }

    [TestMethod]
    public void Excluded_lines_are_not_statements()
    {
        var result = FileResult.Of(
            Facts(Counts(14, [1, 2, 3], []), Ran(14, [1, 2], [])),
            SourceView.Plain with { Excluded = LineSet.Of(2, 3) });

        Assert.AreEqual(LineSet.Of(1), result.Statements);
        Assert.AreEqual(LineSet.Of(1), result.Executed);
        Assert.AreEqual(new Totals { Files = 1, Statements = 1, Excluded = 2 }, result.Totals);
    }

    [TestMethod]
    public void A_line_whose_other_branch_is_excluded_is_no_branch()
    {
        var result = FileResult.Of(
            Facts(Counts(14, [1, 2, 3], [new(1, 2), new(1, 3)]), Ran(14, [1, 2], [new(1, 2)])),
            SourceView.Plain with { Excluded = LineSet.Of(3) });

        Assert.IsTrue(result.Branches.IsEmpty);
        Assert.AreEqual(100.0, result.Totals.Percent);
    }

    [TestMethod]
    public void Conditions_belong_to_the_statement_they_are_in_and_change_no_figure()
    {
        var first = new Condition(2, 4, 2, 5, ConditionKind.Operand);
        var second = new Condition(3, 4, 3, 5, ConditionKind.Operand);
        var facts = FileFacts.Of("a.py", ContentHash.Unknown) with
        {
            Countable = WithConditions(first, second).Countable,
            Executed = Ran(14, [1], []).Executed.SetItem(
                new(Python314, ""), new Executed(LineSet.Of(1), ArcSet.Empty) { SeenFalse = ConditionSet.Of(second) }),
        };

        var result = FileResult.Of(facts, SourceView.Plain with { FirstLines = LineMap.Of([new(2, 3)]) });

        CollectionAssert.AreEqual(
            new ConditionResult[] { new(2, first, false, false), new(2, second, false, true) }, result.Conditions.ToArray());
        Assert.AreEqual(new Totals { Files = 1, Statements = 2, Missing = 1 }, result.Totals);
        Assert.IsEmpty(result.Within(LineSet.Of(1)).Conditions);
        Assert.HasCount(2, result.Within(LineSet.Of(2)).Conditions);
    }

    [TestMethod]
    public void Conditions_of_excluded_statements_are_left_out()
    {
        var condition = new Condition(2, 4, 2, 5, ConditionKind.Operand);

        Assert.IsEmpty(FileResult.Of(WithConditions(condition), SourceView.Plain with { Excluded = LineSet.Of(2) }).Conditions);
    }

    [TestMethod]
    public void Of_three_ways_two_remain_when_one_is_excluded()
    {
        var result = FileResult.Of(
            Facts(Counts(14, [1, 2, 3, 4], [new(1, 2), new(1, 3), new(1, 4)]), Ran(14, [1], [])),
            SourceView.Plain with { Excluded = LineSet.Of(3) });

        Assert.AreEqual(ArcSet.Of(new(1, 2), new(1, 4)), result.Branches);
    }

    [TestMethod]
    public void A_no_branch_line_counts_all_its_branches_as_taken_but_shows_which_were_seen()
    {
        var result = FileResult.Of(
            Facts(Counts(14, [1, 2, 3], [new(1, 2), new(1, 3)]), Ran(14, [1, 2], [new(1, 2)])),
            SourceView.Plain with { NoBranch = LineSet.Of(1) });

        Assert.AreEqual(2, result.Totals.TakenBranches);
        Assert.AreEqual(0, result.Totals.PartialBranches);
        Assert.AreEqual(ArcSet.Of(new Arc(1, 3)), result.Forgiven);
    }

    [TestMethod]
    public void Branches_are_partial_only_where_their_line_ran()
    {
        var totals = FileResult.Of(
            Facts(
                Counts(14, [1, 2, 3, 5, 6], [new(1, 2), new(1, 3), new(5, 6), new(5, -1)]),
                Ran(14, [1, 2], [new(1, 2)])),
            SourceView.Plain).Totals;

        Assert.AreEqual(4, totals.Branches);
        Assert.AreEqual(3, totals.MissingBranches);
        Assert.AreEqual(1, totals.PartialBranches);
    }

    [TestMethod]
    public void A_taken_arc_that_is_no_branch_counts_nowhere()
    {
        var totals = FileResult.Of(Facts(Counts(14, [1, 2], []), Ran(14, [1, 2], [new(1, 2)])), SourceView.Plain).Totals;

        Assert.AreEqual(0, totals.Branches);
        Assert.AreEqual(0, totals.TakenBranches);
    }

    [TestMethod]
    public void Inside_and_outside_of_lines_add_up_to_the_whole()
    {
        var result = FileResult.Of(
            Facts(
                Counts(14, [1, 2, 3, 5, 6], [new(1, 2), new(1, 3), new(5, 6), new(5, -1)]),
                Ran(14, [1, 2, 5, 6], [new(1, 2), new(5, 6)])),
            SourceView.Plain with { Excluded = LineSet.Of(9) });
        var lines = LineSet.Of(2, 5, 6, 7);

        var sum = result.Within(lines).Totals + result.Outside(lines).Totals;

        Assert.AreEqual(result.Totals with { Files = 2 }, sum);
    }

    [TestMethod]
    public void Nothing_to_run_is_100_percent() => Assert.AreEqual(100.0, default(Totals).Percent);

    [TestMethod]
    public void Percent_counts_statements_and_branches_together()
    {
        var totals = new Totals { Statements = 3, Missing = 1, Branches = 2, MissingBranches = 1 };

        Assert.AreEqual(60.0, totals.Percent);
        Assert.AreEqual(100.0 * 2 / 3, totals.StatementPercent);
        Assert.AreEqual(50.0, totals.BranchPercent);
    }

    private static FileFacts WithConditions(params Condition[] conditions) => FileFacts.Of("a.py", ContentHash.Unknown) with
    {
        Countable = ImmutableSortedDictionary<InterpreterVersion, Countable>.Empty.Add(
            Python314, new Countable(LineSet.Of(1, 2), ArcSet.Empty) { Conditions = ConditionSet.Of(conditions) }),
    };

    private static FileFacts Facts(params FileFacts[] parts) => parts.Aggregate((sum, next) => sum.Union(next));

    private static FileFacts Counts(int minor, int[] statements, Arc[] branches) => FileFacts.Of("a.py", ContentHash.Unknown) with
    {
        Countable = ImmutableSortedDictionary<InterpreterVersion, Countable>.Empty
            .Add(Python314 with { Minor = minor }, new Countable(LineSet.Of(statements), ArcSet.Of(branches))),
    };

    /// <summary>Named by a source that does not tell statements from other lines.</summary>
    private static FileFacts Named(int[] lines, Arc[] branches) => FileFacts.Of("a.py", ContentHash.Unknown) with
    {
        Countable = ImmutableSortedDictionary<InterpreterVersion, Countable>.Empty
            .Add(InterpreterVersion.Unknown, new Countable(LineSet.Of(lines), ArcSet.Of(branches)) { Unknown = Unknowns.Statements }),
    };

    private static FileFacts Ran(int minor, int[] lines, Arc[] branches) => FileFacts.Of("a.py", ContentHash.Unknown) with
    {
        Executed = ImmutableSortedDictionary<Observer, Executed>.Empty
            .Add(new Observer(Python314 with { Minor = minor }, ""), new Executed(LineSet.Of(lines), ArcSet.Of(branches))),
    };
}
