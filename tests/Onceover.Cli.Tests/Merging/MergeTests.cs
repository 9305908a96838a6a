using System.Text.RegularExpressions;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Cli.Tests.Merging;

[TestClass]
public sealed class MergeTests
{
    [TestMethod]
    [DataRow("union", "app.py: 1 2 3 4 5 9 10")]
    [DataRow("intersect", "app.py: 1 2 3 9 10")]
    [DataRow("minus", "app.py: 4")]
    public async Task Runs_are_united_intersected_and_taken_from_each_other(string operation, string executed)
    {
        using var measured = new Measured();
        await measured.Run("two.json", "2");
        await measured.Run("one.json", "1");

        (await measured.Merge("--op", operation, "-o", "out.json", "two.json", "one.json")).Expecting(0);

        Assert.AreEqual(executed, await measured.Onceover.ExecutedAsync("--data-file", "out.json"));
    }

    [TestMethod]
    public async Task An_output_that_is_an_input_too_is_read_before_it_is_written()
    {
        using var measured = new Measured();
        await measured.Run("x.json", "2");
        await measured.Run("y.json", "1");
        var input = await File.ReadAllTextAsync(measured["y.json"]);

        (await measured.Merge("-q", "-o", "x.json", "x.json", "y.json")).Expecting(0);

        Assert.AreEqual("app.py: 1 2 3 4 5 9 10", await measured.Onceover.ExecutedAsync("--data-file", "x.json"));
        Assert.AreEqual(input, await File.ReadAllTextAsync(measured["y.json"]));
    }

    [TestMethod]
    [DataRow("parts/*.json")]
    [DataRow("**/?.json")]
    [DataRow("parts")]
    [DataRow("pa*")]
    public async Task Folders_and_globs_are_inputs(string input)
    {
        using var measured = new Measured();
        await measured.Run("parts/x.json", "2");
        await measured.Run("parts/y.json", "1");

        var outcome = (await measured.Merge("-o", "out.json", input)).Expecting(0);

        Assert.AreEqual("onceover: merged 2 inputs into out.json\n", outcome.Error);
    }

    [TestMethod]
    [DataRow("TN:\n")]
    [DataRow("# made by hand\n\n#\nTN:\n")]
    [DataRow("\uFEFF")]
    public async Task A_tracefile_is_one_however_it_begins(string beginning)
    {
        using var measured = new Measured();
        measured.Onceover.Scratch.Write("x.info", beginning + "SF:app.py\r\nDA:1,1\r\nend_of_record\r\n");

        (await measured.Merge("-q", "-o", "out.json", "x.info")).Expecting(0);

        Assert.AreEqual("app.py: 1", await measured.Onceover.ExecutedAsync("--data-file", "out.json"));
    }

    [TestMethod]
    public async Task Everything_that_is_written_can_be_merged_to_the_same_figures()
    {
        using var measured = new Measured();
        await measured.Run("x.json", "2");
        await measured.Run("y.json", "1");
        (await measured.Merge("-q", "-o", "both.json", "x.json", "y.json")).Expecting(0);
        var expected = (await measured.Onceover.RunAsync("report", "-m", "--data-file", "both.json")).Expecting(0).Output;
        foreach (var (format, file) in ((string, string)[])[("json", "y.cov.json"), ("lcov", "y.lcov"), ("xml", "y.xml")])
        {
            (await measured.Onceover.RunAsync(format, "-q", "--data-file", "y.json", "-o", file)).Expecting(0);
        }

        (await measured.Merge("-q", "-o", ".coverage", "y.json")).Expecting(0);
        foreach (var other in (string[])["y.cov.json", "y.lcov", ".coverage"])
        {
            (await measured.Merge("-q", "-o", "out.json", "x.json", other)).Expecting(0);
            Assert.AreEqual(expected, (await measured.Onceover.RunAsync("report", "-m", "--data-file", "out.json")).Expecting(0).Output, other);
        }

        // Their grammars do not say which branches were taken.
        (await measured.Onceover.RunAsync("report", "-q", "--data-file", "y.json", "--to", "sonarqube:y.sonar.xml")).Expecting(0);
        foreach (var other in (string[])["y.xml", "y.sonar.xml"])
        {
            (await measured.Merge("-q", "-o", "out.json", "x.json", other)).Expecting(0);
            Assert.AreEqual(
                await measured.Onceover.ExecutedAsync("--data-file", "both.json"), await measured.Onceover.ExecutedAsync("--data-file", "out.json"), other);
        }
    }

