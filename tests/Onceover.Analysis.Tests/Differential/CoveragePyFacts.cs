using System.Text.Json;
using Onceover.Model;
using Onceover.Testing;

namespace Onceover.Analysis.Tests.Differential;

/// <summary>What oracle.py says about one file: the interpreter's compiler and coverage.py.</summary>
internal sealed record CoveragePyFacts(
    string Path,
    LineSet LineTable,
    LineSet Dropped,
    LineSet Statements,
    LineSet Excluded,
    LineSet NoBranch,
    ArcSet Branches,
    IReadOnlyList<Region> Regions)
{
    /// <summary>Asks an interpreter. Files that it cannot compile are left out.</summary>
    /// <param name="interpreter">One that has coverage.py.</param>
    /// <param name="limit">About how many files; 0 for all.</param>
    /// <param name="places">Files and folders; none for the standard library and installed packages.</param>
    public static IEnumerable<CoveragePyFacts> Of(Interpreter interpreter, int limit, params string[] places)
    {
        var output = interpreter.RunIn(Environment.CurrentDirectory, [Interpreter.Beside("oracle.py"), $"{limit}", .. places]);
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var document = JsonDocument.Parse(line);
            if (!document.RootElement.TryGetProperty("error", out _))
            {
                yield return Of(document.RootElement);
            }
        }
    }

    private static CoveragePyFacts Of(JsonElement file) => new(
        file.GetProperty("path").GetString()!,
        Lines(file.GetProperty("lines")),
        Lines(file.GetProperty("dropped")),
        Lines(file.GetProperty("statements")),
        Lines(file.GetProperty("excluded")),
        Lines(file.GetProperty("no_branch")),
        ArcSet.From(file.GetProperty("branches").EnumerateArray().Select(arc => new Arc(arc[0].GetInt32(), arc[1].GetInt32()))),
        [.. file.GetProperty("regions").EnumerateArray().Select(Region)]);

    private static Region Region(JsonElement region) => new(
        region[0].GetString() == "class" ? RegionKind.Class : RegionKind.Function,
        region[1].GetString()!,
        region[2].GetInt32(),
        Lines(region[3]));

    private static LineSet Lines(JsonElement lines) => LineSet.From(lines.EnumerateArray().Select(line => line.GetInt32()));
}
