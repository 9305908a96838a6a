using Onceover.EndToEnd.Tests.Machine;
using Onceover.EndToEnd.Tests.Programs;

namespace Onceover.EndToEnd.Tests;

/// <summary>Every language construct, and every way to end, gives the lines and branches that its program says, on every guest.</summary>
[TestClass]
public sealed class ConstructTests
{
    public static IEnumerable<(string Program, string Guest)> Constructs => GuestProgram.Cases("guests");

    public static IEnumerable<(string Program, string Guest)> Endings => GuestProgram.CasesEverywhere("endings");

    public static IEnumerable<(string Program, string Guest)> Libraries => GuestProgram.Cases("libraries");

    [TestMethod]
    [DynamicData(nameof(Constructs))]
    public Task Lines_and_branches_are_as_the_program_says(string program, string guest) => MeasuredAsPromisedAsync(program, guest);

    [TestMethod]
    [DynamicData(nameof(Endings))]
    public Task Nothing_is_lost_however_a_process_ends(string program, string guest) => MeasuredAsPromisedAsync(program, guest);

    /// <summary>Packages that multiply processes or switch stacks in ways of their own, as they are installed.</summary>
    [TestMethod]
    [DynamicData(nameof(Libraries))]
    public Task Nothing_is_lost_in_what_a_library_starts(string program, string guest) => MeasuredAsPromisedAsync(program, guest);

    private static async Task MeasuredAsPromisedAsync(string path, string guestName)
    {
        var program = GuestProgram.Of(path);
        var guest = Guest.Of(guestName);
        using var scratch = new Scratch();
        var source = scratch.Write(program.Name, program.Text);
        var measurement = new Measurement(scratch) { ModulePath = program.ModulePath };
        (await measurement.RunAsync(["--source", scratch.Folder], guest.Path, source)).Expecting(program.ExitCode);
        var figures = await measurement.FiguresAsync(program.Name);
        Assert.AreEqual(program.Expected(guest.Version).ToString(), figures.ToString());
    }
}
