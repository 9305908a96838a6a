using System.Globalization;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Benchmarks;

/// <summary>Everything that a location costs when it is first seen: straight-line functions that are called once each.</summary>
internal sealed class FirstHits(IReadOnlyList<Guest> guests, int rounds)
{
    private const int Functions = 400;
    private const int LinesEach = 50;
    private static readonly Tool[] Tools = [Tool.Plain, Tool.Onceover, Tool.CoveragePy, Tool.CoveragePySysmon];

    private static string Program { get; } =
        string.Concat(Enumerable.Range(0, Functions).Select(f => $"def f{f}(x):\n{string.Concat(Enumerable.Repeat("    x += 1\n", LinesEach))}"))
        + "import time\nfunctions = [value for name, value in list(globals().items()) if name[0] == 'f' and name[1:].isdigit()]\n"
        + "start = time.perf_counter_ns()\nfor function in functions: function(1)\nprint(time.perf_counter_ns() - start)\n";

    public async Task PrintAsync()
    {
        var table = new Table(
            $"First hit, everything: ns more than plain per newly seen line, median (min–max) of {rounds}",
            "guest", "plain, ns", "onceover", "coverage.py ctrace", "coverage.py sysmon");
        foreach (var guest in guests)
        {
            var python = await Clock.BinaryAsync(guest);
            using var folder = new Scratch();
            var program = folder.Write("hits.py", Program);
            var values = Tools.Where(tool => tool.Supports(guest)).ToDictionary(tool => tool, _ => new List<double>());
            for (var round = 0; round <= rounds; round++)
            {
                foreach (var tool in values.Keys)
                {
                    using var scratch = new Scratch();
                    var run = (await tool.Command(guest, python, [], [program], folder.Folder, scratch).RunAsync()).Expecting(0);
                    if (round > 0)
                    {
                        values[tool].Add(double.Parse(run.Output, CultureInfo.InvariantCulture) / Functions / LinesEach);
                    }
                }
            }

            var samples = values.ToDictionary(pair => pair.Key, pair => new Sample(pair.Value));
            table.Row([guest.Name, samples[Tool.Plain].Text("0.0"), .. Tools.Skip(1).Select(tool =>
                samples.TryGetValue(tool, out var sample) ? sample.Minus(samples[Tool.Plain]).Text("0.0") : "none")]);
        }
    }
}
