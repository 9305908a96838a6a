using System.Text.Json;
using Onceover.Model;

namespace Onceover.Reports.Tests;

/// <summary>
/// What coverage.py's own JSON report says, as our report: then every other format of ours can be held against coverage.py's of the same run.
/// </summary>
internal static class CoveragePyReport
{
    public const string Folder = "coveragepy-reports";

    public static readonly ReportSetting Setting = new()
    {
        Branches = true,
        Timestamp = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        ToolVersion = "1.2.3",
        WorkingDirectory = "/srv",
        SourceFolders = ["/srv"],
    };

    /// <param name="mode"><c>branch</c> or <c>lines</c>.</param>
    public static CoverageReport Load(string mode)
    {
        using var json = JsonDocument.Parse(Fixture.Text($"{Folder}/{mode}.json"));
        var files = json.RootElement.GetProperty("files").EnumerateObject().Select(File).ToList();
        return CoverageReport.Of(Setting with { Branches = mode == "branch" }, files);
    }

    private static ReportFile File(JsonProperty file)
    {
        var name = file.Name;
        var executed = Lines(file.Value, "executed_lines");
        var taken = Arcs(file.Value, "executed_branches");
        return new ReportFile
        {
            FullPath = $"/srv/{name}",
            Name = name,
            Regions = [.. Regions(file.Value, "functions", RegionKind.Function), .. Regions(file.Value, "classes", RegionKind.Class)],
            ReadSource = () => Fixture.Text($"{Folder}/project/{name}"),
            Result = new FileResult
            {
                Path = $"/srv/{name}",
                Statements = executed.Union(Lines(file.Value, "missing_lines")),
                Executed = executed,
                Excluded = Lines(file.Value, "excluded_lines"),
                Branches = taken.Union(Arcs(file.Value, "missing_branches")),
                TakenBranches = taken,
            },
        };
    }

    private static IEnumerable<Region> Regions(JsonElement file, string name, RegionKind kind) =>
        from region in file.GetProperty(name).EnumerateObject()
        where region.Name.Length > 0
        let lines = Lines(region.Value, "executed_lines")
            .Union(Lines(region.Value, "missing_lines"))
            .Union(Lines(region.Value, "excluded_lines"))
        select new Region(kind, region.Name, region.Value.GetProperty("start_line").GetInt32(), lines);

    private static LineSet Lines(JsonElement element, string name) =>
        LineSet.From(element.GetProperty(name).EnumerateArray().Select(line => line.GetInt32()));

    private static ArcSet Arcs(JsonElement element, string name) => element.TryGetProperty(name, out var arcs)
        ? ArcSet.From(arcs.EnumerateArray().Select(arc => new Arc(arc[0].GetInt32(), arc[1].GetInt32())))
        : ArcSet.Empty;
}
