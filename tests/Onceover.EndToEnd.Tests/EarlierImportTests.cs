using Onceover.EndToEnd.Tests.Machine;
using Onceover.EndToEnd.Tests.Programs;

namespace Onceover.EndToEnd.Tests;

/// <summary>
/// An environment's <c>.pth</c> file imports a module of ours when the interpreter starts, before the agent comes: what the module does then is lost, its
/// functions are measured as soon as they are called, on every guest alike.
/// </summary>
[TestClass]
public sealed class EarlierImportTests
{
    private const string Module = "startup.py";

    private static readonly GuestProgram Program = GuestProgram.Of("earlier/" + Module);

    public static IEnumerable<string> Guests => Guest.All.Concat(Guest.Optional).Select(guest => guest.Name);

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public async Task Its_functions_are_measured(string guest)
    {
        using var scratch = new Scratch();
        var python = await MakeEnvironmentAsync(scratch, Guest.Of(guest));
        var measurement = new Measurement(scratch);
        Assert.AreEqual(new Outcome(0, "", ""), await measurement.RunAsync(["--source", scratch[Module]], python, "main.py"));
        Assert.AreEqual(Program.Expected(Guest.Of(guest).Version).ToString(), (await measurement.FiguresAsync(Module)).ToString());
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public async Task Its_functions_are_measured_by_the_hook(string guest)
    {
        using var scratch = new Scratch();
        var python = await MakeEnvironmentAsync(scratch, Guest.Of(guest));
        var measurement = new Measurement(scratch);
        (await measurement.OnceoverAsync("hook", "install", python)).Expecting(0);
        Assert.AreEqual(new Outcome(0, "", ""), await measurement.RunAsync(["--source", scratch[Module]], "env", "-i", python, "main.py"));
        Assert.AreEqual(Program.Expected(Guest.Of(guest).Version).ToString(), (await measurement.FiguresAsync(Module)).ToString());
    }

    /// <summary>Gives the environment's Python.</summary>
    private static async Task<string> MakeEnvironmentAsync(Scratch scratch, Guest guest)
    {
        (await new Command(guest.Path, "-m", "venv", "--without-pip", scratch["environment"]).RunAsync()).Expecting(0);
        scratch.Write(Module, Program.Text);
        scratch.Write("main.py", "import startup\nstartup.use()\n");
        var packages = Directory.GetDirectories(scratch["environment/lib"], "python*").Single();
        File.WriteAllText(Path.Combine(packages, "site-packages/startup.pth"), $"{scratch.Folder}\nimport startup\n");
        return scratch["environment/bin/python"];
    }
}
