using System.Globalization;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Benchmarks;

/// <summary>
/// What each report of a large project costs, from one data file of one program: of ours as a Release build, of the published one where it
/// is there, and of coverage.py.
/// </summary>
internal sealed class ReportTimes(IReadOnlyList<Guest> guests, IReadOnlyList<Suite> suites, int rounds)
{
    /// <summary>Our format, and the command of coverage.py that writes the same; null where it has none.</summary>
    private static readonly (string Format, string? CoveragePy)[] Formats =
    [
        ("text", "report"), ("xml", "xml"), ("json", "json"), ("lcov", "lcov"), ("html", "html"), ("html-file", null), ("reportgenerator", null),
    ];

    public async Task PrintAsync()
    {
        foreach (var guest in guests)
        {
            foreach (var suite in suites.Where(suite => suite.Name is "sympy"))
            {
                await PrintAsync(guest, suite);
            }
        }
    }

    private async Task PrintAsync(Guest guest, Suite suite)
    {
        using var scratch = new Scratch();
        var python = await Clock.BinaryAsync(guest);
        var source = Path.Combine(suite.Folder, suite.Name);
        var program = scratch.Write("program.py", "import sympy\nx = sympy.symbols('x')\nprint(sympy.integrate(sympy.exp(x) * sympy.sin(x), x))\n");
        foreach (var tool in (Tool[])[Tool.Onceover, Tool.CoveragePy])
        {
            var command = tool.Command(guest, python, ["env"], [program], source, scratch);
            (await (command with { Folder = suite.Folder, Environment = With(suite.Environment, command.Environment), Timeout = TimeSpan.FromMinutes(10) }).RunAsync()).Expecting(0);
        }

        var table = new Table(
            $"Reports of {suite.Name} measured on {guest.Name}: wall s; CPU s; peak MiB (median of {rounds}); size",
            "report", "onceover, Release", "onceover, published", "size, MiB", "coverage.py");
        foreach (var (format, theirs) in Formats)
        {
            string[] ours = ["report", "-q", "--data-file", scratch["onceover.json"], "--to", $"{format}:{scratch[format]}"];
            table.Row(
                format,
                await CellAsync(guest, suite, [Repository.Onceover, .. ours], scratch),
                File.Exists(Repository.PublishedOnceover) ? await CellAsync(guest, suite, [Repository.PublishedOnceover, .. ours], scratch) : "not built",
                Size(scratch[format]),
                theirs is null ? "–" : await CellAsync(guest, suite, [python, "-m", "coverage", theirs, .. Place(theirs, scratch)], scratch));
        }
    }

    /// <summary>Its table goes to standard output, which the clock throws away.</summary>
    private static string[] Place(string command, Scratch scratch) => command switch
    {
        "report" => [],
        "html" => ["-d", scratch["theirs"]],
        _ => ["-o", scratch["theirs." + command]],
    };

    private async Task<string> CellAsync(Guest guest, Suite suite, IReadOnlyList<string> command, Scratch scratch)
    {
        var samples = new List<Cost>();
        for (var round = 0; round < rounds; round++)
        {
            samples.Add(await ChildClock.MeasureAsync(
                guest, command, suite.Folder, new Dictionary<string, string?> { ["COVERAGE_FILE"] = scratch["coverage.data"] }));
        }

        return $"{Median(cost => cost.Wall, "0.00")}; {Median(cost => cost.Cpu, "0.00")}; {Median(cost => cost.Peak / (1024 * 1024), "0")}";

        string Median(Func<Cost, double> figure, string format) =>
            new Sample([.. samples.Select(figure)]).Median.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Size(string path)
    {
        var bytes = Directory.Exists(path)
            ? new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
            : new FileInfo(path).Length;
        return (bytes / (1024.0 * 1024.0)).ToString("0.0", CultureInfo.InvariantCulture);
    }

    private static Dictionary<string, string?> With(IReadOnlyDictionary<string, string?> environment, IReadOnlyDictionary<string, string?> more) =>
        environment.Concat(more).GroupBy(pair => pair.Key).ToDictionary(
            pairs => pairs.Key,
            pairs => pairs.Key == "PYTHONPATH" ? string.Join(':', pairs.Select(pair => pair.Value)) : pairs.Last().Value);
}
