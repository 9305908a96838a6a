using System.Globalization;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Benchmarks;

/// <summary>The union of many shards of random steps, and of as many measured runs: coverage.py's combine, ours of the same data files and of run files of the same.</summary>
internal sealed class Merges(Guest guest, int rounds)
{
    private const int Shards = 100;
    private const int Files = 500;
    private const int Arcs = 150;
    private const int ManyShards = 1000;
    private const int ManyFiles = 2000;
    private const int DistinctShards = 10;

    /// <summary>Shards of random steps, each of its own; coverage.py writes them.</summary>
    private const string Generate = """
        import random, sys
        from coverage import CoverageData
        shards, files, arcs = map(int, sys.argv[1:4])
        possible = [(line, line + step) for line in range(1, 2 * arcs) for step in (1, 3)]
        for shard in range(shards):
            chance = random.Random(shard)
            data = CoverageData(f"{sys.argv[4]}/.coverage.{shard:04}")
            data.add_arcs({f"/src/package/module_{file:04}.py": chance.sample(possible, arcs) for file in range(files)})
            data.write()
        """;

    /// <summary>As many modules as there are files, each with a function of a hundred decisions: about as many steps as in the random shards.</summary>
    private const string Package = """
        import pathlib, sys
        for number in range(int(sys.argv[1])):
            lines = ["def decide(bits):", "    total = 0"]
            for bit in range(100):
                lines += [f"    if bits >> {bit} & 1:", f"        total += {(bit * number) % 7}"]
            pathlib.Path(sys.argv[2], f"module_{number:04}.py").write_text("\n".join([*lines, "    return total", ""]))
        """;

    private const string Program = """
        import importlib, random, sys
        chance = random.Random(int(sys.argv[1]))
        for number in range(int(sys.argv[2])):
            importlib.import_module(f"module_{number:04}").decide(chance.getrandbits(100))
        """;

    /// <summary>What users get, where it was built.</summary>
    private static readonly string Onceover =
        File.Exists(Repository.PublishedOnceover) ? Repository.PublishedOnceover : Repository.Onceover;

    public async Task PrintAsync()
    {
        using var scratch = new Scratch();
        var shape = $"{Shards} shards of {Files} files with {Arcs} steps each";
        var (databases, runFiles) = await ShardsAsync(scratch, Shards, Files);
        var (fromDatabases, fromRunFiles) = await PrintAsync(scratch, $"random steps: {shape}", databases, runFiles);
        if (!File.ReadAllBytes(fromDatabases).AsSpan().SequenceEqual(File.ReadAllBytes(fromRunFiles)))
        {
            throw new InvalidOperationException("the two ways give different runs");
        }

        (databases, runFiles) = await RunsAsync(scratch);
        _ = await PrintAsync(scratch, $"runs that each tool measured: {shape}, about", databases, runFiles);
        await PrintManyAsync(scratch);
    }

    /// <returns>Our merge of the data files, and that of the run files.</returns>
    private async Task<(string FromDatabases, string FromRunFiles)> PrintAsync(Scratch scratch, string title, string databases, string runFiles)
    {
        var results = (FromDatabases: scratch["one.json"], FromRunFiles: scratch["two.json"]);
        List<Cost> theirs = [], fromDatabases = [], fromRunFiles = [];
        for (var round = 0; round < rounds; round++)
        {
            theirs.Add(await ChildClock.MeasureAsync(guest, [guest.Path, "-m", "coverage", "combine", "-q", "--keep", $"--data-file={scratch[".coverage"]}", databases]));
            File.Delete(scratch[".coverage"]);
            fromDatabases.Add(await ChildClock.MeasureAsync(guest, [Onceover, "merge", "-q", "-o", results.FromDatabases, databases]));
            fromRunFiles.Add(await ChildClock.MeasureAsync(guest, [Onceover, "merge", "-q", "-o", results.FromRunFiles, runFiles]));
        }

        var table = new Table(
            $"Merging {title} (median, least–greatest of {rounds})",
            "merge", "by the clock, s", "times as fast as combine", "CPU, s", "times as little as combine", "peak, MB");
        Row("coverage.py combine", theirs);
        Row("ours, the same data files", fromDatabases);
        Row("ours, run files of the same data", fromRunFiles);
        return results;

        void Row(string name, List<Cost> costs)
        {
            var (wall, cpu) = (Of(costs, cost => cost.Wall), Of(costs, cost => cost.Cpu));
            table.Row(
                name, wall.Text("0.000"), Ratio(Of(theirs, cost => cost.Wall).Over(wall)), cpu.Text("0.000"), Ratio(Of(theirs, cost => cost.Cpu).Over(cpu)),
                (Of(costs, cost => cost.Peak).Max / 1e6).ToString("0", CultureInfo.InvariantCulture));
        }

        static Sample Of(List<Cost> costs, Func<Cost, double> figure) => new([.. costs.Select(figure)]);

        static string Ratio(Sample ratio) => ratio.Median.ToString("0.0", CultureInfo.InvariantCulture);
    }

