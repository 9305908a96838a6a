using System.Globalization;
using System.Text;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>
/// What a CI shows of a job, in Markdown: the total, the files with the most to gain, and all files behind a click. GitHub refuses what is
/// longer than 1 MiB together with what else the step says, so the long table is left out where it takes more than half of that.
/// </summary>
public static class JobSummary
{
    public const int MaxBytes = 512 * 1024;

    private const int StartingPoints = 15;

    public static void Write(CoverageReport report, ReportOptions options, Stream output)
    {
        using var text = Utf8Text.Writer(output);
        text.WriteLine($"## Coverage: {Percentage.Display(report.Totals.Percent, options.Precision)}%");
        text.WriteLine();
        text.WriteLine(Lead(report));
        foreach (var note in report.Setting.Notes.Concat(Stale(report)))
        {
            text.WriteLine();
            text.WriteLine($"> {MarkdownTable.Escape(Utf8Text.OnOneLine(note))}");
        }

        var gaps = report.Files.Where(file => GapOf(file) > 0).OrderByDescending(GapOf).ThenBy(file => file.Name, NameOrder.Natural).ToList();
        WriteGaps(text, report.Branches, gaps, options.Precision);
        WriteAll(text, report, options);
    }

    private static string Lead(CoverageReport report)
    {
        var totals = report.Totals;
        return totals.Statements == 0 ? "There is nothing to cover: no statement was found."
            : totals.Missing + totals.MissingBranches == 0 ? "Everything ran."
            : string.Create(CultureInfo.InvariantCulture, $"**{totals.Missing:N0}** of {totals.Statements:N0} statements never ran")
                + (report.Branches
                    ? string.Create(CultureInfo.InvariantCulture, $", **{totals.MissingBranches:N0}** of {totals.Branches:N0} branches were never taken.")
                    : ".");
    }

    private static IEnumerable<string> Stale(CoverageReport report) => report.Files
        .Where(file => file.SourceState == SourceState.Changed)
        .Select(file => ReportFile.ChangedSince(file.Name))
        .Take(StartingPoints);

    private static int GapOf(ReportFile file) => file.Totals.Missing + file.Totals.MissingBranches;

    private static void WriteGaps(StreamWriter text, bool branches, List<ReportFile> gaps, int precision)
    {
        if (gaps.Count == 0)
        {
            return;
        }

        text.WriteLine();
        text.WriteLine(branches ? "| Most to gain | Statements missed | Branches missed | Covered |" : "| Most to gain | Statements missed | Covered |");
        text.WriteLine(branches ? "|---|---:|---:|---:|" : "|---|---:|---:|");
        foreach (var file in gaps.Take(StartingPoints))
        {
            var missedBranches = branches ? string.Create(CultureInfo.InvariantCulture, $" {file.Totals.MissingBranches:N0} |") : "";
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {MarkdownTable.Escape(Utf8Text.OnOneLine(file.Name))} | {file.Totals.Missing:N0} |{missedBranches} {Percentage.Display(file.Totals.Percent, precision)}% |"));
        }
    }

    private static void WriteAll(StreamWriter text, CoverageReport report, ReportOptions options)
    {
        using var table = new MemoryStream();
        MarkdownTable.Write(report, options, table);
        text.WriteLine();
        if (table.Length > MaxBytes)
        {
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The table of all {report.Files.Length:N0} files is too long for this page."));
            return;
        }

        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"<details><summary>All files ({report.Files.Length:N0})</summary>"));
        text.WriteLine();
        text.Write(Encoding.UTF8.GetString(table.ToArray()));
        text.WriteLine();
        text.WriteLine("</details>");
    }
}