    [TestMethod]
    public async Task What_coverage_py_measured_merges_with_what_we_did()
    {
        using var measured = new Measured();
        await measured.Coverage("run", "--branch", "--source=.", "app.py", "1");
        await measured.Run("x.json", "2");
        await measured.Run("both.json", "1", "2");

        (await measured.Merge("-q", "-o", "out.json", ".coverage", "x.json")).Expecting(0);

        var expected = (await measured.Onceover.RunAsync("report", "-m", "--data-file", "both.json")).Expecting(0).Output;
        Assert.AreEqual(expected, (await measured.Onceover.RunAsync("report", "-m", "--data-file", "out.json")).Expecting(0).Output);
    }

    [TestMethod]
    [DataRow("--branch")]
    [DataRow("--no-branch")]
    public async Task What_coverage_py_measured_alone_is_reported_as_by_itself(string branch)
    {
        using var measured = new Measured();
        await measured.Coverage(["run", .. branch == "--branch" ? [branch] : Array.Empty<string>(), "--source=.", "app.py", "1"]);

        (await measured.Merge("-q", "--python", Launching.Onceover.Python.Path, "-o", "out.json", ".coverage")).Expecting(0);

        var ours = (await measured.Onceover.RunAsync("report", "-m", branch, "--data-file", "out.json")).Expecting(0);
        Assert.AreEqual((await measured.Coverage("report", "-m")).Output, ours.Output);
    }

