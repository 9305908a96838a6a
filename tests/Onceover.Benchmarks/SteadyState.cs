using System.Globalization;
using System.Text.RegularExpressions;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Benchmarks;

/// <summary>
/// What a line costs after its first time: instructions per round of a workload, counted by callgrind as (I(2N) − I(N)) / N, so that
/// start, imports and first hits cancel out. The plain run is counted twice: the difference is the noise.
/// </summary>
/// <param name="guests">Whose table it is.</param>
/// <param name="workloads">Their names.</param>
/// <param name="threads">How many threads each do the workload's rounds at the same time; 0 for the main thread alone.</param>
internal sealed partial class SteadyState(IReadOnlyList<Guest> guests, IReadOnlyList<string> workloads, int threads = 0)
{
    // Its trace function is not built for free-threaded interpreters.
    private readonly Tool[] tools =
        threads > 0 ? [Tool.Plain, Tool.Plain, Tool.Onceover] : [Tool.Plain, Tool.Plain, Tool.Onceover, Tool.CoveragePy, Tool.CoveragePySysmon];

    public static IEnumerable<string> Workloads =>
        Directory.GetFiles(Path.Combine(Repository.Fixtures, "workloads"), "*.py").Select(file => Path.GetFileNameWithoutExtension(file)).Order();

    public async Task PrintAsync()
    {
        var table = new Table(
            $"Steady state: instructions per round, more than plain{(threads > 0 ? $", {threads} threads" : "")}",
            ["guest", "workload", "plain", "plain again", .. tools.Skip(2).Select(tool => tool.Name)]);
        foreach (var guest in guests)
        {
            var python = await Clock.BinaryAsync(guest);
            foreach (var workload in workloads)
            {
                using var scratch = new Scratch();
                var text = await File.ReadAllTextAsync(Path.Combine(Repository.Fixtures, "workloads", workload + ".py"));
                var program = scratch.Write($"measured/{workload}.py", threads > 0 ? InThreads(text) : text);
                var costs = new double?[tools.Length];
                await Parallel.ForEachAsync(Enumerable.Range(0, tools.Length), async (i, _) =>
                    costs[i] = tools[i].Supports(guest) ? await PerRoundAsync(tools[i], guest, python, program) : null);
                table.Row([guest.Name, workload, costs[0]!.Value.ToString("N0", CultureInfo.InvariantCulture), .. costs.Skip(1).Select(cost =>
                    cost is { } value ? More((value / costs[0]!.Value) - 1) : "none")]);
            }
        }
    }

    /// <summary>Rounded before it is formatted, and no negative zero: that would have both signs.</summary>
    private static string More(double share) => (Math.Round(share, 4) + 0.0).ToString("+0.00 %;-0.00 %", CultureInfo.InvariantCulture);

    private string InThreads(string text) => text.Replace("\nmain(int(sys.argv[1]))", $"""

        import threading
        threads = [threading.Thread(target=main, args=(int(sys.argv[1]),)) for _ in range({threads})]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        """, StringComparison.Ordinal);

    private async Task<double> PerRoundAsync(Tool tool, Guest guest, string python, string program)
    {
        var rounds = program.Contains("sudoku", StringComparison.Ordinal) || program.Contains("raytracer", StringComparison.Ordinal) ? 8 : 60;
        rounds = threads > 0 ? rounds / 4 : rounds;
        var once = await CountAsync(tool, guest, python, program, rounds);
        var twice = await CountAsync(tool, guest, python, program, 2 * rounds);
        return (double)(twice - once) / rounds;
    }

    private static async Task<long> CountAsync(Tool tool, Guest guest, string python, string program, int rounds)
    {
        using var scratch = new Scratch();
        string[] callgrind = ["valgrind", "--tool=callgrind", $"--log-file={scratch["log"]}", $"--callgrind-out-file={scratch["out"]}"];
        var arguments = new[] { program, rounds.ToString(CultureInfo.InvariantCulture) };
        var command = tool.Command(guest, python, callgrind, arguments, Path.GetDirectoryName(program)!, scratch);
        var environment = new Dictionary<string, string?>(command.Environment) { ["PYTHONHASHSEED"] = "0", ["PYTHONDONTWRITEBYTECODE"] = "1" };
        (await (command with { Environment = environment, Timeout = TimeSpan.FromMinutes(10) }).RunAsync()).Expecting(0);
        return long.Parse(Collected().Match(await File.ReadAllTextAsync(scratch["log"])).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Collected : (\d+)")]
    private static partial Regex Collected();
}
