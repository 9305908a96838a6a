using System.Globalization;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Benchmarks;

/// <summary>
/// What a location costs when it is first seen: everything, in straight-line functions that are called once each; and our callback
/// alone, called by the program itself for lines that it has not run, less what calling such a builtin costs.
/// </summary>
internal sealed class FirstHits(IReadOnlyList<Guest> guests, int rounds)
{
    private const int Functions = 400;
    private const int LinesEach = 50;
    private static readonly Tool[] Tools = [Tool.Plain, Tool.Onceover, Tool.CoveragePy, Tool.CoveragePySysmon];

    private static string Program { get; } =
        string.Concat(Enumerable.Range(0, Functions).Select(f => $"def f{f}(x):\n{string.Concat(Enumerable.Repeat("    x += 1\n", LinesEach))}"))
        + "import time\nfunctions = [value for name, value in list(globals().items()) if name[0] == 'f' and name[1:].isdigit()]\n"
        + "start = time.perf_counter_ns()\nfor function in functions: function(1)\nprint(time.perf_counter_ns() - start)\n";

    private static string CallbackProgram { get; } =
        string.Concat(Enumerable.Range(0, Functions).Select(f => $"def f{f}(x):\n    if x: return\n{string.Concat(Enumerable.Repeat("    x += 1\n", LinesEach))}"))
        + """
        import operator, sys, time
        monitoring = sys.monitoring
        tool = next(n for n in (4, 3, 5, 1) if monitoring.get_tool(n))
        callback = monitoring.register_callback(tool, monitoring.events.LINE, None)
        monitoring.register_callback(tool, monitoring.events.LINE, callback)
        functions = [value for name, value in list(globals().items()) if name[0] == 'f' and name[1:].isdigit()]
        for function in functions: function(1)
        hits = [(f.__code__, line) for f in functions for line in range(f.__code__.co_firstlineno + 2, f.__code__.co_firstlineno + 52)]
        def cost(function):
            start = time.perf_counter_ns()
            for code, line in hits: function(code, line)
            return (time.perf_counter_ns() - start) / len(hits)
        cost(operator.is_)
        print(cost(callback) - cost(operator.is_))

        """;

    public async Task PrintAsync()
    {
        var table = new Table(
            $"First hit, everything: ns more than plain per newly seen line, median (min–max) of {rounds}",
            "guest", "plain, ns", "onceover", "coverage.py ctrace", "coverage.py sysmon");
        foreach (var guest in guests)
        {
            var samples = await MeasureAsync(guest, Tools, Program, 1.0 / Functions / LinesEach);
            table.Row([guest.Name, samples[Tool.Plain].Text("0.0"), .. Tools.Skip(1).Select(tool =>
                samples.TryGetValue(tool, out var sample) ? sample.Minus(samples[Tool.Plain]).Text("0.0") : "none")]);
        }

        table = new Table($"First hit, callback alone: ns, median (min–max) of {rounds}", "guest", "onceover");
        foreach (var guest in guests)
        {
            table.Row(guest.Name, (await MeasureAsync(guest, [Tool.Onceover], CallbackProgram, 1))[Tool.Onceover].Text("0"));
        }
    }

    /// <summary>The number that a program prints, by tool, in interleaved rounds.</summary>
    private async Task<Dictionary<Tool, Sample>> MeasureAsync(Guest guest, IReadOnlyList<Tool> tools, string text, double factor)
    {
        var python = await Clock.BinaryAsync(guest);
        using var folder = new Scratch();
        var program = folder.Write("hits.py", text);
        var values = tools.Where(tool => tool.Supports(guest)).ToDictionary(tool => tool, _ => new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (tool, measured) in values)
            {
                using var scratch = new Scratch();
                var run = (await tool.Command(guest, python, [], [program], folder.Folder, scratch).RunAsync()).Expecting(0);
                if (round > 0) // the first warms the page cache
                {
                    measured.Add(double.Parse(run.Output, CultureInfo.InvariantCulture) * factor);
                }
            }
        }

        return values.ToDictionary(pair => pair.Key, pair => new Sample(pair.Value));
    }
}
