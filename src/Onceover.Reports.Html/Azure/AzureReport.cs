namespace Onceover.Reports.Html;

/// <summary>
/// What Azure Pipelines reads: <c>coverage.xml</c>, which its task PublishCodeCoverageResults takes as the summary file; <c>html/index.html</c>, its
/// report directory, in one file because the tab that shows it loads no others; <c>summary.md</c>, which a line in the log brings to the
/// summary of the run.
/// </summary>
public static class AzureReport
{
    public static void Write(CoverageReport report, ReportOptions options, string folder) => ReportFolder.Replace(folder, target =>
    {
        Put("coverage.xml", CoberturaXml.Write);
        Put("summary.md", JobSummary.Write);
        Put("html/index.html", OneFileReport.Write);

        void Put(string name, Action<CoverageReport, ReportOptions, Stream> write)
        {
            var path = Path.Combine(target, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = File.Create(path);
            write(report, options, file);
        }
    });

    /// <summary>The documented logging command that attaches Markdown to the summary of a run.</summary>
    public static IEnumerable<string> LogLines(CoverageReport report, ReportOptions options, string folder) =>
        [$"##vso[task.uploadsummary]{Utf8Text.OnOneLine(Path.Combine(folder, "summary.md"))}"];
}
