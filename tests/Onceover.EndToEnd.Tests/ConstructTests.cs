using Onceover.EndToEnd.Tests.Machine;
using Onceover.EndToEnd.Tests.Programs;

namespace Onceover.EndToEnd.Tests;

/// <summary>Every language construct, and every way to end, gives the lines and branches that its program says, on every guest.</summary>
[TestClass]
public sealed class ConstructTests
{
    public static IEnumerable<(string Program, string Guest)> Constructs => GuestProgram.Cases("guests");

    public static IEnumerable<(string Program, string Guest)> Endings => GuestProgram.Cases("endings");

    [TestMethod]
    [DynamicData(nameof(Constructs))]
    public Task Lines_and_branches_are_as_the_program_says(string program, string guest) => MeasuredAsPromisedAsync(program, guest);

    [TestMethod]
    [DynamicData(nameof(Endings))]
    public Task Nothing_is_lost_however_a_process_ends(string program, string guest) => MeasuredAsPromisedAsync(program, guest);

    private static async Task MeasuredAsPromisedAsync(string path, string guestName)
    {
        var program = GuestProgram.Of(path);
        var guest = Guest.Of(guestName);
        using var scratch = new Scratch();
        var source = scratch.Write(program.Name, program.Text);
        var measurement = new Measurement(scratch);
        (await measurement.RunAsync(["--source", scratch.Folder], guest.Path, source)).Expecting(program.ExitCode);
        var figures = await measurement.FiguresAsync(program.Name);
        Assert.AreEqual(program.Expected(guest.Version).ToString(), figures.ToString());
    }
}
