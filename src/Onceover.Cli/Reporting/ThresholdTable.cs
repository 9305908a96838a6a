using System.Globalization;

namespace Onceover.Cli.Reporting;

/// <summary>What was missed and by how much, as lines of a table.</summary>
internal static class ThresholdTable
{
    /// <param name="missed">At least one.</param>
    /// <param name="precision">Digits after the decimal point, as in reports.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<MissedThreshold> missed, int precision)
    {
        string[][] rows =
        [
            ["", "covered", "needed", "short by", "to go"],
            .. missed.Select(one => (string[])[one.What, one.Is, $"{Text(one.Needed)}%", ShortBy(one.ShortBy, precision), ToGo(one.ToGo)]),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        yield return missed.Count == 1 ? "1 threshold missed" : string.Create(CultureInfo.InvariantCulture, $"{missed.Count} thresholds missed");
        foreach (var row in rows)
        {
            yield return $"  {row[0].PadRight(widths[0])}  {string.Join("  ", row.Skip(1).Zip(widths.Skip(1), (cell, width) => cell.PadLeft(width)))}".TrimEnd();
        }
    }

    /// <summary>Rounded up to the last digit that reports show, at least two: what is missed is never short by 0.</summary>
    private static string ShortBy(double? points, int precision)
    {
        var scale = Math.Pow(10, Math.Max(precision, 2));
        return points is { } number ? Text(Math.Ceiling(number * scale) / scale) : "";
    }

    private static string ToGo(int count) => count == 0 ? "" : count.ToString(CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("0.###############", CultureInfo.InvariantCulture);
}