    private async Task PrintManyAsync(Scratch scratch)
    {
        Directory.CreateDirectory(scratch["many"]);
        var (_, runFiles) = await ShardsAsync(new Within(scratch, "many"), DistinctShards, ManyFiles);
        Directory.CreateDirectory(scratch["links"]);
        for (var i = 0; i < ManyShards; i++)
        {
            File.CreateSymbolicLink(scratch[$"links/{i:0000}.json"], Path.Combine(runFiles, $"{i % DistinctShards:0000}.json"));
        }

        var cost = await ChildClock.MeasureAsync(guest, [Onceover, "merge", "-q", "-o", scratch["three.json"], scratch["links"]]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{ManyShards} shards, {ManyFiles} files: {cost.Wall:0.0} s, {cost.Cpu:0.0} CPU s, {cost.Peak / 1e6:0} MB at most"));
    }

    /// <returns>The folder of coverage.py's data files, and that of our run files of the same data.</returns>
    private async Task<(string Databases, string RunFiles)> ShardsAsync(Within scratch, int shards, int files)
    {
        var (databases, runFiles) = (scratch["databases"], scratch["runs"]);
        Directory.CreateDirectory(databases);
        Directory.CreateDirectory(runFiles);
        (await new Command(guest.Path, "-c", Generate, $"{shards}", $"{files}", $"{Arcs}", databases) { Timeout = TimeSpan.FromMinutes(20) }.RunAsync()).Expecting(0);
        for (var i = 0; i < shards; i++)
        {
            (await new Command(Onceover, "merge", "-q", "-o", Path.Combine(runFiles, $"{i:0000}.json"), Path.Combine(databases, $".coverage.{i:0000}")).RunAsync())
                .Expecting(0);
        }

        return (databases, runFiles);
    }

    /// <summary>The same program with other arguments in each shard, measured by both.</summary>
    private async Task<(string Databases, string RunFiles)> RunsAsync(Scratch scratch)
    {
        var (databases, runFiles, source) = (scratch["measured-databases"], scratch["measured-runs"], scratch["package"]);
        foreach (var folder in (string[])[databases, runFiles, source])
        {
            Directory.CreateDirectory(folder);
        }

        (await new Command(guest.Path, "-c", Package, $"{Files}", source).RunAsync()).Expecting(0);
        var program = scratch.Write("package/program.py", Program);
        for (var i = 0; i < Shards; i++)
        {
            string[] arguments = [program, $"{i}", $"{Files}"];
            (await new Command(
                guest.Path, ["-m", "coverage", "run", "--branch", $"--source={source}", $"--data-file={Path.Combine(databases, $".coverage.{i:0000}")}", .. arguments])
                .RunAsync()).Expecting(0);
            (await new Command(Onceover, ["run", "-q", "--source", source, "--data-file", Path.Combine(runFiles, $"{i:0000}.json"), "--", guest.Path, .. arguments]).RunAsync())
                .Expecting(0);
        }

        return (databases, runFiles);
    }

    /// <summary>A folder of a scratch.</summary>
    private sealed record Within(Scratch Scratch, string Folder)
    {
        public string this[string name] => Scratch[Path.Combine(Folder, name)];

        public static implicit operator Within(Scratch scratch) => new(scratch, "");
    }
}
