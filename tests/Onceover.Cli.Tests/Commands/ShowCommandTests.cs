namespace Onceover.Cli.Tests.Commands;

[TestClass]
public sealed class ShowCommandTests
{
    private const string App = """
        def f(x):
            if x:
                return 1
            return 2


        f(1)

        """;

    [TestMethod]
    public async Task A_source_is_printed_with_a_mark_at_every_line_and_branches_in_words()
    {
        using var onceover = await Measured();
        var outcome = (await onceover.RunAsync("show", "app.py")).Expecting(0);
        Assert.AreEqual(
            """
            app.py  71%
            1 of 5 statements never ran, 1 of 2 branches were never taken

               1 ✓ def f(x):
               2 ◐     if x:
                   ↳ line 2 never jumped to line 4: the condition was never false
               3 ✓         return 1
               4 ✗     return 2
               5
               6
               7 ✓ f(1)

            """,
            outcome.Output);
    }

    [TestMethod]
    public async Task Only_what_is_missing_is_printed_when_asked_for()
    {
        using var onceover = await Measured();
        StringAssert.EndsWith((await onceover.RunAsync("show", "--around", "0")).Expecting(0).Output, """


               2 ◐     if x:
                   ↳ line 2 never jumped to line 4: the condition was never false
                 ⋮
               4 ✗     return 2

            """);
    }

    [TestMethod]
    public async Task A_branch_of_a_suite_on_its_header_s_own_line_is_said_the_right_way_around()
    {
        using var onceover = await Measured("def f(x):\n    if x: return 1\n    return 2\n\n\nf(1)\n");

        StringAssert.Contains(
            (await onceover.RunAsync("show")).Expecting(0).Output,
            "   2 ◐     if x: return 1\n       ↳ line 2 never jumped to line 3: the condition was never false\n");
    }

    [TestMethod]
    public async Task A_file_that_was_not_measured_is_said()
    {
        using var onceover = await Measured();
        Assert.AreEqual("onceover: ap.py was not measured\n  Did you mean app.py?\n", (await onceover.RunAsync("show", "ap.py")).Expecting(1).Error);
    }

    [TestMethod]
    public async Task What_would_steer_a_terminal_is_made_visible()
    {
        using var onceover = new Launching.Onceover();
        onceover.Scratch.Write("app.py", "x = '\e[2J\u202E'\n\tx = 1\n".Replace("\n\t", "\nif x:\n\t", StringComparison.Ordinal));
        (await onceover.RunAsync("run", "-q", "--python", Launching.Onceover.Python.Path, "app.py")).Expecting(0);
        StringAssert.EndsWith((await onceover.RunAsync("show")).Expecting(0).Output, "1 ✓ x = '␛[2J\uFFFD'\n   2 ◐ if x:\n       ↳ line 2 never exited the module: the condition was never false\n   3 ✓     x = 1\n");
    }

    [TestMethod]
    [DataRow("xterm", null, true)]
    [DataRow("xterm", "1", false)]
    [DataRow("dumb", null, false)]
    public async Task A_terminal_gets_colours_if_it_has_them_and_nobody_minds(string terminal, string? noColor, bool colored)
    {
        using var onceover = await Measured();
        foreach (var name in (string[])["show", "report"])
        {
            var command = onceover.Command(name);
            var outcome = await new EndToEnd.Tests.Machine.Command(
                Launching.Onceover.Python.Path, "-c", "import pty, sys; pty.spawn(sys.argv[1:])", command.Program, name)
            {
                Folder = onceover.Folder,
                Environment = new Dictionary<string, string?>(command.Environment) { ["TERM"] = terminal, ["NO_COLOR"] = noColor },
            }.RunAsync();
            StringAssert.Contains(outcome.Expecting(0).Output, "71%");
            Assert.AreEqual(colored, outcome.Output.Contains("71%\e[0m", StringComparison.Ordinal), outcome.Output);
            Assert.DoesNotContain("\e[?", outcome.Output);
        }
    }

    private static async Task<Launching.Onceover> Measured(string source = App)
    {
        var onceover = new Launching.Onceover();
        onceover.Scratch.Write("app.py", source);
        (await onceover.RunAsync("run", "-q", "--python", Launching.Onceover.Python.Path, "app.py")).Expecting(0);
        return onceover;
    }
}
