namespace Onceover.Cli.Tests.Launching;

[TestClass]
public sealed class ExitCodeTests
{
    [TestMethod]
    [DataRow("exit 0", 0)]
    [DataRow("exit 7", 7)]
    [DataRow("exit 255", 255)]
    [DataRow("kill -TERM $$", 143)]
    [DataRow("kill -KILL $$", 137)]
    [DataRow("kill -SEGV $$", 139)]
    public async Task Run_ends_as_the_guest_ends(string script, int code)
    {
        using var onceover = new Onceover();
        (await onceover.RunAsync("run", "-q", "--", "sh", "-c", script)).Expecting(code);
    }

    [TestMethod]
    public async Task A_command_that_is_not_there_is_127()
    {
        using var onceover = new Onceover();
        var outcome = (await onceover.RunAsync("run", "no-such-command")).Expecting(127);
        StringAssert.StartsWith(outcome.Error, "onceover: there is no command 'no-such-command'\n");
        Assert.IsEmpty(Directory.EnumerateFileSystemEntries(onceover.Folder));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("#!/no/such/interpreter\n")]
    public async Task A_file_that_cannot_be_executed_is_126(string content)
    {
        using var onceover = new Onceover();
        var script = onceover.Scratch.Write("script", content);
        if (content.Length > 0)
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        (await onceover.RunAsync("run", "./script")).Expecting(126);
    }

    [TestMethod]
    public async Task A_script_without_an_interpreter_line_is_the_shells()
    {
        using var onceover = new Onceover();
        File.SetUnixFileMode(onceover.Scratch.Write("script", "echo \"$1\"\n"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.AreEqual("x y\n", (await onceover.RunAsync("run", "-q", "./script", "x y")).Expecting(0).Output);
    }

    [TestMethod]
    public async Task Without_any_python_a_script_is_127()
    {
        using var onceover = new Onceover();
        onceover.Scratch.Write("app.py", "");
        var command = onceover.Command("run", "app.py");
        var outcome = await (command with { Environment = new Dictionary<string, string?>(command.Environment) { ["PATH"] = "/nowhere" } }).RunAsync();
        outcome.Expecting(127);
        StringAssert.Contains(outcome.Error, "no python3");
    }

    [TestMethod]
    [DataRow(125, "run", "--source", "no/such/folder", "true")]
    [DataRow(125, "run", "--data-file", "foreign", "true")]
    [DataRow(125, "run", "--data-file", "/proc/x.json", "true")]
    [DataRow(64, "run")]
    [DataRow(64, "run", "--bogus", "true")]
    [DataRow(64, "report", "--bogus")]
    [DataRow(64, "nonsense")]
    [DataRow(64, "report", "--format", "pdf")]
    [DataRow(64, "report", "--fail-under", "101")]
    [DataRow(64, "merge", "x.json")]
    [DataRow(1, "report")]
    [DataRow(65, "report", "--data-file", "foreign")]
    [DataRow(65, "report", "--data-file", "cut")]
    [DataRow(65, "report", "--data-file", "newer")]
    [DataRow(65, "report", "--rcfile", "foreign")]
    [DataRow(65, "merge", "-o", "out.json", "cut")]
    public async Task A_mistake_has_its_code_and_loses_nothing(int code, params string[] arguments)
    {
        using var onceover = new Onceover();
        onceover.Scratch.Write("foreign", "not ours\n");
        onceover.Scratch.Write("cut", """{"format":"onceover","version":1,"roots":[],"no""");
        onceover.Scratch.Write("newer", """{"format":"onceover","version":99}""");
        var outcome = (await onceover.RunAsync(arguments)).Expecting(code);
        StringAssert.StartsWith(outcome.Error, "onceover: ");
        Assert.AreEqual("", outcome.Output);
        Assert.AreEqual("not ours\n", await File.ReadAllTextAsync(onceover.Scratch["foreign"]));
        Assert.HasCount(3, Directory.GetFileSystemEntries(onceover.Folder));
    }
}
