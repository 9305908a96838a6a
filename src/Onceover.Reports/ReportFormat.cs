namespace Onceover.Reports;

/// <summary>A report format by its name on the command line. Its kind says what it writes: a file or a folder.</summary>
/// <param name="Name">As in <c>--to NAME:PATH</c>: lowercase, letters and '-'.</param>
/// <param name="Summary">Half a line for help texts.</param>
/// <param name="DefaultPath">Where it goes when no one says; <c>-</c> is standard output.</param>
public abstract record ReportFormat(string Name, string Summary, string DefaultPath);

/// <summary>
/// A format that is one stream of bytes; text is UTF-8 without a byte order mark. Its writer is a pure function: it writes the whole
/// report, leaves the stream open and touches nothing else.
/// </summary>
public sealed record FileFormat(
    string Name, string Summary, string DefaultPath, Action<CoverageReport, ReportOptions, Stream> Write)
    : ReportFormat(Name, Summary, DefaultPath);

/// <summary>
/// A format that is a folder of files. Its writer creates the folder at the path or replaces what is of ours in it, and fails with an
/// <see cref="IOException"/> whose message is for a person.
/// </summary>
public sealed record FolderFormat(
    string Name, string Summary, string DefaultPath, Action<CoverageReport, ReportOptions, string> Write)
    : ReportFormat(Name, Summary, DefaultPath);

/// <summary>The formats of this project, in the order that help texts list them.</summary>
public static class ReportFormats
{
    public static IReadOnlyList<FileFormat> All { get; } =
    [
        new("text", "a table", "-", TextTable.Write),
        new("markdown", "a table in Markdown", "-", MarkdownTable.Write),
        new("total", "the total percentage alone", "-", TotalLine.Write),
        new("xml", "Cobertura XML", "coverage.xml", CoberturaXml.Write),
        new("json", "JSON in coverage.py's format 3", "coverage.json", CoverageJson.Write),
        new("lcov", "LCOV tracefile", "coverage.lcov", LcovTracefile.Write),
    ];

    public static FileFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);
}
