using System.Globalization;

namespace Onceover.Reports.Html;

/// <summary>What the page of risk hotspots shows.</summary>
/// <param name="Meta">As on every page.</param>
/// <param name="Count">How many hotspots there are.</param>
/// <param name="Rows">The worst of them.</param>
/// <param name="MostComplexity">A more complex function is a hotspot.</param>
/// <param name="MostCrap">A function with a higher score is a hotspot.</param>
/// <param name="Chart">Path of the chart of the history, or empty.</param>
/// <param name="Badges">Paths of badges.</param>
/// <param name="Summaries">Paths of summaries.</param>
internal sealed record HotspotsView(
    PageMeta Meta,
    int Count,
    IReadOnlyList<HotspotView> Rows,
    int MostComplexity,
    int MostCrap,
    string Chart,
    IReadOnlyList<string> Badges,
    IReadOnlyList<string> Summaries)
{
    private const int MostRows = 200;

    public static HotspotsView Of(ClassicParts parts, ReportOptions options, PageMeta meta) => new(
            meta,
            parts.Hotspots.Length,
            [.. parts.Hotspots.Take(MostRows).Select(hotspot => HotspotView.Of(hotspot, options))],
            parts.MostComplexity,
            parts.MostCrap,
            parts.Files.FirstOrDefault(path => path.EndsWith("History.svg", StringComparison.Ordinal)) ?? "",
            [.. parts.Files.Where(path => path.Contains("/badge_", StringComparison.Ordinal))],
            [.. parts.Files.Where(path => path.Contains("/Summary", StringComparison.Ordinal))]);
}

/// <summary>One hotspot.</summary>
internal sealed record HotspotView(string Name, string File, string Link, int Complexity, int Crap, Figures Figures)
{
    public static HotspotView Of(Hotspot hotspot, ReportOptions options) => new(
        hotspot.Function.Name,
        hotspot.File.Name,
        string.Create(CultureInfo.InvariantCulture, $"{PageNames.Of(hotspot.File.Name)}#{hotspot.Function.StartLine}"),
        hotspot.Function.Complexity,
        (int)Math.Round(hotspot.Crap),
        new Figures(hotspot.Totals, options.Precision));
}
