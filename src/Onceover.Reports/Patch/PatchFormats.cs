namespace Onceover.Reports;

/// <summary>A format of a patch report that is one stream of bytes; see <see cref="FileFormat"/>.</summary>
public sealed record PatchFormat(string Name, string Summary, Action<PatchReport, ReportOptions, Stream> Write);

/// <summary>The formats of patch reports in this project; what has pages lies elsewhere.</summary>
public static class PatchFormats
{
    public static IReadOnlyList<PatchFormat> All { get; } =
    [
        new("text", "a table, and the lines that did not run", PatchText.Write),
        new("markdown", "the same in Markdown", PatchMarkdown.Write),
        new("json", "JSON of our own", PatchJson.Write),
    ];

    public static PatchFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);
}
