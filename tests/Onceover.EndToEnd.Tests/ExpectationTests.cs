using System.Text.Json;
using Onceover.EndToEnd.Tests.Machine;
using Onceover.EndToEnd.Tests.Programs;

namespace Onceover.EndToEnd.Tests;

/// <summary>What the fixtures' comments promise is checked without the program under test.</summary>
[TestClass]
public sealed class ExpectationTests
{
    public static IEnumerable<string> Constructs => GuestProgram.In("guests");

    public static IEnumerable<string> All => [.. Constructs, .. GuestProgram.In("endings"), .. GuestProgram.In("libraries"), .. GuestProgram.In("beside"), .. GuestProgram.In("earlier")];

    public static IEnumerable<(string Program, string Guest)> Cases => GuestProgram.Cases("guests");

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Every_mark_is_understood(string program) => Assert.IsTrue(GuestProgram.Of(program).IsWellFormed);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public async Task The_lines_that_ran_are_those_that_a_trace_function_sees(string program, string guest)
    {
        using var scratch = new Scratch();
        var oracle = Path.Combine(Repository.Fixtures, "oracles/line_trace.py");
        var source = scratch.Write(GuestProgram.Of(program).Name, GuestProgram.Of(program).Text);
        (await new Command(Guest.Of(guest).Path, oracle, source, scratch["seen"]).RunAsync()).Expecting(0);
        var seen = JsonSerializer.Deserialize<int[]>(await File.ReadAllTextAsync(scratch["seen"]));
        var expected = GuestProgram.Of(program).Expected(Guest.Of(guest).Version);
        var excluded = expected.Lines.Where(line => line.Value == "excluded").Select(line => line.Key);
        CollectionAssert.AreEqual(expected.Ran.ToArray(), seen!.Except(excluded).ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Constructs))]
    public async Task Coverage_py_agrees_unless_the_program_says_why_not(string program)
    {
        using var scratch = new Scratch();
        var guest = Guest.Of(GuestProgram.Of(program).RunsOn(Guest.Of("python3.14")) ? "python3.14" : "python3.15");
        var source = scratch.Write(GuestProgram.Of(program).Name, GuestProgram.Of(program).Text);
        var environment = new Dictionary<string, string?> { ["COVERAGE_CORE"] = "ctrace" };
        Task<Outcome> Coverage(params string[] arguments) =>
            new Command(guest.Path, ["-m", "coverage", .. arguments]) { Folder = scratch.Folder, Environment = environment }.RunAsync();
        (await Coverage("run", "--branch", $"--include={source}", source)).Expecting(0);
        (await Coverage("json", "-q")).Expecting(0);
        var theirs = Figures.FromJson(await File.ReadAllTextAsync(scratch["coverage.json"]));
        var ours = GuestProgram.Of(program).Expected(guest.Version);
        if (GuestProgram.Of(program).CoveragePyDiffers)
        {
            Assert.AreNotEqual(theirs.ToString(), ours.ToString(), "coverage.py agrees by now: the remark is out of date");
        }
        else
        {
            Assert.AreEqual(theirs.ToString(), ours.ToString());
        }
    }
}
