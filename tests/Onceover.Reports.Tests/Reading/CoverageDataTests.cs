using System.Text;
using Microsoft.Data.Sqlite;
using Onceover.Model;

namespace Onceover.Reports.Tests;

[TestClass]
public sealed class CoverageDataTests
{
    private static readonly Observer Nobody = new(InterpreterVersion.Unknown, "");

    [TestMethod]
    public void Lines_and_taken_branches_by_context_are_written_and_read_back()
    {
        var run = RunOf(("a.py", "", [1, 2, 3], [new Arc(2, 3), new Arc(3, -1)]), ("a.py", "test|run", [1], []), ("b/c.py", "", [7, 900], []));

        var read = Read(CoverageDataWriter.Write(run, "1"));

        Assert.AreEqual(Seen(run), Seen(read));
        Assert.AreEqual(Unknowns.Statements | Unknowns.Branches, read.Files.Values.First().Countable[InterpreterVersion.Unknown].Unknown);
        Assert.AreEqual(Unknowns.Statements, read.Files.Values.First().Executed[Nobody].Unknown);
    }

    [TestMethod]
    public void Without_a_taken_branch_it_is_lines()
    {
        var run = RunOf(("a.py", "", [1, 8, 64, 65], []), ("empty.py", "", [], []));

        var read = Read(CoverageDataWriter.Write(run, "1"));

        Assert.AreEqual(Seen(run), Seen(read));
        Assert.AreEqual(Unknowns.Statements | Unknowns.Branches, read.Files.Values.First().Executed[Nobody].Unknown);
    }

    [TestMethod]
    public void A_line_that_ran_is_no_branch_to_itself()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, CoverageDataWriter.Write(RunOf(("a.py", "", [1, 2, 3, 8], [new Arc(2, 3), new Arc(3, -1)])), "1"));
            using var connection = new SqliteConnection($"Data Source={path};Pooling=False;Mode=ReadOnly");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "select group_concat(fromno || ' ' || tono, ', ') from (select * from arc order by fromno, tono)";

            Assert.AreEqual("-1 1, -1 8, 2 3, 3 -1", command.ExecuteScalar());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void Steps_into_and_out_of_code_are_no_branches_and_their_lines_ran()
    {
        var read = ReadDatabase("insert into file values (1, '/a.py'); insert into context values (1, ''); "
            + "insert into arc values (1, 1, -1, 1), (1, 1, 1, 2), (1, 1, 2, 2), (1, 1, 5, -4)");

        var executed = read.Files.Values.Single().Executed[Nobody];

        Assert.AreEqual(LineSet.Of(1, 2, 5), executed.Lines);
        Assert.AreEqual(ArcSet.Of(new Arc(1, 2), new Arc(5, -4)), executed.Branches);
    }

    [TestMethod]
    [DataRow("drop table line_bits; create table line_map (file_id integer, context_id integer, numbits blob); update coverage_schema set version = 6")]
    [DataRow("drop table line_bits; create table line_map (file_id integer, context_id integer, bitmap blob); update coverage_schema set version = 3")]
    public void Older_schemas_are_read(string change)
    {
        var read = ReadDatabase($"{change}; insert into file values (1, '/a.py'); insert into context values (1, ''); insert into line_map values (1, 1, x'0a')");

        Assert.AreEqual(LineSet.Of(1, 3), read.Files.Values.Single().Executed[Nobody].Lines);
    }

    [TestMethod]
    [DataRow("lines", """{"lines":{"/a.py":[1,3]}}""", "1 3")]
    [DataRow("arcs", """{"arcs":{"/a.py":[[-1,1],[1,3],[3,-1]]},"file_tracers":{}}""", "1 3")]
    public void The_data_file_of_version_4_is_read(string what, string json, string lines)
    {
        byte[] bytes = [.. OldCoverageData.Marker, .. Encoding.UTF8.GetBytes(json)];

        var executed = OldCoverageData.Read(bytes).Files.Values.Single().Executed[Nobody];

        Assert.AreEqual(lines, string.Join(' ', executed.Lines));
        Assert.AreEqual(what == "lines", executed.Unknown.HasFlag(Unknowns.Branches));
    }

    [TestMethod]
    [DataRow("update coverage_schema set version = 8", "its schema is 8")]
    [DataRow("drop table coverage_schema", "another program")]
    [DataRow("insert into context values (1, ''); insert into arc values (9, 1, 1, 2)", "there is no file 9")]
    [DataRow("insert into file values (1, 'a'); insert into context values (1, ''); insert into arc values (1, 1, 1, 99999999999)", "makes no sense")]
    [DataRow("insert into file values (1, null)", "damaged")]
    public void A_database_that_is_not_coverage_pys_or_damaged_is_refused(string change, string problem)
    {
        var error = Assert.ThrowsExactly<FormatException>(() => ReadDatabase(change));
        StringAssert.Contains(error.Message, problem);
    }

    [TestMethod]
    public void A_cut_database_is_refused()
    {
        var whole = CoverageDataWriter.Write(RunOf([.. Enumerable.Range(0, 500).Select(i => ($"f{i}.py", "", (int[])[1, 2, i + 3], (Arc[])[new Arc(1, 2)]))]), "1");

        Assert.ThrowsExactly<FormatException>(() => Read(whole[..(whole.Length / 2)]));
        Assert.ThrowsExactly<FormatException>(() => Read([.. whole[..4096], .. new byte[whole.Length - 4096]]));
    }

    private static Run RunOf(params (string Path, string Context, int[] Lines, Arc[] Arcs)[] seen) => Run.Of(seen.Select(item =>
        FileFacts.Of(item.Path, ContentHash.Unknown) is var facts
            ? facts with
            {
                Executed = facts.Executed.Add(
                    new Observer(new InterpreterVersion(3, 14), item.Context), new Executed(LineSet.From(item.Lines), ArcSet.From(item.Arcs))),
            }
            : facts));

    private static string Seen(Run run) => string.Join("; ", run.Files.Values.SelectMany(file => file.Executed.Select(pair =>
        $"{file.Path} {pair.Key.Context}: {string.Join(' ', pair.Value.Lines)} {string.Join(' ', pair.Value.Branches)}")));

    private static Run Read(byte[] bytes)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            return CoverageDataReader.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Reads an empty data file after a change to it.</summary>
    private static Run ReadDatabase(string change)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, CoverageDataWriter.Write(Run.Empty, "1"));
            using (var connection = new SqliteConnection($"Data Source={path};Pooling=False;Foreign Keys=False"))
            {
                connection.Open();
                using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own statements.
                command.CommandText = change;
#pragma warning restore CA2100
                command.ExecuteNonQuery();
            }

            return CoverageDataReader.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
