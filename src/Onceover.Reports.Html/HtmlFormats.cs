namespace Onceover.Reports.Html;

/// <summary>The formats of this project; <see cref="ReportFormats"/> has the others.</summary>
public static class HtmlFormats
{
    public static IReadOnlyList<FolderFormat> All { get; } =
    [
        new("html", "a site to look at", "htmlcov", SiteReport.Write),
        new("reportgenerator", "ReportGenerator's classic HTML report", "reportgenerator", ClassicReport.Write),
    ];

    public static FolderFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);
}
