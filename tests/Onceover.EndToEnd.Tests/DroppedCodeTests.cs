using Onceover.EndToEnd.Tests.Machine;
using Onceover.EndToEnd.Tests.Programs;

namespace Onceover.EndToEnd.Tests;

/// <summary>Code that the compiler keeps though nothing can ever load it has no statements, on any version and whoever says what can run.</summary>
[TestClass]
public sealed class DroppedCodeTests
{
    public static IEnumerable<string> Guests => Guest.All.Concat(Guest.Optional).Select(guest => guest.Name);

    /// <summary>The agent reads the tables of what is not compiled before; we read compiled files, and what the interpreter compiles for us.</summary>
    [TestMethod]
    [DynamicData(nameof(Guests))]
    public async Task It_is_counted_neither_where_it_was_run_nor_where_it_was_compiled(string guestName)
    {
        var program = GuestProgram.Of("guests/dropped_definitions.py");
        var guest = Guest.Of(guestName);
        using var scratch = new Scratch();
        foreach (var name in (string[])["run", "imported", "compiled", "alone"])
        {
            var path = scratch.Write($"{name}.py", program.Text);
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow - TimeSpan.FromHours(1));
        }

        (await new Command(guest.Path, "-m", "py_compile", scratch["imported.py"], scratch["compiled.py"]).RunAsync()).Expecting(0);
        var main = scratch.Write("main.py", "import runpy, sys\nsys.dont_write_bytecode = True\nimport imported\nrunpy.run_path('run.py')\n");
        var measurement = new Measurement(scratch);
        (await measurement.RunAsync(["--source", scratch.Folder], guest.Path, main)).Expecting(0);
        Assert.HasCount(2, Directory.GetFiles(scratch["__pycache__"]));

        var expected = program.Expected(guest.Version);
        Assert.AreEqual(expected.ToString(), (await measurement.FiguresAsync("run.py")).ToString(), "as the agent read it");
        Assert.AreEqual(expected.ToString(), (await measurement.FiguresAsync("imported.py")).ToString(), "as a compiled file has it");
        Assert.AreEqual(expected.WithNothingRun.ToString(), (await measurement.FiguresAsync("compiled.py")).ToString(), "not imported, as a compiled file has it");
        Assert.AreEqual(expected.WithNothingRun.ToString(), (await measurement.FiguresAsync("alone.py")).ToString(), "not imported, as the interpreter compiles it");
    }
}
