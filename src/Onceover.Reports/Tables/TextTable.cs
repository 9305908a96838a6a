namespace Onceover.Reports;

/// <summary>The summary as a table of plain text, in coverage.py's layout.</summary>
public static class TextTable
{
    public static void Write(CoverageReport report, ReportOptions options, Stream output)
    {
        using var text = Utf8Text.Writer(output);
        foreach (var line in Lines(SummaryTable.Of(report, options), options.Screen))
        {
            text.WriteLine(line);
        }
    }

    internal static IEnumerable<string> Lines(SummaryTable table, Screen? screen) =>
        screen is null ? Plain(table).Select(line => line.TrimEnd()) : TerminalTable.Lines(table, screen);

    private static IEnumerable<string> Plain(SummaryTable table)
    {
        var nameWidth = table.Rows.Select(row => SummaryTable.Width(row[0])).Append("TOTAL".Length).Max() + 1;
        var coverWidth = Math.Max(
            Math.Max(table.Total[table.CoverIndex].Length + 2, " Cover".Length) + 1,
            table.Rows.Select(row => row[table.CoverIndex].Length + 2).DefaultIfEmpty().Max());
        var header = string.Concat(table.Columns.Select(column => column switch
        {
            SummaryColumn.Name => SummaryTable.Left("Name", nameWidth),
            SummaryColumn.Cover => SummaryTable.Right("Cover", coverWidth),
            SummaryColumn.Missing => SummaryTable.Right("Missing", 10),
            _ => SummaryTable.Right(column.ToString(), 7),
        }));
        var rule = new string('-', SummaryTable.Width(header));
        yield return header;
        yield return rule;
        foreach (var row in table.Rows)
        {
            yield return Line(row);
        }

        if (table.Rows.Count > 0)
        {
            yield return rule;
        }

        yield return Line(table.Total);
        foreach (var remark in table.Remarks)
        {
            yield return "";
            yield return remark;
        }

        string Line(string[] row) => string.Concat(table.Columns.Zip(row, (column, cell) => column switch
        {
            SummaryColumn.Name => SummaryTable.Left(cell, nameWidth),
            SummaryColumn.Cover => SummaryTable.Right(cell, coverWidth - 1) + "%",
            SummaryColumn.Missing => "   " + cell,
            _ => SummaryTable.Right(cell, 7),
        }));
    }
}
