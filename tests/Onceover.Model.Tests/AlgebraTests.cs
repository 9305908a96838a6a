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
}
