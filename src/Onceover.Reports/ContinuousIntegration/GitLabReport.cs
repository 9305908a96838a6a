using System.Globalization;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>
/// Cobertura as GitLab's <c>artifacts:reports:coverage_report</c> takes it: it refuses a file of more than 10 MiB and looks at no more than
/// 100 source folders of one file, but merges all files that a wildcard names (its documentation, "Coverage visualization", limits).
/// </summary>
public static class GitLabReport
{
    public const int MaxBytes = 10 * 1024 * 1024;

    public const int MaxSources = 100;

    public static void Write(CoverageReport report, ReportOptions options, string folder) => ReportFolder.Replace(folder, target =>
    {
        foreach (var (index, part) in Parts(report, options, MaxBytes, MaxSources).Index())
        {
            using var file = File.Create(Path.Combine(target, string.Create(CultureInfo.InvariantCulture, $"cobertura-{index + 1:000}.xml")));
            part.WriteTo(file);
        }
    });

    /// <summary>What the regular expressions that GitLab documents for <c>coverage:</c> find in a job's log.</summary>
    public static IEnumerable<string> LogLines(CoverageReport report, ReportOptions options, string folder) =>
        [$"TOTAL {Percentage.Display(report.Totals.Percent, options.Precision)}%"];

    /// <summary>Cobertura documents that hold every line of the report once, each within the limits as far as a single line is.</summary>
    internal static IEnumerable<MemoryStream> Parts(CoverageReport report, ReportOptions options, int maxBytes, int maxSources)
    {
        if (CoberturaLayout.Of(report, options).Sources.Count <= maxSources || report.Files.Length < 2)
        {
            var written = new MemoryStream();
            CoberturaXml.Write(report, options, written);
            if (written.Length <= maxBytes || (report.Files.Length < 2 && report.Totals.Statements < 2))
            {
                return [written];
            }
        }

        return Halves(report).SelectMany(half => Parts(half, options, maxBytes, maxSources));
    }

    private static IEnumerable<CoverageReport> Halves(CoverageReport report)
    {
        if (report.Files is [var only])
        {
            var firstLines = LineSet.From(only.Result.Statements.Take(only.Totals.Statements / 2));
            yield return Of(report, [only with { Result = only.Result.Within(firstLines) }]);
            yield return Of(report, [only with { Result = only.Result.Outside(firstLines) }]);
        }
        else
        {
            var middle = report.Files.Length / 2;
            yield return Of(report, report.Files[..middle]);
            yield return Of(report, report.Files[middle..]);
        }
    }

    /// <summary>A report of some of the files, which names the source folders of these alone.</summary>
    private static CoverageReport Of(CoverageReport report, IReadOnlyList<ReportFile> files) => CoverageReport.Of(
        report.Setting with
        {
            SourceFolders = [.. report.Setting.SourceFolders.Where(folder =>
                files.Any(file => file.FullPath.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal)))],
        },
        files);
}
