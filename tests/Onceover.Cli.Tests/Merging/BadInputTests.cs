using System.Text;

namespace Onceover.Cli.Tests.Merging;

[TestClass]
public sealed class BadInputTests
{
    private static readonly (string Name, string Text, string Problem)[] Bad =
    [
        ("broken.xml", "<?xml version='1.0'?><coverage><packages>", "broken.xml: "),
        ("bomb.xml", "<!DOCTYPE coverage [<!ENTITY a 'b'>]><coverage><sources><source>&a;</source></sources></coverage>", "bomb.xml: "),
        ("negative.lcov", "SF:a.py\nDA:-1,1\nend_of_record\n", "negative.lcov: line 2: there is no line -1"),
        ("cut.json", """{"format":"onceover","version":2,"files":[{"path":"a""", "cut.json is damaged at byte"),
        ("newer.json", """{"format":"onceover","version":99,"files":[]}""", "newer.json was written by a newer Onceover"),
        ("text", "hello", "text: it is in no format that is read"),
        ("empty", "", "empty: it is empty"),
    ];

    public static IEnumerable<object[]> Names() => Bad.Select(bad => new object[] { bad.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task A_bad_input_is_named_and_nothing_is_written(string name)
    {
        using var measured = await WithBad(name);

        var outcome = (await measured.Merge("-o", "out.json", "x.json", name)).Expecting(65);

        StringAssert.Contains(outcome.Error, Bad.Single(bad => bad.Name == name).Problem);
        Assert.IsFalse(File.Exists(measured["out.json"]));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task If_asked_the_rest_is_merged(string name)
    {
        using var measured = await WithBad(name);
        (await measured.Merge("-q", "-o", "expected.json", "x.json")).Expecting(0);

        var outcome = (await measured.Merge("--keep-going", "-o", "out.json", name, "x.json")).Expecting(65);

        StringAssert.Contains(outcome.Error, "left out: " + Bad.Single(bad => bad.Name == name).Problem);
        Assert.AreEqual(await File.ReadAllTextAsync(measured["expected.json"]), await File.ReadAllTextAsync(measured["out.json"]));
    }

    [TestMethod]
    public async Task A_database_of_another_program_is_named()
    {
        using var measured = new Measured();
        (await new EndToEnd.Tests.Machine.Command(
            Launching.Onceover.Python.Path, "-c", "import sqlite3; c = sqlite3.connect('other.db'); c.execute('create table t (x)'); c.commit()")
        { Folder = measured.Onceover.Folder }.RunAsync()).Expecting(0);

        StringAssert.Contains((await measured.Merge("-o", "out.json", "other.db")).Expecting(65).Error, "other.db: it is a SQLite database of another program");
    }

    [TestMethod]
    public async Task A_database_at_a_newer_schema_is_named_whatever_its_tables()
    {
        using var measured = new Measured();
        (await new EndToEnd.Tests.Machine.Command(
            Launching.Onceover.Python.Path,
            "-c",
            "import sqlite3; c = sqlite3.connect('new.coverage'); c.execute('create table coverage_schema (version integer)'); c.execute('insert into coverage_schema values (99)'); c.commit()")
        { Folder = measured.Onceover.Folder }.RunAsync()).Expecting(0);

        StringAssert.Contains((await measured.Merge("-o", "out.json", "new.coverage")).Expecting(65).Error, "new.coverage: its schema is 99; this Onceover reads ");
    }

    [TestMethod]
    public async Task A_folder_or_glob_without_data_beside_others_is_named()
    {
        using var measured = new Measured();
        await measured.Run("x.json", "2");
        Directory.CreateDirectory(measured["shard-2"]);

        var outcome = (await measured.Merge("-o", "out.json", "x.json", "shard-2", "shard-3*.json")).Expecting(0);

        StringAssert.Contains(outcome.Error, "shard-2 holds nothing to merge");
        StringAssert.Contains(outcome.Error, "shard-3*.json holds nothing to merge");
    }

    [TestMethod]
    [DataRow("big.xml", "<coverage>")]
    [DataRow("big.lcov", "SF:a.py\n")]
    [DataRow("big.json", "{\"meta\":{},")]
    [DataRow("big.run", "{\"format\":\"onceover\",")]
    [DataRow("big", "")]
    [DataRow("big.coverage", "SQLite format 3\0coverage_schema")]
    public async Task A_file_of_two_gigabytes_is_refused_without_holding_it(string name, string beginning)
    {
        using var measured = new Measured();
        using (var stream = File.Create(measured[name]))
        {
            stream.Write(Encoding.UTF8.GetBytes(beginning));
            stream.SetLength(1L << 31);
        }

        var command = measured.Onceover.Command("merge", "-o", "out.json", name);
        var limited = new EndToEnd.Tests.Machine.Command("bash", "-c", "ulimit -v 4000000; \"$@\"", "bash", command.Program, "merge", "-o", "out.json", name)
        { Folder = command.Folder, Environment = command.Environment };

        StringAssert.Contains((await limited.RunAsync()).Expecting(65).Error, name);
    }

    private static async Task<Measured> WithBad(string name)
    {
        var measured = new Measured();
        await measured.Run("x.json", "2");
        measured.Onceover.Scratch.Write(name, Bad.Single(bad => bad.Name == name).Text);
        return measured;
    }
}
