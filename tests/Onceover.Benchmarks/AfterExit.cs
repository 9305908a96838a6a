using System.Diagnostics;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Benchmarks;

/// <summary>How long a person waits after the guest is done, and then for reports.</summary>
internal sealed class AfterExit(IReadOnlyList<Guest> guests, int rounds)
{
    private static readonly string[] Reports = ["json", "xml"];

    public async Task PrintAsync()
    {
        var table = new Table(
            $"After the guest's exit: ms, median (min–max) of {rounds}", "guest", "program", "onceover run ends", "onceover json", "onceover xml");
        foreach (var guest in guests)
        {
            var python = await Clock.BinaryAsync(guest);
            using var folder = new Scratch();
            var nothing = folder.Write("nothing.py", "pass\n");
            await RowAsync(table, guest, python, "nothing", [nothing], folder.Folder, new Dictionary<string, string?>());
            foreach (var suite in Suite.All.Where(suite => suite.Name is "jinja2" && Directory.Exists(suite.Folder)))
            {
                await RowAsync(table, guest, python, $"{suite.Name}'s suite", suite.Pytest, suite.ModulePath, suite.Environment, suite.Folder);
            }

            foreach (var sympy in Suite.All.Where(suite => suite.Name is "sympy" && Directory.Exists(suite.Folder)))
            {
                await RowAsync(table, guest, python, "import of all of sympy's source folder", ["-c", "import sympy"], Path.Combine(sympy.Folder, "sympy"), sympy.Environment, sympy.Folder);
            }
        }
    }

    private async Task RowAsync(
        Table table, Guest guest, string python, string name, IReadOnlyList<string> arguments, string source, IReadOnlyDictionary<string, string?> environment, string? folder = null)
    {
        var ends = new List<double>();
        var reports = Reports.ToDictionary(report => report, _ => new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            using var scratch = new Scratch();
            var command = Tool.Onceover.Command(guest, python, Clock.Around(scratch["time"]), arguments, source, scratch);
            await (command with { Environment = environment, Folder = folder }).RunAsync();
            ends.Add((Clock.Now - Clock.Read(scratch["time"]).End) * 1000);
            foreach (var report in Reports)
            {
                var clock = Stopwatch.GetTimestamp();
                (await new Command(Repository.Onceover, report, "-q", "--data-file", scratch["onceover.json"], "-o", scratch[report]) { Folder = folder }.RunAsync()).Expecting(0);
                reports[report].Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            }
        }

        table.Row([guest.Name, name, new Sample(ends).Text("0"), .. Reports.Select(report => new Sample(reports[report]).Text("0"))]);
    }
}
