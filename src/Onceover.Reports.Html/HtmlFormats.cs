namespace Onceover.Reports.Html;

/// <summary>The formats of this project; <see cref="ReportFormats"/> has the others.</summary>
public static class HtmlFormats
{
    public static IReadOnlyList<ReportFormat> All { get; } =
    [
        new FolderFormat("html", "HTML pages with the annotated source", "htmlcov", SiteReport.Write) { Entry = "index.html" },
        new FileFormat("html-file", "the HTML pages in one file", "coverage.html", OneFileReport.Write),
        new FolderFormat("azure", "what Azure Pipelines reads: Cobertura and HTML", "coverage-azure", AzureReport.Write) { LogLines = AzureReport.LogLines },
        new FileFormat("badge", "an SVG badge with the total", "coverage.svg", Badge.Write),
        new FolderFormat("reportgenerator", "ReportGenerator's classic HTML report", "reportgenerator", ClassicReport.Write) { Entry = "index.html" },
    ];

    /// <summary>The site, in either form, with a page about a patch.</summary>
    public static IReadOnlyList<ReportFormat> OfPatch(PatchReport patch) =>
    [
        new FolderFormat("html", "HTML pages with the annotated source", "htmlcov", (report, options, folder) => SiteReport.Write(report, options, folder, patch))
        {
            Entry = SitePages.PatchPage,
        },
        new FileFormat("html-file", "the HTML pages in one file", "coverage.html", (report, options, output) => OneFileReport.Write(report, options, output, patch)),
    ];
}
