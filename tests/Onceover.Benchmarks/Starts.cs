using System.Diagnostics;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Benchmarks;

/// <summary>What a process costs that does nothing: in the guest, and for the command as a whole.</summary>
internal sealed class Starts(IReadOnlyList<Guest> guests, int rounds)
{
    private const int Processes = 20;
    private static readonly Tool[] Tools = [Tool.Plain, Tool.Onceover, Tool.CoveragePy];

    public async Task PrintAsync()
    {
        var table = new Table(
            $"Process start in the guest: ms more than plain, median (min–max) of {rounds} rounds of {Processes}", "guest", "plain, ms", "onceover", "coverage.py");
        foreach (var guest in guests)
        {
            var python = await Clock.BinaryAsync(guest);
            using var program = new Scratch();
            program.Write("nothing.py", "pass\n");
            var values = Tools.ToDictionary(tool => tool, _ => new List<double>());
            for (var round = 0; round <= rounds; round++)
            {
                foreach (var tool in Tools)
                {
                    using var scratch = new Scratch();
                    string[] wrapper = [.. Clock.Around(scratch["time"]), .. Clock.Repeated(Processes)];
                    (await tool.Command(guest, python, wrapper, [program["nothing.py"]], program.Folder, scratch).RunAsync()).Expecting(0);
                    if (round > 0)
                    {
                        values[tool].Add(Clock.Read(scratch["time"]).Wall * 1000 / Processes);
                    }
                }
            }

            var samples = values.ToDictionary(pair => pair.Key, pair => new Sample(pair.Value));
            table.Row([guest.Name, samples[Tool.Plain].Text("0.0"), .. Tools.Skip(1).Select(tool => samples[tool].Minus(samples[Tool.Plain]).Text("+0.00;-0.00"))]);
        }

        await PrintCommandAsync();
    }

    private async Task PrintCommandAsync()
    {
        var table = new Table($"The command itself: ms, median (min–max) of {rounds}", "true", "onceover run -- true", "more");
        var plain = new List<double>();
        var ours = new List<double>();
        for (var round = 0; round <= rounds; round++)
        {
            using var scratch = new Scratch();
            var one = await MillisecondsAsync(new Command("true"));
            var two = await MillisecondsAsync(new Command(Repository.Onceover, "run", "-q", "--data-file", scratch["data"], "--", "true"));
            if (round > 0)
            {
                plain.Add(one);
                ours.Add(two);
            }
        }

        table.Row(new Sample(plain).Text("0.0"), new Sample(ours).Text("0.0"), new Sample(ours).Minus(new Sample(plain)).Text("0.0"));
    }

    private static async Task<double> MillisecondsAsync(Command command)
    {
        var clock = Stopwatch.GetTimestamp();
        await command.RunAsync();
        return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
    }
}
