using System.Globalization;
using Onceover.Model;

namespace Onceover.Reports.Html;

/// <summary>What the index page shows.</summary>
internal sealed record IndexView(string Title, PageMeta Meta, Figures Figures, IReadOnlyList<RowView> Rows, IReadOnlyList<RowView> Gaps,
    IReadOnlyList<NeverRunView> NeverRun, IReadOnlyList<HotspotView> Hotspots, int HotspotCount, IReadOnlyList<string> Notes, IReadOnlyList<RowView> Stale, int StaleFiles, int IncompleteFiles, int SkippedFiles, HistoryView? History)
{
    private const int StartingPoints = 6;

    public static IndexView Of(CoverageReport report, ReportOptions options, PageMeta meta, ClassicParts parts)
    {
        var rows = report.Files
            .Where(file => !Skipped(file.Totals, options))
            .OrderBy(file => file.Name, NameOrder.Natural)
            .Select(RowOf)
            .ToList();
        var stale = report.Files.Where(file => file.SourceState == SourceState.Changed).ToList();
        return new IndexView(
            meta.Title,
            meta,
            new Figures(report.Totals, options.Precision),
            rows,
            [.. rows.Where(row => row.Figures.Gap > 0).OrderByDescending(row => row.Figures.Gap).Take(StartingPoints)],
            [.. NeverRunFunctions(report).OrderByDescending(function => function.Statements).Take(StartingPoints)],
            [.. parts.Hotspots.Where(hotspot => hotspot.Totals.Missing > 0).Take(StartingPoints).Select(hotspot => HotspotView.Of(hotspot, options))],
            parts.Hotspots.Length,
            report.Setting.Notes,
            [.. stale.Take(StartingPoints).Select(RowOf)],
            stale.Count,
            report.Files.Count(file => file.Totals.Missing + file.Totals.MissingBranches > 0),
            report.Files.Length - rows.Count,
            HistoryView.Of(report, options));

        RowView RowOf(ReportFile file) => new(file.Name, PageNames.Of(file.Name), new Figures(file.Totals, options.Precision));
    }

    private static bool Skipped(Totals totals, ReportOptions options) =>
        (options.SkipCovered && totals.Missing == 0 && totals.PartialBranches == 0) || (options.SkipEmpty && totals.Statements == 0);

    /// <summary>Functions of which no statement ran, in files of which something ran: elsewhere the file itself is the news.</summary>
    private static IEnumerable<NeverRunView> NeverRunFunctions(CoverageReport report) =>
        from file in report.Files
        where !file.Result.Executed.IsEmpty
        from region in file.Regions
        where region.Kind == RegionKind.Function
        let statements = file.Result.Statements.Intersect(region.Lines)
        where !statements.IsEmpty && statements.Intersect(file.Result.Executed).IsEmpty
        select new NeverRunView(
            region.Name,
            file.Name,
            string.Create(CultureInfo.InvariantCulture, $"{PageNames.Of(file.Name)}#{region.StartLine}"),
            statements.Count);
}

/// <summary>A file's row.</summary>
internal sealed record RowView(string Name, string Page, Figures Figures);

/// <summary>A function that never ran.</summary>
internal sealed record NeverRunView(string Name, string File, string Link, int Statements);

/// <summary>What every page shows of the whole report.</summary>
internal sealed record PageMeta(string Title, string Version, string Made, bool Branches, bool HasExtraStyle, bool HasPatch);
