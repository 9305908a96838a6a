using CsCheck;
using Onceover.Model;
using Onceover.Model.Tests;

namespace Onceover.Fleet.Tests;

/// <summary>Runs as rows and back.</summary>
[TestClass]
public sealed class RowTests
{
    [TestMethod]
    public void Rows_give_the_run_back() => Gens.Run.Sample(run => Assert.AreEqual(Shown(run), Shown(Fold(RunRows.Of(run)))));

    [TestMethod]
    public void Rows_of_several_runs_in_any_order_and_number_give_their_union() => Gen.Select(Gens.Run, Gens.Run).Sample((one, two) =>
    {
        var rows = RunRows.Of(two).Concat(RunRows.Of(one)).Concat(RunRows.Of(two));
        Assert.AreEqual(Shown(one.Union(two)), Shown(Fold(rows)));
    });

    [TestMethod]
    public void Bits_of_one_subject_have_one_length() => Gen.Select(Gens.Run, Gens.Run).Sample((one, two) =>
    {
        foreach (var subject in RunRows.Of(one).Concat(RunRows.Of(two)).GroupBy(row => row.Subject))
        {
            Assert.HasCount(1, subject.Select(row => row.Bits.Length).Distinct().ToList());
            Assert.AreEqual((subject.Key.Size + 7) / 8, subject.First().Bits.Length);
        }
    });

    [TestMethod]
    public void Uniting_bits_subject_by_subject_unites_runs() => Gen.Select(Gens.Run, Gens.Run).Sample((one, two) =>
    {
        var rolled = RunRows.Of(one).Concat(RunRows.Of(two)).GroupBy(row => row.Subject)
            .Select(group => new SeenRow(group.Key, group.Aggregate(new byte[group.First().Bits.Length], (sum, row) => [.. sum.Zip(row.Bits, (a, b) => (byte)(a | b))])));
        Assert.AreEqual(Shown(one.Union(two)), Shown(Fold(rolled)));
    });

    [TestMethod]
    public void Machines_that_ran_different_lines_of_one_content_share_its_subjects()
    {
        var countable = new Countable(LineSet.Of(1, 2, 3, 70), ArcSet.Of(new Arc(2, 3), new Arc(2, 70)));
        Assert.IsTrue(
            RunRows.Of(Seen(countable, LineSet.Of(1), ArcSet.Of(new Arc(2, 3)))).Select(row => row.Subject)
                .SequenceEqual(RunRows.Of(Seen(countable, LineSet.Of(1, 70), ArcSet.Of(new Arc(2, 70)))).Select(row => row.Subject)));
    }

    [TestMethod]
    public void A_kind_of_a_newer_version_is_counted_and_left_out()
    {
        var fold = new RowFold();
        fold.Add(new SeenRow(new Subject("a.py", ContentHash.Unknown, "3.14", "", (Kind)999, 8, []), [1]));
        Assert.AreEqual(1, fold.UnknownKinds);
        Assert.IsEmpty(fold.ToRun().Files);
    }

    [TestMethod]
    public void The_same_lines_of_a_later_run_are_another_push_and_the_same_run_is_the_same() => Gens.Run.Sample(run =>
    {
        var rows = RunRows.Of(run);
        var label = new FleetLabel("build", "flag");
        var written = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        Assert.AreEqual(PushId.Of(label, written, rows), PushId.Of(label, written, RunRows.Of(run)));
        Assert.AreNotEqual(PushId.Of(label, written, rows), PushId.Of(label, written.AddTicks(1), rows));
        Assert.AreNotEqual(PushId.Of(label, written, rows), PushId.Of(new FleetLabel("buil", "dflag"), written, rows));
    });

    private static Run Seen(Countable countable, LineSet lines, ArcSet branches)
    {
        var facts = FileFacts.Of("a.py", ContentHash.OfBytes("1"u8));
        var python = new InterpreterVersion(3, 14);
        return Run.Of([facts with { Countable = facts.Countable.Add(python, countable), Executed = facts.Executed.Add(new Observer(python, ""), new Executed(lines, branches)) }]);
    }

    private static Run Fold(IEnumerable<SeenRow> rows)
    {
        var fold = new RowFold();
        foreach (var row in rows)
        {
            fold.Add(row);
        }

        return fold.ToRun();
    }

    private static string Shown(Run run) => RunText.Of(run);
}
