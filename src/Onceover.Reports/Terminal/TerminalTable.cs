namespace Onceover.Reports;

/// <summary>The summary as a table that fits a terminal: coloured, long names cut at their start, what is missing broken into lines.</summary>
internal static class TerminalTable
{
    private const int LeastName = 8;

    private const int LeastMissing = 24;

    private const int Indent = 4;

    public static IEnumerable<string> Lines(SummaryTable table, Screen screen)
    {
        var layout = Layout.Of(table, screen);
        var rule = screen.Paint(new string('─', Math.Min(screen.Width, layout.Width)), Ink.Quiet);
        yield return screen.Paint(Header(table, layout).TrimEnd(), Ink.Strong);
        yield return rule;
        foreach (var line in table.Rows.SelectMany(row => Row(table, row, layout, screen, isTotal: false)))
        {
            yield return line;
        }

        if (table.Rows.Count > 0)
        {
            yield return rule;
        }

        foreach (var line in Row(table, table.Total, layout, screen, isTotal: true))
        {
            yield return line;
        }

        foreach (var remark in table.Remarks)
        {
            yield return "";
            yield return screen.Paint(remark, Ink.Quiet);
        }
    }

    private static string Header(SummaryTable table, Layout layout) => string.Join("  ", layout.Figures.Index().Select(pair =>
        pair.Index == 0 ? "Name".PadRight(pair.Item) : table.Columns[pair.Index].ToString().PadLeft(pair.Item)))
        + (layout is { HasMissing: true, IsBelow: false } ? "  Missing" : "");

    private static IEnumerable<string> Row(SummaryTable table, string[] row, Layout layout, Screen screen, bool isTotal)
    {
        var line = string.Join("  ", layout.Figures.Index().Select(pair => Cell(table.Columns[pair.Index], row[pair.Index], pair.Item)));
        if (!layout.HasMissing || row[^1].Length == 0)
        {
            yield return line;
            yield break;
        }

        var indent = new string(' ', layout.IsBelow ? Indent : layout.Width - layout.Missing);
        if (layout.IsBelow)
        {
            yield return line;
            line = indent;
        }
        else
        {
            line += "  ";
        }

        foreach (var piece in Broken(row[^1], layout.Missing))
        {
            yield return line + screen.Paint(piece, Ink.Missed);
            line = indent;
        }

        string Cell(SummaryColumn column, string text, int width) => column switch
        {
            SummaryColumn.Name => screen.Paint(Left(Cells.End(Cells.Harmless(text), width), width), isTotal ? Ink.Strong : Ink.Plain),
            SummaryColumn.Cover => screen.Paint((text + "%").PadLeft(width), Inks.OfPercent(Percent(text))),
            SummaryColumn.Miss when text != "0" => screen.Paint(text.PadLeft(width), Ink.Missed),
            SummaryColumn.BrPart when text != "0" => screen.Paint(text.PadLeft(width), Ink.Partial),
            _ => text.PadLeft(width),
        };
    }

    private static double Percent(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string Left(string text, int width) => text + new string(' ', Math.Max(0, width - Cells.Width(text)));

    /// <summary>Ranges, as many in a line as fit.</summary>
    private static IEnumerable<string> Broken(string ranges, int width)
    {
        var line = "";
        foreach (var range in ranges.Split(", "))
        {
            if (line.Length > 0 && line.Length + 2 + range.Length + 1 > width)
            {
                yield return line + ",";
                line = "";
            }

            line += line.Length > 0 ? ", " + range : range;
        }

        yield return line;
    }

    /// <param name="Figures">The widths of all columns but that of what is missing, in cells.</param>
    /// <param name="Missing">The width that what is missing is broken to; 0 where there is no such column.</param>
    /// <param name="IsBelow">Whether it stands in lines of its own, for want of room beside the figures.</param>
    private sealed record Layout(int[] Figures, int Missing, bool IsBelow)
    {
        public bool HasMissing => Missing > 0;

        public int Width => Figures.Sum() + (2 * (Figures.Length - 1)) + (HasMissing && !IsBelow ? 2 + Missing : 0);

        public static Layout Of(SummaryTable table, Screen screen)
        {
            var rows = table.Rows.Append(table.Total).ToList();
            var natural = table.Columns.Select((column, index) => Math.Max(
                column.ToString().Length,
                rows.Max(row => Cells.Width(Cells.Harmless(row[index]))) + (column == SummaryColumn.Cover ? 1 : 0))).ToArray();
            var hasMissing = table.Columns[^1] == SummaryColumn.Missing;
            var figures = hasMissing ? natural[..^1] : natural;
            var rest = screen.Width - figures.Skip(1).Sum(width => width + 2);

            // Names give way until what is missing has a column to be read in; that takes what names leave.
            var wanted = hasMissing ? Math.Min(natural[^1], LeastMissing) : 0;
            var isBelow = hasMissing && rest < LeastName + 2 + wanted;
            figures[0] = Math.Clamp(hasMissing && !isBelow ? rest - 2 - wanted : rest, Math.Min(LeastName, figures[0]), figures[0]);
            return new Layout(figures, !hasMissing ? 0 : isBelow ? screen.Width - Indent : Math.Min(natural[^1], rest - 2 - figures[0]), isBelow);
        }
    }
}
