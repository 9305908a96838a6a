using Onceover.EndToEnd.Tests.Machine;
using Onceover.EndToEnd.Tests.Programs;

namespace Onceover.EndToEnd.Tests;

/// <summary>Every language construct on every guest gives the lines and branches that its program says.</summary>
[TestClass]
public sealed class ConstructTests
{
    public static IEnumerable<(string Program, string Guest)> Cases =>
        from name in GuestProgram.Names
        let program = GuestProgram.Of(name)
        from guest in Guest.All
        where program.RunsOn(guest)
        select (name, guest.Name);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public async Task Lines_and_branches_are_as_the_program_says(string program, string guest)
    {
        using var scratch = new Scratch();
        var source = scratch.Write(program, GuestProgram.Of(program).Text);
        var measurement = new Measurement(scratch);
        (await measurement.RunAsync(["--source", scratch.Folder], Guest.Of(guest).Path, source)).Expecting(0);
        var figures = await measurement.FiguresAsync(program);
        Assert.AreEqual(GuestProgram.Of(program).Expected(Guest.Of(guest).Version).ToString(), figures.ToString());
    }
}
