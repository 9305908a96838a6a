using System.Globalization;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Benchmarks;

/// <summary>
/// What code objects cost that a program makes and runs by the thousands: outside of the sources, where nothing is to be kept of them, and
/// inside, where each is the same as one before.
/// </summary>
internal sealed class MadeCode(IReadOnlyList<Guest> guests, int rounds)
{
    private const int Made = 100_000;
    private static readonly Tool[] Tools = [Tool.Plain, Tool.Onceover, Tool.CoveragePy, Tool.CoveragePySysmon];

    /// <summary>Prints CPU seconds and the greatest resident size in MB: of this process image, without what ran before it.</summary>
    private static string Program { get; } = $$"""
        import sys, time
        source = "def f(x):\n    if x:\n        return x\n    return 1\nf(1)\n"
        for i in range({{Made / 2}}):
            exec(compile(source, sys.argv[1], "exec"), {})
        with open("/proc/self/status") as status:
            peak = next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
        print(time.process_time(), peak)

        """;

    public async Task PrintAsync()
    {
        var table = new Table(
            string.Create(CultureInfo.InvariantCulture, $"{Made:N0} code objects made and run once each: CPU over plain, and MB more, median (min–max) of {rounds} interleaved rounds"),
            "guest", "where", "plain, s", "onceover", "coverage.py ctrace", "coverage.py sysmon");
        foreach (var guest in guests)
        {
            using var folder = new Scratch();
            var program = folder.Write("measured/made.py", Program);
            foreach (var (where, name) in new[] { ("outside", "<made>"), ("inside", program) })
            {
                var samples = await MeasureAsync(guest, program, name);
                table.Row([guest.Name, where, samples[Tool.Plain].Cpu.Text("0.00"), .. Tools.Skip(1).Select(tool =>
                    samples.TryGetValue(tool, out var it)
                        ? $"{it.Cpu.Over(samples[Tool.Plain].Cpu).Text("0.00")}; {it.Peak.Minus(samples[Tool.Plain].Peak).Text("+0.0;-0.0")}"
                        : "none")]);
            }
        }
    }

    private async Task<Dictionary<Tool, (Sample Cpu, Sample Peak)>> MeasureAsync(Guest guest, string program, string name)
    {
        var python = await Clock.BinaryAsync(guest);
        var values = Tools.Where(tool => tool.Supports(guest)).ToDictionary(tool => tool, _ => new List<(double Cpu, double Peak)>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (tool, measured) in values)
            {
                using var scratch = new Scratch();
                var run = (await tool.Command(guest, python, [], [program, name], Path.GetDirectoryName(program)!, scratch).RunAsync()).Expecting(0);
                var numbers = run.Output.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
                measured.Add((numbers[0], numbers[1]));
            }
        }

        return values.ToDictionary(
            pair => pair.Key,
            pair => (new Sample([.. pair.Value.Select(value => value.Cpu)]), new Sample([.. pair.Value.Select(value => value.Peak)])));
    }
}
