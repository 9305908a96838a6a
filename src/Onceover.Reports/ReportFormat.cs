namespace Onceover.Reports;

/// <summary>A report format by its name on the command line. Its kind says what it writes: a file or a folder.</summary>
/// <param name="Name">As in <c>--to NAME:PATH</c>, and the name of the command that writes it alone: lowercase, letters and '-'.</param>
/// <param name="Summary">What it is, for help texts: a noun phrase.</param>
/// <param name="DefaultPath">
/// Where it goes when no one says. <c>-</c> is standard output: such a format is a choice of <c>report</c> and has no command of its own.
/// A name after a <c>$</c> is an environment variable that holds the path.
/// </param>
public abstract record ReportFormat(string Name, string Summary, string DefaultPath)
{
    /// <summary>Lines for the log of a CI job, which reads them there; given the absolute path that was written.</summary>
    public Func<CoverageReport, ReportOptions, string, IEnumerable<string>> LogLines { get; init; } = static (_, _, _) => [];
}

/// <summary>
/// A format that is one stream of bytes; text is UTF-8 without a byte order mark. Its writer is a pure function: it writes the whole
/// report, leaves the stream open and touches nothing else.
/// </summary>
public sealed record FileFormat(
    string Name, string Summary, string DefaultPath, Action<CoverageReport, ReportOptions, Stream> Write)
    : ReportFormat(Name, Summary, DefaultPath)
{
    /// <summary>Whether the file is shared with others, so that the report goes after what is there.</summary>
    public bool Appends { get; init; }
}

/// <summary>
/// A format that is a folder of files. Its writer creates the folder at the path or replaces what is of ours in it, and fails with an
/// <see cref="IOException"/> whose message is for a person.
/// </summary>
public sealed record FolderFormat(
    string Name, string Summary, string DefaultPath, Action<CoverageReport, ReportOptions, string> Write)
    : ReportFormat(Name, Summary, DefaultPath)
{
    /// <summary>The file to open first, relative to the folder; empty where there is none.</summary>
    public string Entry { get; init; } = "";
}

/// <summary>The formats of this project, in the order that help texts list them.</summary>
public static class ReportFormats
{
    public static IReadOnlyList<ReportFormat> All { get; } =
    [
        new FileFormat("text", "a table", "-", TextTable.Write),
        new FileFormat("markdown", "a table in Markdown", "-", MarkdownTable.Write),
        new FileFormat("total", "the total percentage alone", "-", TotalLine.Write),
        new FileFormat("xml", "a Cobertura XML report", "coverage.xml", CoberturaXml.Write),
        new FileFormat("json", "a JSON report in coverage.py's format", "coverage.json", CoverageJson.Write),
        new FileFormat("lcov", "an LCOV tracefile", "coverage.lcov", LcovTracefile.Write),
        new FileFormat("sonarqube", "SonarQube's generic coverage report", "sonarqube.xml", SonarQubeXml.Write),
        new FileFormat("github", "a summary of a GitHub job", "$GITHUB_STEP_SUMMARY", JobSummary.Write) { Appends = true },
        new FolderFormat("gitlab", "Cobertura in parts that GitLab accepts", "coverage-gitlab", GitLabReport.Write) { LogLines = GitLabReport.LogLines },
    ];
}
