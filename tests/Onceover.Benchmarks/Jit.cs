using System.Globalization;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Benchmarks;

/// <summary>
/// CPU time of the workloads with the interpreter's just-in-time compiler (<c>PYTHON_JIT=1</c>), on guests that have one. Which iteration of a loop
/// it happens to record decides how fast the loop is from then on, by up to a sixth without any tool: so each round has done a different
/// number of calls before the workload begins, the same for all tools.
/// </summary>
internal sealed class Jit(IReadOnlyList<Guest> guests, IReadOnlyList<string> workloads, int rounds)
{
    private static readonly Tool[] Tools = [Tool.Plain, Tool.Onceover, Tool.CoveragePySysmon];

    /// <summary>A part of each workload's work, which moves what the compiler counts.</summary>
    private static readonly Dictionary<string, string> Call = new(StringComparer.Ordinal)
    {
        ["classes"] = "Savings.opened('x').apply(Event('deposit', 3))",
        ["generators"] = "total(delegated(7))",
        ["raytracer"] = "nearest(Vector(0, 0, -3), Vector(0, 0, 1))",
        ["strings"] = "count(words('one two'))",
        ["sudoku"] = "candidates(list(PUZZLE), 2)",
        ["tokenizer"] = "tokens('abc (')",
    };

    public async Task PrintAsync()
    {
        var table = new Table(
            $"With the JIT: guest CPU over plain, median (min–max) of {rounds} interleaved rounds",
            "guest", "workload", "plain, s", "onceover", "coverage.py sysmon");
        foreach (var guest in guests.Where(guest => guest.Version >= new Version(3, 14)))
        {
            var python = await Clock.BinaryAsync(guest);
            if ((await new Command(python, "-c", "import sys; print(sys._jit.is_available())").RunAsync()).Output.Trim() != "True")
            {
                continue;
            }

            var ratios = Tools.ToDictionary(tool => tool, _ => new List<Sample>());
            foreach (var workload in workloads)
            {
                var samples = await MeasureAsync(guest, python, workload);
                foreach (var tool in Tools)
                {
                    ratios[tool].Add(samples[tool].Over(samples[Tool.Plain]));
                }

                table.Row([guest.Name, workload, samples[Tool.Plain].Text("0.00"), .. Tools.Skip(1).Select(tool => ratios[tool][^1].Text("0.000"))]);
            }

            table.Row([guest.Name, "**geomean, 95 %**", "", .. Tools.Skip(1).Select(tool => Sample.Geomean(ratios[tool])).Select(mean =>
                string.Create(CultureInfo.InvariantCulture, $"{mean.Mean:0.000} ({mean.Low:0.000}–{mean.High:0.000})"))]);
        }
    }

    private async Task<Dictionary<Tool, Sample>> MeasureAsync(Guest guest, string python, string workload)
    {
        using var folder = new Scratch();
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Fixtures, "workloads", workload + ".py"));
        var call = Call[workload.Replace("_ordinary", "", StringComparison.Ordinal)];
        var times = workload.StartsWith("sudoku", StringComparison.Ordinal) || workload.StartsWith("raytracer", StringComparison.Ordinal) ? "1500" : "15000";
        var values = Tools.ToDictionary(tool => tool, _ => new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            var program = folder.Write($"measured/{workload}.py", text.Replace(
                "\nmain(", string.Create(CultureInfo.InvariantCulture, $"\nfor _ in range({round * (round + 1) / 2}):\n    {call}\nmain("), StringComparison.Ordinal));
            foreach (var tool in Tools)
            {
                using var scratch = new Scratch();
                var command = tool.Command(guest, python, Clock.Around(scratch["time"]), [program, times], Path.GetDirectoryName(program)!, scratch);
                var environment = new Dictionary<string, string?>(command.Environment) { ["PYTHON_JIT"] = "1", ["PYTHONHASHSEED"] = "0" };
                (await (command with { Environment = environment }).RunAsync()).Expecting(0);
                values[tool].Add(Clock.Read(scratch["time"]).Cpu);
            }
        }

        return values.ToDictionary(pair => pair.Key, pair => new Sample(pair.Value));
    }
}
