using Onceover.Cli.Reporting;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Cli.Tests.Commands;

[TestClass]
public sealed class ReportCommandTests
{
    private const string App = """
        import sys
        def f(x):
            if x:
                return 1
            return 2
        print(f(len(sys.argv)))
        def unused():  # pragma: no cover
            pass
        """;

    [TestMethod]
    [DataRow(0, "--fail-under", "75")]
    [DataRow(2, "--fail-under", "76")]
    [DataRow(0, "--fail-under", "75", "--precision", "2")]
    [DataRow(2, "--fail-under", "75.01", "--precision", "2")]
    [DataRow(0, "--fail-under-branch", "50")]
    [DataRow(2, "--fail-under-branch", "50.1", "--precision", "1")]
    [DataRow(2, "--fail-under-file", "80")]
    [DataRow(0, "--fail-under", "83", "--no-branch")]
    public async Task A_threshold_that_is_missed_is_2(int code, params string[] options)
    {
        using var onceover = await Measured();
        var outcome = (await onceover.RunAsync(["report", .. options])).Expecting(code);
        Assert.AreEqual(code == 2, outcome.Error.Contains("threshold missed", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task A_configuration_that_does_not_say_branch_has_no_branches_in_its_figures()
    {
        using var onceover = await Measured();
        onceover.Scratch.Write(".coveragerc", "[report]\nprecision = 0\n");
        var silent = (await onceover.RunAsync("report")).Expecting(0);
        Assert.DoesNotContain("Branch", silent.Output);
        StringAssert.Contains(silent.Error, ".coveragerc does not say branch = true");
        StringAssert.Contains((await onceover.RunAsync("report", "--branch")).Expecting(0).Output, "Branch");
        onceover.Scratch.Write(".coveragerc", "[run]\nbranch = true\n");
        StringAssert.Contains((await onceover.RunAsync("report")).Expecting(0).Output, "Branch");
    }

    [TestMethod]
    [DataRow("--branch", "[run]\nsource = .\n")]
    [DataRow("--no-branch", "[run]\nbranch = true\n")]
    public async Task What_the_run_was_told_of_branches_holds_for_its_reports(string option, string configuration)
    {
        using var onceover = new Launching.Onceover();
        onceover.Scratch.Write("app.py", App);
        onceover.Scratch.Write(".coveragerc", configuration);
        (await onceover.RunAsync("run", "-q", "--python", Launching.Onceover.Python.Path, option, "app.py")).Expecting(0);
        Assert.AreEqual(option == "--branch", (await onceover.RunAsync("report")).Expecting(0).Output.Contains("Branch", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task A_pragma_written_after_the_run_counts()
    {
        using var onceover = await Measured();
        onceover.Scratch.Write("app.py", App.Replace("return 2", "return 2  # pragma: no cover", StringComparison.Ordinal));
        var outcome = (await onceover.RunAsync("report", "--format=total")).Expecting(0);
        Assert.AreEqual("100\n", outcome.Output);
        StringAssert.Contains(outcome.Error, "app.py was changed since it was measured");
    }

    [TestMethod]
    public async Task A_pattern_of_todays_configuration_counts()
    {
        using var onceover = await Measured();
        onceover.Scratch.Write(".coveragerc", "[report]\nexclude_also =\n    return 2\n    if x\n");
        Assert.AreEqual("100\n", (await onceover.RunAsync("report", "--format=total")).Expecting(0).Output);
    }

    [TestMethod]
    [DataRow(null, "gone")]
    [DataRow("def f(:\n", "cannot be read as Python")]
    [DataRow("# coding: no-such-codec\n", "cannot be read as Python")]
    public async Task A_source_that_cannot_be_read_is_named_and_stops_nothing(string? content, string says)
    {
        using var onceover = await Measured();
        onceover.Scratch.Write("other.py", "x = 1\n");
        (await onceover.RunAsync("run", "-a", "--python", Launching.Onceover.Python.Path, "other.py")).Expecting(0);
        File.Delete(onceover.Scratch["app.py"]);
        if (content is not null)
        {
            onceover.Scratch.Write("app.py", content);
        }

        var strict = (await onceover.RunAsync("report")).Expecting(1);
        StringAssert.Contains(strict.Error, says);
        StringAssert.Contains(strict.Output, "other.py");
        var lenient = (await onceover.RunAsync("report", "-i")).Expecting(0);
        StringAssert.Contains(lenient.Error, "warning: app.py");
        Assert.AreEqual(strict.Output, lenient.Output);
    }

    [TestMethod]
    [DataRow("xml", "coverage.xml")]
    [DataRow("json", "coverage.json")]
    [DataRow("lcov", "coverage.lcov")]
    [DataRow("html", "htmlcov/index.html")]
    [DataRow("sonarqube", "sonarqube.xml")]
    [DataRow("badge", "coverage.svg")]
    [DataRow("reportgenerator", "reportgenerator/index.html")]
    public async Task A_report_goes_to_its_place(string command, string place)
    {
        using var onceover = await Measured();
        var outcome = (await onceover.RunAsync(command)).Expecting(0);
        Assert.AreEqual("", outcome.Output);
        Assert.AreEqual($"onceover: wrote {place}\n", outcome.Error);
        Assert.IsTrue(File.Exists(onceover.Scratch[place]));
    }

    [TestMethod]
    public async Task Several_reports_of_one_reading_go_to_their_places_and_no_table_is_printed()
    {
        using var onceover = await Measured();

        var outcome = (await onceover.RunAsync(
            "report", "--to", "xml:out/c.xml", "--to=html:out/site", "--to", "total:-", "--to", "gitlab:out/parts", "--title", "Ours")).Expecting(0);

        Assert.AreEqual("75\n", outcome.Output);
        Assert.AreEqual(
            "onceover: wrote out/c.xml\nonceover: wrote out/site/index.html\nonceover: wrote out/parts\nTOTAL 75%\n", outcome.Error);
        StringAssert.Contains(await File.ReadAllTextAsync(onceover.Scratch["out/site/index.html"]), "Ours");
        Assert.IsTrue(File.Exists(onceover.Scratch["out/parts/cobertura-001.xml"]));
    }

    [TestMethod]
    public async Task A_table_is_printed_beside_other_reports_if_asked_for()
    {
        using var onceover = await Measured();

        StringAssert.Contains((await onceover.RunAsync("report", "--to", "xml:c.xml", "--format", "markdown")).Expecting(0).Output, "**TOTAL**");
        (await onceover.RunAsync("report", "--to", "json:-", "--format", "text")).Expecting(64);
    }

    [TestMethod]
    public async Task A_place_that_cannot_be_written_keeps_no_report_from_the_others()
    {
        using var onceover = await Measured();

        var outcome = (await onceover.RunAsync("report", "--to", "xml:/proc/c.xml", "--to", "html:/proc/site", "--to", "lcov:c.lcov")).Expecting(73);

        StringAssert.Contains(outcome.Error, "/proc/c.xml cannot be written");
        StringAssert.Contains(outcome.Error, "/proc/site cannot be written");
        Assert.IsTrue(File.Exists(onceover.Scratch["c.lcov"]));
    }

    [TestMethod]
    public async Task A_summary_of_a_job_goes_after_what_the_step_says_already()
    {
        using var onceover = await Measured();
        onceover.Scratch.Write("summary.md", "# Ours\n");
        var command = onceover.Command("github");

        (await (command with { Environment = new Dictionary<string, string?>(command.Environment) { ["GITHUB_STEP_SUMMARY"] = "summary.md" } }).RunAsync()).Expecting(0);

        StringAssert.StartsWith(await File.ReadAllTextAsync(onceover.Scratch["summary.md"]), "# Ours\n## Coverage: 75%\n");
        (await (command with { Environment = new Dictionary<string, string?>(command.Environment) { ["GITHUB_STEP_SUMMARY"] = null } }).RunAsync()).Expecting(64);
    }

    [TestMethod]
    [DataRow(0, "*.py=75")]
    [DataRow(2, "*.py=76")]
    [DataRow(2, "nosuch/**=1")]
    [DataRow(64, "*.py")]
    public async Task A_threshold_of_a_pattern_is_for_the_files_that_it_matches(int code, string pattern)
    {
        using var onceover = await Measured();
        (await onceover.RunAsync("report", "--fail-under-pattern", pattern)).Expecting(code);
    }

    [TestMethod]
    public async Task A_history_is_compared_with_and_grows_when_figures_change()
    {
        using var onceover = await Measured();
        Task<Outcome> Html() => onceover.RunAsync("html", "--history", "history");
        int Kept() => Directory.GetFiles(onceover.Scratch["history"]).Length;

        (await Html()).Expecting(0);
        (await Html()).Expecting(0);
        Assert.AreEqual(1, Kept());
        Assert.DoesNotContain("id=\"history\"", await File.ReadAllTextAsync(onceover.Scratch["htmlcov/index.html"]));

        onceover.Scratch.Write("app.py", App.Replace("return 2", "return 2  # pragma: no cover", StringComparison.Ordinal));
        (await Html()).Expecting(0);
        Assert.AreEqual(2, Kept());
        StringAssert.Contains(await File.ReadAllTextAsync(onceover.Scratch["htmlcov/index.html"]), "from <b>75%</b> to <b>100%</b>");
    }

    [TestMethod]
    public async Task A_history_that_cannot_be_written_is_73_and_keeps_no_report_back()
    {
        using var onceover = await Measured();
        (await onceover.RunAsync("html", "--history", "/proc/history")).Expecting(73);
        Assert.IsTrue(File.Exists(onceover.Scratch["htmlcov/index.html"]));
    }

    [TestMethod]
    public async Task A_project_without_a_measured_line_has_every_report()
    {
        using var onceover = new Launching.Onceover();
        onceover.Scratch.Write("empty.py", "");
        (await onceover.RunAsync("run", "-q", "--python", Launching.Onceover.Python.Path, "empty.py")).Expecting(0);

        var all = FormatTable.All.SelectMany(format => new[] { "--to", $"{format.Name}:out/{format.Name}" });

        (await onceover.RunAsync(["report", "--fail-under", "100", .. all])).Expecting(0);
    }

    [TestMethod]
    public async Task An_output_that_cannot_be_written_is_73()
    {
        using var onceover = await Measured();
        (await onceover.RunAsync("xml", "-o", "/proc/coverage.xml")).Expecting(73);
        (await onceover.RunAsync("html", "-d", "/proc/htmlcov")).Expecting(73);
    }

    [TestMethod]
    public async Task Quiet_is_silent()
    {
        using var onceover = await Measured();
        Assert.AreEqual("", (await onceover.RunAsync("xml", "-q")).Expecting(0).Error);
    }

    [TestMethod]
    public async Task Include_and_omit_choose_among_what_was_measured()
    {
        using var onceover = await Measured();
        (await onceover.RunAsync("report", "--omit", "app.py")).Expecting(1);
        (await onceover.RunAsync("report", "--include", "other*")).Expecting(1);
        (await onceover.RunAsync("report", "--include", "app*")).Expecting(0);
    }

    /// <summary>A file system of its own in a namespace of its own, which the guest fills up.</summary>
    [TestMethod]
    public async Task A_disk_that_fills_up_loses_nothing()
    {
        using var onceover = new Launching.Onceover();
        var fill = onceover.Scratch.Write("fill.py", """
            try:
                with open("ballast", "wb", buffering=0) as file:
                    while True:
                        file.write(b"x" * 4096)
            except OSError as error:
                print(error.errno)
            x = 1
            """);
        var script = $"""
            mount -t tmpfs -o size=300k tmpfs . && cd "$PWD" && cat >fill.py
            {Repository.Onceover} run --python {Launching.Onceover.Python.Path} fill.py; echo code $?
            rm ballast
            {Repository.Onceover} json -q -o - | tr , '\n' | grep -A8 executed_lines
            """;
        var outcome = await new Command("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script)
        {
            Folder = onceover.Folder,
            Input = await File.ReadAllTextAsync(fill),
        }.RunAsync();
        StringAssert.StartsWith(outcome.Output, "28\ncode 125\n");
        StringAssert.Contains(outcome.Output, "\"executed_lines\":[1\n2\n3\n4\n5\n6\n7]");
        StringAssert.Contains(outcome.Error, "could not be written");
    }

    private static async Task<Launching.Onceover> Measured()
    {
        var onceover = new Launching.Onceover();
        onceover.Scratch.Write("app.py", App);
        (await onceover.RunAsync("run", "-q", "--python", Launching.Onceover.Python.Path, "app.py")).Expecting(0);
        return onceover;
    }
}
