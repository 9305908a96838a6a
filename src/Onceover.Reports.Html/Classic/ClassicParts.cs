using System.Collections.Immutable;
using Onceover.Model;
using Palmmedia.ReportGenerator.Core;
using Palmmedia.ReportGenerator.Core.CodeAnalysis;
using Palmmedia.ReportGenerator.Core.Parser;
using Palmmedia.ReportGenerator.Core.Parser.Analysis;
using Palmmedia.ReportGenerator.Core.Reporting;
using Palmmedia.ReportGenerator.Core.Reporting.Builders;

namespace Onceover.Reports.Html;

/// <summary>What ReportGenerator.Core contributes to our own site: risk hotspots, and as files a chart of the history, badges and summaries.</summary>
/// <param name="Hotspots">The worst first.</param>
/// <param name="MostComplexity">A function that is more complex is a hotspot even if all of it ran.</param>
/// <param name="MostCrap">A function with a higher score is a hotspot.</param>
/// <param name="Files">Paths of the files, relative to the index.</param>
internal sealed record ClassicParts(ImmutableArray<Hotspot> Hotspots, int MostComplexity, int MostCrap, ImmutableArray<string> Files)
{
    private const string Folder = "reportgenerator";

    /// <param name="report">All files.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="folder">The site's folder, where the files go; null for no files.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    public static ClassicParts Of(CoverageReport report, ReportOptions options, string? folder)
    {
        var model = ClassicModel.Of(report);
        var thresholds = new RiskHotspotsAnalysisThresholds();
        var risks = ((IRiskHotspotsAnalyzer)Internals.NewHotspotsAnalyzer(thresholds, isDisabled: false)).PerformRiskHotspotAnalysis(model.Assemblies);
        var files = report.Files.ToDictionary(file => file.Name, StringComparer.Ordinal);
        return new ClassicParts(
            [.. risks.RiskHotspots.Select(risk => HotspotOf(risk, files[risk.Class.RawName])).OrderByDescending(hotspot => hotspot.Crap)],
            (int)thresholds.MetricThresholdForCyclomaticComplexity,
            (int)thresholds.MetricThresholdForCrapScore,
            folder is null ? [] : Write(model, risks, report, options, folder));
    }

    private static Hotspot HotspotOf(RiskHotspot risk, ReportFile file)
    {
        var function = file.Regions.First(region => region.StartLine == risk.MethodMetric.Line && region.Name == risk.MethodMetric.FullName);
        return new Hotspot(file, function, file.Result.Within(function.Lines).Totals);
    }

    private static ImmutableArray<string> Write(
        ParserResult model, RiskHotspotAnalysisResult risks, CoverageReport report, ReportOptions options, string folder)
    {
        var scratch = Directory.CreateDirectory(Path.Combine(folder, $".{Folder}")).FullName;
        var context = new Context(report, options, scratch, risks);
        CountLines(model, report);
        ClassicLibrary.Do(() =>
        {
            var summary = new SummaryResult(model);
            new SvgChartReportBuilder { ReportContext = context }.CreateSummaryReport(summary);
            new MarkdownSummaryGithubReportBuilder { ReportContext = context }.CreateSummaryReport(summary);
            new CsvSummaryReportBuilder { ReportContext = context }.CreateSummaryReport(summary);
            // It makes dozens, and sums all methods of all files for each.
            new BadgeReportBuilder { ReportContext = context }.CreateSummaryReport(new SummaryResult(ClassicModel.OfTotals(report)));
        });

        // What the pages show of what the library has made.
        ImmutableArray<string> shown =
        [
            .. context.OverallHistoricCoverages.Count > 1 ? ["CoverageHistory.svg"] : Array.Empty<string>(),
            "badge_linecoverage.svg",
            .. report.Branches ? ["badge_branchcoverage.svg"] : Array.Empty<string>(),
            "SummaryGithub.md",
            "Summary.csv",
        ];
        Directory.CreateDirectory(Path.Combine(folder, Folder));
        foreach (var name in shown)
        {
            File.Move(Path.Combine(scratch, name), Path.Combine(folder, Folder, name));
        }

        Directory.Delete(scratch, recursive: true);
        return [.. shown.Select(name => $"{Folder}/{name}")];
    }

    /// <summary>The library counts lines when it draws the page of a file, which it does not here.</summary>
    private static void CountLines(ParserResult model, CoverageReport report)
    {
        var sources = report.Files.ToDictionary(file => file.FullPath, StringComparer.Ordinal);
        Parallel.ForEach(
            model.Assemblies.SelectMany(assembly => assembly.Classes).SelectMany(row => row.Files),
            file => Internals.SetTotalLines(file, sources[file.Path].ReadSource() is { } text ? SourceLines.Count(text) : null));
    }

    private sealed class Context(CoverageReport report, ReportOptions options, string folder, RiskHotspotAnalysisResult risks) : IReportContext
    {
        public IReportConfiguration ReportConfiguration { get; } = ClassicReport.Configuration(options, folder, history: null);

        public Settings Settings { get; } = new();

        public RiskHotspotAnalysisResult RiskHotspotAnalysisResult => risks;

        public IReadOnlyCollection<HistoricCoverage> OverallHistoricCoverages { get; } =
            [.. HistoryView.Comparable(report, options).Append(report.Snapshot()).Select(Of)];

        private static HistoricCoverage Of(Snapshot snapshot) => new(snapshot.Time.UtcDateTime, tag: null)
        {
            CoverableLines = snapshot.Totals.Statements,
            CoveredLines = snapshot.Totals.Executed,
            TotalBranches = snapshot.Totals.Branches,
            CoveredBranches = snapshot.Totals.TakenBranches,
        };
    }
}
