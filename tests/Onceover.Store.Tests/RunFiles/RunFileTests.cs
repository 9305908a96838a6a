using System.IO.Hashing;
using System.Text;
using CsCheck;
using Onceover.Model;

namespace Onceover.Store.Tests;

[TestClass]
public class RunFileTests
{
    private static readonly DateTimeOffset LongAgo = DateTimeOffset.UnixEpoch;

    private static readonly DateTimeOffset FarAhead = new(2999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [TestMethod]
    public void What_is_written_is_read_back() => Runs.Any.Sample(run =>
    {
        using var folder = new TemporaryFolder();
        RunFile.Write(folder["run"], run);
        return Runs.Same(RunFile.Read(folder["run"]), run);
    });

    [TestMethod]
    public void The_file_is_the_documented_json()
    {
        using var folder = new TemporaryFolder();
        RunFile.Write(folder["run"], Runs.Small(executed: [1, 2]) with { Branches = BranchChoice.On });

        // Lines 1-3 are bits 1-3 of one byte: 14, "Dg=="; lines 1 and 2: 6, "Bg==". Arcs 1->2, 1->3, 3->-1, 3->1 as steps
        // (1,+1) (0,+2) (2,-4) (0,-2): 1 2 0 4 2 7 0 3. All of them: 15; the first and third: 5.
        const string Expected = """
            {"format":"onceover","version":1,"branches":"on","roots":[],"notes":[],"files":[
            {"path":"/src/a.py","hash":"HASH","arcs":"AQIABAIHAAM=",
            "countable":[{"python":"3.14","statements":"Dg==","branches":"Dw=="}],
            "executed":[{"python":"3.14","context":"","lines":"Bg==","branches":"BQ=="}]}]
            """;
        Assert.AreEqual(
            WithChecksum(Expected.Replace("HASH", ContentHash.OfBytes("x"u8).ToString(), StringComparison.Ordinal)),
            File.ReadAllText(folder["run"]));
    }

    [TestMethod]
    public void Conditions_are_written_as_documented_in_version_2()
    {
        using var folder = new TemporaryFolder();
        var facts = Runs.Small().Files.Values.Single();
        var first = new Condition(1, 3, 1, 4, ConditionKind.Operand);
        var second = new Condition(3, 8, 4, 2, ConditionKind.Filter);
        RunFile.Write(folder["run"], Run.Of(
        [
            FileFacts.Of("/a.py", facts.Hash) with
            {
                Countable = facts.Countable.SetItem(
                    new(3, 14), new Countable(LineSet.Of(1), ArcSet.Empty) { Conditions = ConditionSet.Of(first, second) }),
                Executed = facts.Executed.SetItem(
                    new(new(3, 14), ""), new Executed(LineSet.Of(1), ArcSet.Empty) { SeenFalse = ConditionSet.Of(second) }),
            },
        ]));

        // Lines 1 and 3 as steps 1 and 2, columns, lines to the end, end columns, kinds: 1 3 0 4 0, 2 8 1 2 2. Both: 3; the second: 2.
        const string Expected = """
            {"format":"onceover","version":2,"roots":[],"notes":[],"files":[
            {"path":"/a.py","hash":"HASH","arcs":"","conditions":"AQMABAACCAECAg==",
            "countable":[{"python":"3.14","statements":"Ag==","branches":"","conditions":"Aw=="}],
            "executed":[{"python":"3.14","context":"","lines":"Ag==","branches":"","false":"Ag=="}]}]
            """;
        Assert.AreEqual(
            WithChecksum(Expected.Replace("HASH", facts.Hash.ToString(), StringComparison.Ordinal)),
            File.ReadAllText(folder["run"]));
    }

    [TestMethod]
    public void What_is_unknown_is_written_as_documented_in_version_2()
    {
        using var folder = new TemporaryFolder();
        var facts = FileFacts.Of("a.py", ContentHash.Unknown);
        facts = facts with
        {
            Countable = facts.Countable.Add(
                InterpreterVersion.Unknown, Countable.Nothing with { Unknown = Unknowns.Statements | Unknowns.Branches }),
            Executed = facts.Executed.Add(
                new Observer(InterpreterVersion.Unknown, ""), new Executed(LineSet.Of(1), ArcSet.Empty) { Unknown = Unknowns.Contexts }),
        };
        RunFile.Write(folder["run"], Run.Of([facts]));

        const string Expected = """
            {"format":"onceover","version":2,"roots":[],"notes":[],"files":[
            {"path":"a.py","arcs":"",
            "countable":[{"python":"unknown","statements":"","branches":"","unknown":"statements branches"}],
            "executed":[{"python":"unknown","context":"","lines":"Ag==","branches":"","unknown":"contexts"}]}]
            """;
        Assert.AreEqual(WithChecksum(Expected), File.ReadAllText(folder["run"]));
        Assert.IsTrue(Runs.Same(Run.Of([facts]), RunFile.Read(folder["run"])));
    }

    [TestMethod]
    public void A_newer_version_is_refused_with_words()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["run"], """{"format":"onceover","version":3,"sparkles":[]}"""u8.ToArray());

