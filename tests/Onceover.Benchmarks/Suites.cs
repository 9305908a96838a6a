using System.Globalization;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Benchmarks;

/// <summary>CPU time of whole third-party suites in the guest, children included, in interleaved rounds; coverage.py runs in the first of them only.</summary>
internal sealed class Suites(IReadOnlyList<Guest> guests, IReadOnlyList<Suite> suites, int rounds, int coveragePyRounds)
{
    private static readonly Tool[] Tools = [Tool.Plain, Tool.Onceover, Tool.CoveragePy, Tool.CoveragePySysmon];

    public async Task PrintAsync()
    {
        var table = new Table(
            $"Whole suites: guest CPU over plain, median (min–max) of {rounds} interleaved rounds, coverage.py's of {coveragePyRounds}",
            "guest", "suite", "plain, s", "onceover", "coverage.py ctrace", "coverage.py sysmon");
        foreach (var guest in guests)
        {
            var ratios = Tools.ToDictionary(tool => tool, _ => new List<Sample>());
            foreach (var suite in suites)
            {
                var samples = await MeasureAsync(guest, suite);
                foreach (var (tool, sample) in samples.Where(pair => pair.Key != Tool.Plain))
                {
                    ratios[tool].Add(sample.Over(samples[Tool.Plain]));
                }

                table.Row([guest.Name, suite.Name, samples[Tool.Plain].Text("0.00"), .. Tools.Skip(1).Select(tool =>
                    samples.TryGetValue(tool, out var sample) ? sample.Over(samples[Tool.Plain]).Text("0.000") : "none")]);
            }

            table.Row([guest.Name, "**geomean, 95 %**", "", .. Tools.Skip(1).Select(tool => ratios[tool].Count == 0 ? "none" : Text(Sample.Geomean(ratios[tool])))]);
        }
    }

    private static string Text((double Mean, double Low, double High) mean) =>
        string.Create(CultureInfo.InvariantCulture, $"{mean.Mean:0.000} ({mean.Low:0.000}–{mean.High:0.000})");

    private async Task<Dictionary<Tool, Sample>> MeasureAsync(Guest guest, Suite suite)
    {
        var python = await Clock.BinaryAsync(guest);
        var values = Tools.Where(tool => tool.Supports(guest)).ToDictionary(tool => tool, _ => new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var tool in values.Keys.Where(tool => round <= coveragePyRounds || tool == Tool.Plain || tool == Tool.Onceover))
            {
                using var scratch = new Scratch();
                var command = tool.Command(guest, python, Clock.Around(scratch["time"]), suite.Pytest, suite.ModulePath, scratch);
                var environment = new Dictionary<string, string?>(suite.Environment);
                foreach (var (name, value) in command.Environment)
                {
                    environment[name] = name == "PYTHONPATH" ? $"{value}:{suite.ModulePath}" : value;
                }

                // Some suites fail a few tests on the newest interpreters: what counts is that all tools run the same work.
                await (command with { Folder = suite.Folder, Environment = environment, Timeout = TimeSpan.FromMinutes(10) }).RunAsync();
                if (round > 0) // the first round warms the page cache
                {
                    values[tool].Add(Clock.Read(scratch["time"]).Cpu);
                }
            }
        }

        return values.ToDictionary(pair => pair.Key, pair => new Sample(pair.Value));
    }
}
