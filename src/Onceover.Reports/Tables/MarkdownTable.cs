namespace Onceover.Reports;

/// <summary>The summary as a Markdown table, in coverage.py's layout.</summary>
public static class MarkdownTable
{
    public static void Write(CoverageReport report, ReportOptions options, Stream output)
    {
        using var text = Utf8Text.Writer(output);
        foreach (var line in Lines(SummaryTable.Of(report, options)))
        {
            text.WriteLine(line);
        }
    }

    internal static IEnumerable<string> Lines(SummaryTable table) => Padded(table).Select(line => line.TrimEnd());

    /// <summary>Every sign that Markdown could take for markup; those that only stand in paths and numbers stay as they are.</summary>
    internal static string Escape(string text) => string.Concat(VisibleText.Of(text).Select(c =>
        char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c)) && c is not ('.' or ',' or '/' or '-') ? $@"\{c}" : $"{c}"));

    private static IEnumerable<string> Padded(SummaryTable table)
    {
        var rows = table.Rows.Select(row => Array.ConvertAll(row, Escape)).ToList();
        var nameWidth = rows.Select(row => SummaryTable.Width(row[0])).Append("**TOTAL**".Length).Max() + 1;
        var coverWidth = Math.Max(table.Total[table.CoverIndex].Length + 6, " Cover ".Length);
        var header = table.Columns.Select(column => column switch
        {
            SummaryColumn.Name => $"| {SummaryTable.Left("Name", nameWidth)}|",
            _ => $"{SummaryTable.Right(column.ToString(), WidthOf(column))} |",
        }).ToList();
        yield return string.Concat(header);
        yield return "|" + string.Join(' ', header.Select((cell, index) =>
            (index == 0 ? "- |" : "-: |").PadLeft(cell.Length - 1, '-')));
        foreach (var row in rows)
        {
            yield return string.Concat(table.Columns.Zip(row, (column, cell) => column switch
            {
                SummaryColumn.Name => $"| {SummaryTable.Left(cell, nameWidth)}|",
                SummaryColumn.Cover => $"{SummaryTable.Right(cell, coverWidth - 1)}% |",
                _ => $"{SummaryTable.Right(cell, WidthOf(column))} |",
            }));
        }

        yield return string.Concat(table.Columns.Zip(table.Total, (column, cell) => column switch
        {
            SummaryColumn.Name => $"| {SummaryTable.Left($"**{cell}**", nameWidth)}|",
            SummaryColumn.Cover => $"{SummaryTable.Right($" **{cell}%**", coverWidth)} |",
            SummaryColumn.Missing => $"{SummaryTable.Right(cell, WidthOf(column))} |",
            _ => $"{SummaryTable.Right($" **{cell}**", WidthOf(column))} |",
        }));
        foreach (var remark in table.Remarks)
        {
            yield return "";
            yield return remark;
        }

        int WidthOf(SummaryColumn column) =>
            column == SummaryColumn.Cover ? coverWidth : column == SummaryColumn.Missing ? 10 : 9;
    }
}
