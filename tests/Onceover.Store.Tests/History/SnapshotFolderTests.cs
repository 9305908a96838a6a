using System.Collections.Immutable;
using CsCheck;
using Onceover.Model;

namespace Onceover.Store.Tests;

[TestClass]
public sealed class SnapshotFolderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<Totals> AnyTotals = Gen.Int[0, 1_000_000].Array[6].Select(numbers => new Totals
    {
        Files = 1,
        Statements = numbers[0],
        Missing = numbers[1],
        Excluded = numbers[2],
        Branches = numbers[3],
        MissingBranches = numbers[4],
        PartialBranches = numbers[5],
    });

    [TestMethod]
    public void What_is_written_is_read_back() =>
        Gen.Select(Gen.String.Where(name => !name.Any(char.IsSurrogate)), AnyTotals).Array.Select(Gen.Bool).Sample((files, branches) =>
        {
            var snapshot = Of(Noon, [.. files.DistinctBy(file => file.Item1)]) with { Branches = branches };
            using var parent = new TemporaryFolder();
            SnapshotFolder.Add(parent["history"], snapshot);

            var back = SnapshotFolder.Read(parent["history"], most: 1).Snapshots.Single();

            return back.Time == Noon && back.HasFiguresOf(snapshot) && snapshot.HasFiguresOf(back);
        }, iter: 20);

    [TestMethod]
    public void The_newest_are_read_oldest_first()
    {
        using var parent = new TemporaryFolder();
        foreach (var minutes in "3120")
        {
            SnapshotFolder.Add(parent["history"], Of(Noon.AddMinutes(minutes - '0')));
        }

        var (snapshots, unread) = SnapshotFolder.Read(parent["history"], most: 3);

        Assert.AreEqual("123", string.Concat(snapshots.Select(snapshot => (snapshot.Time - Noon).Minutes)));
        Assert.IsEmpty(unread);
    }

    [TestMethod]
    public void A_folder_that_is_not_there_has_no_snapshots() => Assert.IsEmpty(SnapshotFolder.Read("/nonexistent/history", most: 9).Snapshots);

    [TestMethod]
    [DataRow("")]
    [DataRow("{")]
    [DataRow("[]")]
    [DataRow("{}")]
    [DataRow("""{"format":"onceover-history","version":2,"time":"2026-01-31T12:00:00Z","branches":true,"files":{}}""")]
    [DataRow("""{"format":"onceover-history","version":1,"time":"noon","branches":true,"files":{}}""")]
    [DataRow("""{"format":"onceover-history","version":1,"time":"2026-01-31T12:00:00Z","branches":true,"files":{"a":[1,2]}}""")]
    [DataRow("""{"format":"onceover-history","version":1,"time":"2026-01-31T12:00:00Z","branches":true,"files":{"a":["b",2,3,4,5,6]}}""")]
    public void A_damaged_or_newer_file_is_passed_over_and_named(string content)
    {
        using var parent = new TemporaryFolder();
        SnapshotFolder.Add(parent["history"], Of(Noon));
        var damaged = Path.Combine(parent["history"], "0.onceover-history.json");
        File.WriteAllBytes(damaged, System.Text.Encoding.UTF8.GetBytes(content));

        var (snapshots, unread) = SnapshotFolder.Read(parent["history"], most: 9);

        Assert.HasCount(1, snapshots);
        Assert.AreEqual(damaged, unread.Single());
    }

    [TestMethod]
    public void Files_of_others_are_left_alone()
    {
        using var parent = new TemporaryFolder();
        SnapshotFolder.Add(parent["history"], Of(Noon));
        File.WriteAllBytes(Path.Combine(parent["history"], "notes.json"), "theirs"u8);

        var (snapshots, unread) = SnapshotFolder.Read(parent["history"], most: 9);

        Assert.HasCount(1, snapshots);
        Assert.IsEmpty(unread);
    }

    private static Snapshot Of(DateTimeOffset time, params (string Name, Totals Totals)[] files) =>
        new(time, Branches: true, files.ToImmutableSortedDictionary(file => file.Name, file => file.Totals, StringComparer.Ordinal));
}
