using Onceover.Model;

namespace Onceover.Fleet.Tests;

/// <summary>Lines belong to a content.</summary>
[TestClass]
public sealed class SourceMatchTests
{
    private static readonly ContentHash First = ContentHash.OfBytes("1"u8);

    private static readonly ContentHash Second = ContentHash.OfBytes("2"u8);

    [TestMethod]
    public void What_other_paths_saw_of_a_content_counts_for_the_file_that_has_it()
    {
        var match = SourceMatch.Of(Run.Of([Seen("/srv/one/a.py", First, 1), Seen("/srv/two/a.py", First, 2)]), [new("/here/a.py", First)]);
        Assert.AreEqual("/here/a.py {1, 2}", Told(match));
        Assert.IsEmpty(match.Elsewhere);
    }

    [TestMethod]
    public void What_was_seen_under_its_own_path_is_all_that_counts_for_a_file_that_has_some()
    {
        var match = SourceMatch.Of(
            Run.Of([Seen("/here/a/__init__.py", First, 1), Seen("/here/b/__init__.py", First, 2)]),
            [new("/here/a/__init__.py", First), new("/here/b/__init__.py", First)]);
        Assert.AreEqual("/here/a/__init__.py {1}; /here/b/__init__.py {2}", Told(match));
    }

    [TestMethod]
    public void Another_content_of_the_same_path_is_refused()
    {
        var match = SourceMatch.Of(Run.Of([Seen("/here/a.py", First, 1)]), [new("/here/a.py", Second)]);
        Assert.IsEmpty(match.Known);
        Assert.AreEqual("/here/a.py", match.Changed.Single());
        Assert.AreEqual("/here/a.py", match.Elsewhere.Single().Path);
    }

    [TestMethod]
    public void A_content_that_is_not_known_matches_nothing()
    {
        var match = SourceMatch.Of(Run.Of([Seen("/here/a.py", ContentHash.Unknown, 1)]), [new("/here/a.py", First), new("/here/b.py", Second)]);
        Assert.IsEmpty(match.Known);
        Assert.AreEqual("/here/a.py", match.Changed.Single());
        Assert.AreEqual("/here/b.py", match.Unheard.Single());
    }

    private static string Told(SourceMatch match) => string.Join("; ", match.Known.Select(facts => $"{facts.Path} {facts.AllExecuted.Lines}"));

    private static FileFacts Seen(string path, ContentHash hash, int line)
    {
        var facts = FileFacts.Of(path, hash);
        return facts with { Executed = facts.Executed.Add(new Observer(new InterpreterVersion(3, 14), ""), new Executed(LineSet.Of(line), ArcSet.Empty)) };
    }
}
