using CsCheck;

namespace Onceover.Model.Tests;

[TestClass]
public class AlgebraTests
{
    [TestMethod]
    public void Uniting_runs_is_associative() =>
        Gen.Select(Gens.Run, Gens.Run, Gens.Run)
            .Sample((a, b, c) => Same.Runs(a.Union(b).Union(c), a.Union(b.Union(c))));

    [TestMethod]
    public void Uniting_runs_is_commutative() =>
        Gen.Select(Gens.Run, Gens.Run).Sample((a, b) => Same.Runs(a.Union(b), b.Union(a)));

    [TestMethod]
    public void Uniting_a_run_with_itself_changes_nothing() => Gens.Run.Sample(run => Same.Runs(run.Union(run), run));

    [TestMethod]
    public void Uniting_with_a_part_changes_nothing() =>
        Gen.Select(Gens.Run, Gens.Run).Sample((a, b) => Same.Runs(a.Union(b).Union(a), a.Union(b)));

    [TestMethod]
    public void The_empty_run_changes_nothing() => Gens.Run.Sample(run => Same.Runs(run.Union(Run.Empty), run));

    [TestMethod]
    public void Intersecting_runs_is_associative() =>
        Gen.Select(Gens.Run, Gens.Run, Gens.Run)
            .Sample((a, b, c) => Same.Runs(a.Intersect(b).Intersect(c), a.Intersect(b.Intersect(c))));

    [TestMethod]
    public void Intersecting_runs_is_commutative() =>
        Gen.Select(Gens.Run, Gens.Run).Sample((a, b) => Same.Runs(a.Intersect(b), b.Intersect(a)));

    [TestMethod]
    public void Intersecting_a_run_with_itself_changes_nothing() => Gens.Run.Sample(run => Same.Runs(run.Intersect(run), run));

    [TestMethod]
    public void Taking_away_twice_is_taking_away_the_union() =>
        Gen.Select(Gens.Run, Gens.Run, Gens.Run)
            .Sample((a, b, c) => Same.Runs(a.Except(b).Except(c), a.Except(b.Union(c))));

    [TestMethod]
    public void Taking_nothing_away_changes_nothing() => Gens.Run.Sample(run => Same.Runs(run.Except(Run.Empty), run));

    [TestMethod]
    public void What_both_ran_and_what_only_one_ran_are_what_that_one_ran() =>
        Gen.Select(Gens.Run, Gens.Run)
            .Sample((a, b) => Seen(a).SetEquals(Seen(a.Intersect(b)).Union(Seen(a.Except(b)))) && !Seen(a.Except(b)).Overlaps(Seen(b)));

    [TestMethod]
    public void An_element_is_in_the_result_by_what_it_is_in_the_operands() =>
        Gen.Select(Gens.Run, Gens.Run).Sample((a, b) =>
            Seen(a.Union(b)).SetEquals(Seen(a).Union(Seen(b)))
            && Seen(a.Intersect(b)).SetEquals(Seen(a).Intersect(Seen(b)))
            && Seen(a.Except(b)).SetEquals(Seen(a).Except(Seen(b))));

    [TestMethod]
    public void Facts_without_a_content_go_to_the_only_one_there_is()
    {
        var hash = ContentHash.OfBytes("1"u8);
        var seen = new Executed(LineSet.Of(1), ArcSet.Empty);
        var observer = new Observer(InterpreterVersion.Unknown, "");
        var unknown = FileFacts.Of("a.py", ContentHash.Unknown);
        var run = Run.Of([FileFacts.Of("a.py", hash), unknown with { Executed = unknown.Executed.Add(observer, seen) }]);

        var adopted = run.WithContentAdopted(run);

        Assert.AreEqual(hash, adopted.Files.Keys.Single().Hash);
        Assert.AreEqual(seen, adopted.Files.Values.Single().Executed[observer]);
    }

    [TestMethod]
    public void Facts_without_a_content_stay_apart_from_several_contents()
    {
        var run = Run.Of(
        [
            FileFacts.Of("a.py", ContentHash.OfBytes("1"u8)),
            FileFacts.Of("a.py", ContentHash.OfBytes("2"u8)),
            FileFacts.Of("a.py", ContentHash.Unknown),
        ]);

        Assert.HasCount(3, run.WithContentAdopted(run).Files);
    }

    [TestMethod]
    public void Facts_of_two_contents_do_not_unite()
    {
        var one = FileFacts.Of("a.py", ContentHash.OfBytes("1"u8));
        var two = FileFacts.Of("a.py", ContentHash.OfBytes("2"u8));

        Assert.ThrowsExactly<ArgumentException>(() => one.Union(two));
    }

    [TestMethod]
    public void Two_contents_of_one_path_stay_apart_and_are_named()
    {
        var run = Run.Of([FileFacts.Of("a.py", ContentHash.OfBytes("1"u8)), FileFacts.Of("a.py", ContentHash.OfBytes("2"u8))]);

        Assert.HasCount(2, run.Files);
        Assert.AreEqual("a.py", run.DriftedPaths().Single());
    }

    /// <summary>Every single thing that a run saw, by every observer.</summary>
    private static HashSet<(FileKey File, Observer Observer, object Seen)> Seen(Run run) =>
    [
        .. run.Files.SelectMany(file => file.Value.Executed.SelectMany(executed =>
            executed.Value.Lines.Cast<object>()
                .Concat(executed.Value.Branches.Cast<object>())
                .Concat(executed.Value.SeenTrue.Select(condition => (object)(condition, true)))
                .Concat(executed.Value.SeenFalse.Select(condition => (object)(condition, false)))
                .Select(seen => (file.Key, executed.Key, seen)))),
    ];
}