    [TestMethod]
    public async Task A_script_that_finds_the_interpreter_by_the_working_folder_is_asked_there_and_once()
    {
        using var measured = new Measured();
        await measured.Coverage("run", "--source=.", "app.py", "1");
        var script = measured.Onceover.Scratch.Write("python", $"#!/bin/sh\npwd >>'{measured["started"]}'\nexec '{Launching.Onceover.Python.Path}' \"$@\"\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        (await measured.Merge("-q", "--python", script, "-o", "out.json", ".coverage")).Expecting(0);

        Assert.AreEqual(measured.Onceover.Folder + "\n", await File.ReadAllTextAsync(measured["started"]));
        StringAssert.Contains((await measured.Onceover.RunAsync("report", "--no-branch", "--data-file", "out.json")).Expecting(0).Output, "app.py");
    }

    [TestMethod]
    public async Task Where_statements_are_unknown_nothing_is_counted_and_that_is_said()
    {
        using var measured = new Measured();
        await measured.Coverage("run", "--source=.", "app.py", "1");
        var (path, source) = (measured["app.py"], Measured.App);
        File.Delete(path);
        (await measured.Merge("-q", "-o", "out.json", ".coverage")).Expecting(0);
        await File.WriteAllTextAsync(path, source);

        var report = (await measured.Onceover.RunAsync("report", "--data-file", "out.json")).Expecting(0);

        StringAssert.Contains(report.Error, "of 1 file it is not known which statements there are");
        StringAssert.Contains(report.Output, "app.py       0      0");
    }

    [TestMethod]
    public async Task Data_that_knows_no_branches_merges_with_data_that_does()
    {
        using var measured = new Measured();
        await measured.Coverage("run", "--source=.", "app.py", "1");
        await measured.Run("x.json", "2");

        (await measured.Merge("-q", "-o", "out.json", ".coverage", "x.json")).Expecting(0);

        var report = (await measured.Onceover.RunAsync("report", "-m", "--data-file", "out.json")).Expecting(0);
        StringAssert.Contains(report.Error, "of 1 file some data does not know branches");
        StringAssert.Contains(report.Output, "app.py       7      0      4      1    91%   3->5");
    }

    [TestMethod]
    public async Task Coverage_py_works_on_what_we_write()
    {
        using var measured = new Measured();
        await measured.Run("x.json", "2");
        await measured.Coverage("run", "--branch", "--source=.", "app.py", "2");
        var expected = (await measured.Coverage("report", "-m")).Output;

        (await measured.Merge("-q", "-o", ".coverage", "x.json")).Expecting(0);

        Assert.AreEqual(expected, (await measured.Coverage("report", "-m")).Output);
        await measured.Coverage("html", "-q");
        await measured.Run("y.json", "1");
        (await measured.Merge("-q", "-o", ".coverage.y", "y.json")).Expecting(0);
        await measured.Coverage("combine", "-q", "--append", ".coverage.y");
        await measured.Coverage("run", "--branch", "--source=.", "--data-file=.both", "app.py", "2", "1");
        Assert.AreEqual((await measured.Coverage("report", "-m", "--data-file=.both")).Output, (await measured.Coverage("report", "-m")).Output);
    }

    [TestMethod]
    [DataRow("python3.11", "coverage-3.11")]
    [DataRow("python3.13", "coverage-3.13")]
    [DataRow("python3.14", "")]
    public async Task What_a_version_of_coverage_py_wrote_goes_through_us_and_it_says_the_same(string guest, string modules)
    {
        using var measured = new Measured();
        foreach (var x in (string[])["1", "2"])
        {
            await Coverage("run", "--branch", "--source=.", $"--context=x is {x}", $"--data-file=.coverage.{x}", "app.py", x);
        }

        await Coverage("combine", "-q", "--keep", "--data-file=theirs", ".coverage.1", ".coverage.2");
        (await measured.Merge("-q", "--format=coverage", "-o", "ours", ".coverage.1", ".coverage.2")).Expecting(0);

        foreach (var words in (string[][])[["report", "-m"], ["xml", "-q", "-o", "-"], ["json", "-q", "--show-contexts", "--pretty-print", "-o", "-"]])
        {
            Assert.AreEqual(await Said("theirs", words), await Said("ours", words), words[0]);
        }

        async Task<string> Said(string data, string[] words)
        {
            var text = (await Coverage([.. words, $"--data-file={data}"])).Output;
            text = Regex.Replace(text, "timestamp(\"?[=:] ?)\"[^\"]*\"", "");

            // The order of contexts' lines is that of a set.
            return words[0] == "json" ? string.Join("\n", text.Replace("\"", " ", StringComparison.Ordinal).Split('\n').Select(line => line.TrimEnd(',')).Order(StringComparer.Ordinal)) : text;
        }

        async Task<Outcome> Coverage(params string[] arguments) => (await new Command(Guest.Of(guest).Path, ["-m", "coverage", .. arguments])
        {
            Folder = measured.Onceover.Folder,
            Environment = new Dictionary<string, string?>
            {
                ["COVERAGE_FILE"] = null,
                ["COVERAGE_RCFILE"] = null,
                ["COVERAGE_CORE"] = null,
                ["PYTHONPATH"] = modules.Length == 0 ? null : Path.Combine(Guest.Folder, modules),
            },
        }.RunAsync()).Expecting(0);
    }

    [TestMethod]
    public async Task A_file_of_another_kind_is_not_overwritten()
    {
        using var measured = new Measured();
        await measured.Run("x.json", "2");
        measured.Onceover.Scratch.Write(".coverage", "mine");

        StringAssert.Contains((await measured.Merge("-o", ".coverage", "x.json")).Expecting(73).Error, "left alone");
        StringAssert.Contains((await measured.Merge("--format=coverage", "-o", "x.json", "x.json")).Expecting(73).Error, "left alone");
        Assert.AreEqual("mine", await File.ReadAllTextAsync(measured[".coverage"]));
    }
}
