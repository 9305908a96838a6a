using System.Globalization;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>The cells of the summary table, before they are laid out: coverage.py's columns, by its rules of which files are skipped.</summary>
internal sealed record SummaryTable(
    IReadOnlyList<SummaryColumn> Columns,
    IReadOnlyList<string[]> Rows,
    string[] Total,
    IReadOnlyList<string> Remarks)
{
    /// <summary>The width of a table's column: Python counts code points.</summary>
    public static int Width(string text) => text.Length - text.Count(char.IsLowSurrogate);

    public static string Left(string text, int width) => text + new string(' ', Math.Max(0, width - Width(text)));

    public static string Right(string text, int width) => new string(' ', Math.Max(0, width - Width(text))) + text;

    public int CoverIndex => Columns.ToList().IndexOf(SummaryColumn.Cover);

    public static SummaryTable Of(CoverageReport report, ReportOptions options)
    {
        var columns = ColumnsOf(report.Branches, options.ShowMissing);
        var complete = report.Files.Where(file => options.SkipCovered && IsComplete(file.Totals)).ToHashSet();
        var empty = report.Files
            .Where(file => options.SkipEmpty && !complete.Contains(file) && file.Totals.Statements == 0)
            .ToHashSet();
        var shown = options.Sort.Apply(report.Files.Where(file => !complete.Contains(file) && !empty.Contains(file)));
        return new SummaryTable(
            columns,
            [.. shown.Select(file => Cells(columns, Utf8Text.OnOneLine(file.Name), file.Totals, options, () => MissingText.Of(file.Result)))],
            Cells(columns, "TOTAL", report.Totals, options, () => ""),
            [.. RemarksOn(complete.Count, empty.Count)]);
    }

    /// <summary>The table of what a patch touches; what is missing is always a column.</summary>
    public static SummaryTable Of(PatchReport patch, ReportOptions options)
    {
        var columns = ColumnsOf(patch.Report.Branches, showMissing: true);
        return new SummaryTable(
            columns,
            [
                .. patch.Touched.Select(file =>
                    Cells(columns, Reports.Cells.Harmless(file.File.Name), file.Totals, options, () => MissingText.Of(file.Result, file.File.Result.Statements))),
            ],
            Cells(columns, "PATCH", patch.Totals, options, () => ""),
            []);
    }

    private static List<SummaryColumn> ColumnsOf(bool branches, bool showMissing)
    {
        List<SummaryColumn> columns = [SummaryColumn.Name, SummaryColumn.Stmts, SummaryColumn.Miss];
        if (branches)
        {
            columns.AddRange([SummaryColumn.Branch, SummaryColumn.BrPart]);
        }

        columns.Add(SummaryColumn.Cover);
        if (showMissing)
        {
            columns.Add(SummaryColumn.Missing);
        }

        return columns;
    }

    private static bool IsComplete(Totals totals) => totals.Missing == 0 && totals.PartialBranches == 0;

    private static string[] Cells(
        List<SummaryColumn> columns, string name, Totals totals, ReportOptions options, Func<string> missing) =>
        [.. columns.Select(column => column switch
        {
            SummaryColumn.Name => name,
            SummaryColumn.Stmts => totals.Statements.ToString(CultureInfo.InvariantCulture),
            SummaryColumn.Miss => totals.Missing.ToString(CultureInfo.InvariantCulture),
            SummaryColumn.Branch => totals.Branches.ToString(CultureInfo.InvariantCulture),
            SummaryColumn.BrPart => totals.PartialBranches.ToString(CultureInfo.InvariantCulture),
            SummaryColumn.Cover => Percentage.Display(totals.Percent, options.Precision),
            _ => missing(),
        })];

    private static IEnumerable<string> RemarksOn(int complete, int empty)
    {
        if (complete > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{complete} file{(complete == 1 ? "" : "s")} skipped due to complete coverage.");
        }

        if (empty > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{empty} empty file{(empty == 1 ? "" : "s")} skipped.");
        }
    }
}

internal enum SummaryColumn
{
    Name,
    Stmts,
    Miss,
    Branch,
    BrPart,
    Cover,
    Missing,
}
