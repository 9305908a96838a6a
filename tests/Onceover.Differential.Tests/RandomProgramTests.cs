using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Differential.Tests;

/// <summary>
/// Random programs, made and judged by tests/differential under the guest that is measured. <c>ONCEOVER_RANDOM_PROGRAMS</c> is how many
/// (300 by default; 10000 at night), <c>ONCEOVER_RANDOM_SEED</c> which ones.
/// </summary>
[TestClass]
public sealed class RandomProgramTests
{
    private static readonly string Programs = Setting("ONCEOVER_RANDOM_PROGRAMS", "300");
    private static readonly string Seed = Setting("ONCEOVER_RANDOM_SEED", "1");

    public static IEnumerable<string> Guests => Guest.All.Select(guest => guest.Name);

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public async Task The_programs_have_every_construct(string guest)
    {
        using var scratch = new Scratch();
        (await Python(guest, "generate.py", Seed, "600", scratch.Folder)).Expecting(0);
        (await Python(guest, "score.py", scratch.Folder)).Expecting(0);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public async Task A_seed_is_a_text(string guest)
    {
        using var one = new Scratch();
        using var other = new Scratch();
        (await Python(guest, "generate.py", Seed, "1", one.Folder)).Expecting(0);
        (await Python(guest, "generate.py", Seed, "1", other.Folder)).Expecting(0);
        Assert.AreEqual(await File.ReadAllTextAsync(one["p00000.py"]), await File.ReadAllTextAsync(other["p00000.py"]));
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public async Task Lines_and_branches_are_those_that_a_trace_function_saw(string guest) =>
        (await Python(guest, "differential.py", "--count", Programs, "--seed", Seed)).Expecting(0);

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public async Task Programs_that_were_once_measured_wrong_are_measured_right(string guest) =>
        (await Python(guest, "differential.py", "--shrink", "0", "--folder", Path.Combine(Repository.Fixtures, "differential"))).Expecting(0);

    [TestMethod]
    [DataRow("python3.14")]
    [DataRow("python3.15")]
    public async Task Conditions_are_what_the_expressions_say_themselves(string guest) =>
        (await Python(guest, "conditions.py", Seed, Programs)).Expecting(0);

    [TestMethod]
    public async Task A_tool_that_is_wrong_is_found_out()
    {
        var found = await Python("python3.14", "differential.py", "--tool", "coverage.py", "--shrink", "0");
        found.Expecting(1);
        Assert.Contains("false-branch", found.Output);
    }

    private static Task<Outcome> Python(string guest, string script, params string[] arguments) =>
        new Command(Guest.Of(guest).Path, [Path.Combine(Repository.Root, "tests/differential", script), .. arguments])
        {
            Environment = new Dictionary<string, string?> { ["ONCEOVER"] = Repository.Onceover, ["PYTHONDONTWRITEBYTECODE"] = "1" },
            Timeout = TimeSpan.FromMinutes(60),
        }.RunAsync();

    private static string Setting(string name, string otherwise) => Environment.GetEnvironmentVariable(name) ?? otherwise;
}