        var error = Assert.ThrowsExactly<RunFileException>(() => RunFile.Read(folder["run"]));

        Assert.AreEqual(RunFileProblem.Newer, error.Problem);
        Assert.AreEqual(
            $"{folder["run"]} was written by a newer Onceover (format version 3; this one reads up to 2)", error.Message);
    }

    [TestMethod]
    public void A_file_cut_anywhere_is_refused_as_damaged()
    {
        using var folder = new TemporaryFolder();
        RunFile.Write(folder["run"], Runs.Small(executed: [1, 2]));
        var whole = File.ReadAllBytes(folder["run"]);

        // The last two bytes are the closing brace and the line feed; without the line feed nothing is lost.
        for (var length = 0; length < whole.Length - 1; length++)
        {
            File.WriteAllBytes(folder["run"], whole[..length]);
            var error = Assert.ThrowsExactly<RunFileException>(() => RunFile.Read(folder["run"]), $"cut at {length}");
            Assert.AreEqual(RunFileProblem.Damaged, error.Problem, $"cut at {length}");
        }
    }

    /// <summary>Bytes set, cut off, doubled, and digits made many.</summary>
    private static readonly Gen<Func<byte[], byte[]>> Mutation = Gen.Select(Gen.Double.Unit, Gen.Double.Unit, Gen.Byte, Gen.Int[0, 3], (where, length, value, kind) =>
        (Func<byte[], byte[]>)(bytes =>
        {
            var at = (int)(where * (bytes.Length - 1));
            var end = at + (int)(length * (bytes.Length - at));
            return kind switch
            {
                0 => [.. bytes[..at], value, .. bytes[(at + 1)..]],
                1 => bytes[..at],
                2 => [.. bytes[..end], .. bytes[at..]],
                _ => [.. bytes[..at], .. Enumerable.Repeat((byte)'9', 1 + (value % 40)), .. bytes[at..]],
            };
        }));

    [TestMethod]
    public void A_mutated_file_is_refused_unless_it_says_what_was_written() =>
        Gen.Select(Runs.Any, Mutation.Array[1, 3]).Sample(
            (run, mutations) =>
            {
                using var folder = new TemporaryFolder();
                RunFile.Write(folder["run"], run);
                File.WriteAllBytes(folder["run"], mutations.Aggregate(File.ReadAllBytes(folder["run"]), (bytes, mutate) => bytes.Length < 2 ? bytes : mutate(bytes)));
                try
                {
                    return Runs.Same(RunFile.Read(folder["run"]), run);
                }
                catch (RunFileException)
                {
                    return true;
                }
            },
            iter: Nightly.Or(1_000, atNight: 100_000));

    [TestMethod]
    public void Every_changed_byte_is_noticed()
    {
        using var folder = new TemporaryFolder();
        var run = Runs.Small(executed: [1, 2]);
        RunFile.Write(folder["run"], run);
        var written = File.ReadAllBytes(folder["run"]);
        for (var at = 0; at < written.Length - 1; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var bytes = written.ToArray();
                bytes[at] ^= (byte)(1 << bit);
                File.WriteAllBytes(folder["run"], bytes);
                Assert.ThrowsExactly<RunFileException>(() => RunFile.Read(folder["run"]), $"bit {bit} of byte {at}");
            }
        }
    }

    [TestMethod]
    public void What_somebody_else_wrote_without_a_checksum_is_read()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["run"], """{"format":"onceover","version":1,"files":[{"path":"a.py","executed":[{"python":"3.14","lines":"Bg=="}]}]}""");
        Assert.AreEqual("a.py", RunFile.Read(folder["run"]).Files.Values.Single().Path);
    }

    [TestMethod]
    [DataRow("""{"format":"onceover","version":1,"files":[{"path":"a.py","arcs":"AQ==","countable":[],"executed":[]}]}""")]
    [DataRow("""{"format":"onceover","version":1,"files":[{"path":"a.py","arcs":"","countable":[{"python":"3.14","statements":"AQ=="}]}]}""")]
    [DataRow("""{"format":"onceover","version":1,"files":[{"path":"a.py","countable":[{"python":"3.14","branches":"AQ=="}]}]}""")]
    [DataRow("""{"format":"onceover","version":1,"files":[{"path":"a.py","countable":[{"python":"x"}]}]}""")]
    [DataRow("""{"format":"onceover","version":1,"files":[{"path":"a.py","countable":[{"statements":""}]}]}""")]
    [DataRow("""{"format":"onceover","version":1,"files":[{"hash":null}]}""")]
    [DataRow("""{"format":"onceover","version":1,"files":[{"path":"a.py","hash":"12"}]}""")]
    [DataRow("""{"format":"onceover","version":1,"files":[{"path":"a.py","sparkles":1}]}""")]
    [DataRow("""{"format":"onceover","version":2,"files":[{"path":"a.py","countable":[{"python":"3.14","unknown":"sparkles"}]}]}""")]
    [DataRow("""{"format":"onceover","version":1,"files":[null]}""")]
    [DataRow("""{"format":"onceover","version":1,"files":{}}""")]
    [DataRow("""{"format":"onceover","version":2,"branches":"perhaps"}""")]
    [DataRow("""{"format":"onceover","version":0}""")]
    [DataRow("""{"format":"onceover","version":1}{}""")]
    public void Contradictions_are_refused_as_damaged(string json)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["run"], Encoding.UTF8.GetBytes(json));

        Assert.AreEqual(RunFileProblem.Damaged, Assert.ThrowsExactly<RunFileException>(() => RunFile.Read(folder["run"])).Problem);
    }

    [TestMethod]
    public void Damage_says_where()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(
            folder["run"],
            """{"format":"onceover","version":1,"files":[{"path":"a.py"},{"path":"b.py","countable":["""u8.ToArray());

        var error = Assert.ThrowsExactly<RunFileException>(() => RunFile.Read(folder["run"]));

        StringAssert.StartsWith(error.Message, $"{folder["run"]} is damaged at byte ");
        StringAssert.Contains(error.Message, " after the entry of a.py: ");
    }

    [TestMethod]
    [DataRow("SQLite format 3\0rest")]
    [DataRow("""{"meta":{"format":3}}""")]
    [DataRow("!coverage.py: This is a private format")]
    public void What_is_not_ours_is_neither_read_nor_overwritten(string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder[".coverage"], Encoding.UTF8.GetBytes(content));

        var reading = Assert.ThrowsExactly<RunFileException>(() => RunFile.Read(folder[".coverage"]));
        var writing = Assert.ThrowsExactly<RunFileException>(() => RunFile.Write(folder[".coverage"], Run.Empty));
        var keeping = Assert.ThrowsExactly<RunFileException>(() => RunFile.Keep(folder[".coverage"], Run.Empty, append: true, LongAgo));

        Assert.AreEqual(RunFileProblem.NotOurs, reading.Problem);
        Assert.AreEqual(RunFileProblem.NotOurs, writing.Problem);
        Assert.AreEqual(RunFileProblem.NotOurs, keeping.Problem);
        Assert.AreEqual(content, File.ReadAllText(folder[".coverage"]));
    }

    [TestMethod]
    public void An_empty_file_is_written_over()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["run"], []);

        RunFile.Keep(folder["run"], Runs.Small(executed: [1]), append: true, LongAgo);

        Assert.IsTrue(Runs.Same(Runs.Small(executed: [1]), RunFile.Read(folder["run"])));
    }

    [TestMethod]
    public void A_later_run_replaces_an_earlier_one()
    {
        using var folder = new TemporaryFolder();
        RunFile.Keep(folder["run"], Runs.Small(executed: [1]), append: false, FarAhead);
        RunFile.Keep(folder["run"], Runs.Small(executed: [2]), append: false, FarAhead);

        Assert.IsTrue(Runs.Same(Runs.Small(executed: [2]), RunFile.Read(folder["run"])));
    }

    [TestMethod]
    public void A_later_run_is_added_on_demand()
    {
        using var folder = new TemporaryFolder();
        RunFile.Keep(folder["run"], Runs.Small(executed: [1]), append: false, FarAhead);
        RunFile.Keep(folder["run"], Runs.Small(executed: [2]), append: true, FarAhead);

        Assert.IsTrue(Runs.Same(Runs.Small(executed: [1, 2]), RunFile.Read(folder["run"])));
    }

    [TestMethod]
    public void A_run_that_began_before_the_file_was_written_is_added()
    {
        using var folder = new TemporaryFolder();
        RunFile.Keep(folder["run"], Runs.Small(executed: [1]), append: false, LongAgo);
        RunFile.Keep(folder["run"], Runs.Small(executed: [2]), append: false, LongAgo);

        Assert.IsTrue(Runs.Same(Runs.Small(executed: [1, 2]), RunFile.Read(folder["run"])));
    }

    [TestMethod]
    public void Sixteen_runs_at_once_lose_nothing()
    {
        using var folder = new TemporaryFolder();
        var runs = Enumerable.Range(0, 16).Select(i => Runs.Small($"/src/{i}.py", executed: [1])).ToList();

        Parallel.ForEach(runs, run => RunFile.Keep(folder["run"], run, append: false, LongAgo));

        Assert.IsTrue(Runs.Same(runs.Aggregate((sum, next) => sum.Union(next)), RunFile.Read(folder["run"])));
        CollectionAssert.AreEqual(new List<string> { "run" }, folder.Names.ToList());
    }

    [TestMethod]
    public void A_lock_held_elsewhere_is_waited_for_no_longer_than_asked()
    {
        using var folder = new TemporaryFolder();
        using var held = RunFileLock.Acquire(folder["run"], TimeSpan.Zero);

        var error = Assert.ThrowsExactly<IOException>(() => RunFileLock.Acquire(folder["run"], TimeSpan.FromMilliseconds(50)));

        StringAssert.Contains(error.Message, "run.lock");
    }

    /// <summary>A golden run file: the text without its line ends, closed by the checksum that belongs to it.</summary>
    private static string WithChecksum(string text)
    {
        var covered = text.ReplaceLineEndings("");
        return $"{covered},\"checksum\":\"{XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(covered)):x16}\"}}\n";
    }
}
