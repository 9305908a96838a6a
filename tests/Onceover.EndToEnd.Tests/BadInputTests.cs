using Onceover.EndToEnd.Tests.Machine;
using Onceover.EndToEnd.Tests.Programs;

namespace Onceover.EndToEnd.Tests;

/// <summary>What people get wrong: a clear word on standard error, the right exit code, and nothing lost.</summary>
[TestClass]
public sealed class BadInputTests
{
    private const string Program = "x = 1\nif x:\n    x = 2\n";

    private static readonly Guest Python = Guest.Of("python3.14");

    [TestMethod]
    [DataRow(127, "no-such-command", "run", "--", "no-such-command")]
    [DataRow(126, "not-executable", "run", "--", "./not-executable")]
    [DataRow(127, "no-such-python", "run", "--python", "no-such-python", "program.py")]
    [DataRow(64, "COMMAND", "run")]
    [DataRow(64, "frobnicate", "frobnicate")]
    [DataRow(64, "--frobnicate", "run", "--frobnicate", "program.py")]
    [DataRow(64, "--frobnicate", "report", "--frobnicate")]
    [DataRow(64, "--fail-under", "report", "--fail-under", "much")]
    [DataRow(125, "no/such/folder", "run", "--source", "no/such/folder", "--", "true")]
    [DataRow(125, "program.py/data", "run", "--data-file", "program.py/data", "--", "true")]
    [DataRow(125, "foreign", "run", "--data-file", "foreign", "--", "true")]
    [DataRow(65, "foreign", "report", "--data-file", "foreign")]
    [DataRow(65, "truncated", "report", "--data-file", "truncated")]
    [DataRow(65, "newer", "report", "--data-file", "newer")]
    [DataRow(1, "nothing", "report", "--data-file", "absent")]
    [DataRow(1, "absent", "merge", "-o", "merged", "absent")]
    public async Task A_mistake_is_named(int exitCode, string named, params string[] arguments)
    {
        using var scratch = new Scratch();
        await MeasuredAsync(scratch);
        var whole = await File.ReadAllTextAsync(scratch[".onceover.json"]);
        scratch.Write("not-executable", "#!/bin/sh\n");
        scratch.Write("foreign", "SQLite format 3\0something of somebody's");
        scratch.Write("truncated", whole[..(whole.Length / 2)]);
        scratch.Write("newer", whole.Replace("\"version\":1", "\"version\":99", StringComparison.Ordinal));

        var outcome = (await new Measurement(scratch).OnceoverAsync(arguments)).Expecting(exitCode);

        StringAssert.Contains(outcome.Error, named);
        StringAssert.StartsWith(outcome.Error, "onceover: ");
        Assert.AreEqual("", outcome.Output);
        Assert.AreEqual(whole, await File.ReadAllTextAsync(scratch[".onceover.json"]), "a mistake costs no data");
        Assert.AreEqual("SQLite format 3\0something of somebody's", await File.ReadAllTextAsync(scratch["foreign"]));
    }

    [TestMethod]
    public async Task A_report_that_cannot_be_written_says_so()
    {
        using var scratch = new Scratch();
        var measurement = await MeasuredAsync(scratch);
        var outcome = (await measurement.OnceoverAsync("xml", "-o", "program.py/coverage.xml")).Expecting(73);
        StringAssert.Contains(outcome.Error, "program.py/coverage.xml");
    }

    [TestMethod]
    public async Task A_source_that_is_gone_is_named()
    {
        using var scratch = new Scratch();
        var measurement = await MeasuredAsync(scratch);
        File.Delete(scratch["program.py"]);
        StringAssert.Contains((await measurement.OnceoverAsync("report")).Expecting(1).Error, "program.py");
    }

    [TestMethod]
    public async Task A_source_that_changed_since_is_reported_with_a_warning()
    {
        using var scratch = new Scratch();
        var measurement = await MeasuredAsync(scratch);
        await File.AppendAllTextAsync(scratch["program.py"], "y = 3\n");
        StringAssert.Contains((await measurement.OnceoverAsync("report")).Expecting(0).Error, "program.py");
    }

    [TestMethod]
    [DataRow("x = (\n", DisplayName = "syntax error")]
    [DataRow("x = '\0'\n", DisplayName = "null character")]
    public async Task A_source_that_does_not_compile_is_named_and_the_others_are_reported(string text)
    {
        using var scratch = new Scratch();
        scratch.Write("broken.py", text);
        scratch.Write("program.py", Program);
        var measurement = new Measurement(scratch);
        var run = (await measurement.OnceoverAsync("run", "--source", ".", "--", Python.Path, "program.py")).Expecting(0);
        StringAssert.Contains(run.Error, "broken.py");
        var report = (await measurement.OnceoverAsync("report")).Expecting(0);
        StringAssert.Contains(report.Output, "program.py");
        StringAssert.Contains(report.Error, "broken.py: cannot be compiled");
    }

    [TestMethod]
    public async Task A_source_in_a_declared_encoding_is_measured()
    {
        using var scratch = new Scratch();
        await File.WriteAllBytesAsync(scratch["program.py"], [.. "# -*- coding: latin-1 -*-\nx = '"u8, 0xE9, .. "'\n"u8]);
        var measurement = new Measurement(scratch);
        (await measurement.RunAsync(["--source", "."], Python.Path, "program.py")).Expecting(0);
        Assert.AreEqual("2: ran", (await measurement.FiguresAsync("program.py")).ToString());
    }

    private static async Task<Measurement> MeasuredAsync(Scratch scratch)
    {
        scratch.Write("program.py", Program);
        var measurement = new Measurement(scratch);
        (await measurement.RunAsync(["--source", "."], Python.Path, "program.py")).Expecting(0);
        return measurement;
    }
}
