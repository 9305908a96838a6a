using System.Globalization;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>Source files with a mark at every line, for a terminal or a text file.</summary>
public static class AnnotatedSource
{
    /// <param name="files">In the order in which they are to stand.</param>
    /// <param name="around">Only lines with something missing, and so many lines around each; null: every line.</param>
    /// <param name="options">Precision and screen.</param>
    /// <param name="output">UTF-8.</param>
    public static void Write(IEnumerable<ReportFile> files, int? around, ReportOptions options, Stream output)
    {
        using var text = Utf8Text.Writer(output);
        var separator = "";
        foreach (var file in files)
        {
            text.Write(separator);
            separator = "\n";
            foreach (var line in Heading(file, options))
            {
                text.WriteLine(line);
            }

            text.WriteLine();
            var lines = new MarkedSource(file).Lines().ToList();
            foreach (var line in new SourceListing(options.Screen, lines.Count).Stretches(around is { } n ? Around(lines, n) : lines))
            {
                text.WriteLine(line);
            }
        }
    }

    private static IEnumerable<string> Heading(ReportFile file, ReportOptions options)
    {
        var screen = options.Screen;
        var totals = file.Totals;
        yield return screen.Paint(Cells.Harmless(file.Name), Ink.Strong) + "  "
            + screen.Paint(Percentage.Display(totals.Percent, options.Precision) + "%", Inks.OfPercent(totals.Percent));
        yield return totals.Statements == 0 ? "nothing to cover"
            : string.Create(CultureInfo.InvariantCulture, $"{totals.Missing} of {totals.Statements} statements never ran")
                + (totals.Branches > 0
                    ? string.Create(CultureInfo.InvariantCulture, $", {totals.MissingBranches} of {totals.Branches} branches were never taken")
                    : "");
        if (file.SourceState != SourceState.AsMeasured)
        {
            yield return screen.Paint(
                file.SourceState == SourceState.Changed ? "changed since it was measured: marks may be off" : "the source is gone", Ink.Partial);
        }
    }

    private static IEnumerable<MarkedLine> Around(List<MarkedLine> lines, int around)
    {
        var shown = new bool[lines.Count];
        foreach (var (index, _) in lines.Index().Where(pair => pair.Item.IsGap))
        {
            var first = Math.Max(0, index - around);
            shown.AsSpan(first, Math.Min(lines.Count - 1, index + around) - first + 1).Fill(true);
        }

        return lines.Where(line => shown[line.Number - 1]);
    }
}
