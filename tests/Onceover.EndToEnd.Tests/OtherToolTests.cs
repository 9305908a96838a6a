using Onceover.EndToEnd.Tests.Machine;
using Onceover.EndToEnd.Tests.Programs;

namespace Onceover.EndToEnd.Tests;

/// <summary>
/// Debuggers, profilers, coverage.py and frame evaluators in a measured program see what they see without us, and take nothing from us. The
/// programs of fixtures/beside print what their tool saw; what runs inside a tool's callbacks the interpreter may show to nobody, so
/// those lines have no mark.
/// </summary>
[TestClass]
public sealed class OtherToolTests
{
    private const string TracedMemory = "beside/traced_memory.py";

    /// <summary>Each program, and the one that needs nothing but the interpreter on the guests that not every machine has.</summary>
    public static IEnumerable<(string Program, string Guest)> Cases =>
        GuestProgram.Cases("beside").Union(GuestProgram.CasesEverywhere("beside").Where(program => program.Program == TracedMemory));

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public async Task Both_see_what_they_see_alone(string path, string guestName)
    {
        var program = GuestProgram.Of(path);
        var guest = Guest.Of(guestName);
        using var scratch = new Scratch();
        var source = scratch.Write(program.Name, program.Text);
        scratch.Write("frame_evaluator.c", await File.ReadAllTextAsync(Path.Combine(Repository.Fixtures, "beside/frame_evaluator.c")));
        var plain = (await RunAsync(scratch, program, guest, guest.Path, source)).Expecting(program.ExitCode);
        var measured = await RunAsync(scratch, program, guest, Repository.Onceover, "run", "--source", ".", "--", guest.Path, source);
        Assert.AreEqual(plain, measured);

        var expected = program.Expected(guest.Version).Lines;
        var ran = (await new Measurement(scratch).FiguresAsync(program.Name)).Ran.ToHashSet();
        Assert.AreEqual("", string.Join(' ', expected.Where(line => ran.Contains(line.Key) != (line.Value == "ran")).Select(line => line.Key)));
    }

    [TestMethod]
    public async Task When_other_tools_have_every_id_one_line_says_so_and_the_program_runs()
    {
        using var scratch = new Scratch();
        scratch.Write("program.py", "import sys\nprint([sys.monitoring.get_tool(id) for id in range(6)])\n");
        (await new Command(Guest.Of("python3.14").Path, "-m", "venv", "--without-pip", "env") { Folder = scratch.Folder }.RunAsync()).Expecting(0);
        scratch.Write("env/lib/python3.14/site-packages/greedy.pth", "import sys; [sys.monitoring.use_tool_id(id, 'greedy') for id in range(6) if not sys.monitoring.get_tool(id)]\n");
        var outcome = await new Command(Repository.Onceover, "run", "--source", ".", "--", "env/bin/python", "program.py") { Folder = scratch.Folder }.RunAsync();
        Assert.AreEqual("['greedy', 'greedy', 'greedy', 'greedy', 'greedy', 'greedy']\n", outcome.Expecting(0).Output);
        Assert.HasCount(1, outcome.Error.Trim().Split('\n').Where(line => line.Contains("monitoring tool ids", StringComparison.Ordinal)).ToList(), outcome.Error);
    }

    private static Task<Outcome> RunAsync(Scratch scratch, GuestProgram program, Guest guest, string command, params string[] arguments) => new Command(command, arguments)
    {
        Folder = scratch.Folder,
        Environment = new Dictionary<string, string?>
        {
            ["PYTHONPATH"] = program.ModulePath.Length == 0 && guest.Version.Minor == 13 ? Path.Combine(Guest.Folder, "coverage-3.13") : program.ModulePath,
        },
    }.RunAsync();
}
