using System.Globalization;
using Onceover.Model;

namespace Onceover.Reports.Html;

/// <summary>The trend over reports, and what changed since the last one.</summary>
/// <param name="Points">The course of the total, oldest first, this report last.</param>
/// <param name="Line">The same for an SVG polyline of 1000 by 100.</param>
/// <param name="Low">The percentage at the lower end of the chart.</param>
/// <param name="High">The percentage at its upper end.</param>
/// <param name="Since">When the last report was made.</param>
/// <param name="Before">Its figures.</param>
/// <param name="Lost">Files in which more is missing than there was, worst first.</param>
/// <param name="Gained">Files in which less is missing, best first.</param>
/// <param name="Added">How many files are new.</param>
/// <param name="Removed">How many are gone.</param>
internal sealed record HistoryView(
    IReadOnlyList<PointView> Points,
    string Line,
    string Low,
    string High,
    string Since,
    Figures Before,
    IReadOnlyList<ChangeView> Lost,
    IReadOnlyList<ChangeView> Gained,
    int Added,
    int Removed)
{
    private const int MostNamed = 8;

    /// <summary>Null where there is nothing to compare with.</summary>
    public static HistoryView? Of(CoverageReport report, ReportOptions options)
    {
        var now = report.Snapshot();
        var older = Comparable(report, options);
        if (older is not [.., var last])
        {
            return null;
        }

        List<Snapshot> all = [.. older, now];
        var percents = all.ConvertAll(snapshot => snapshot.Totals.Percent);
        var (low, high) = (Math.Floor(percents.Min()), Math.Ceiling(percents.Max()));
        high = high > low ? high : low + 1;
        var changes = now.Files
            .Where(file => last.Files.ContainsKey(file.Key))
            .Select(file => new ChangeView(
                file.Key, PageNames.Of(file.Key), new Figures(last.Files[file.Key], options.Precision), new Figures(file.Value, options.Precision)))
            .ToList();
        return new HistoryView(
            [.. all.Select(snapshot => new PointView(TextOf(snapshot.Time), new Figures(snapshot.Totals, options.Precision)))],
            string.Join(' ', percents.Select((percent, index) => string.Create(
                CultureInfo.InvariantCulture, $"{1000.0 * index / (percents.Count - 1):0.#},{100 - (100 * (percent - low) / (high - low)):0.##}"))),
            low.ToString(CultureInfo.InvariantCulture),
            high.ToString(CultureInfo.InvariantCulture),
            TextOf(last.Time),
            new Figures(last.Totals, options.Precision),
            [.. changes.Where(change => change.Gap > 0).OrderByDescending(change => change.Gap).Take(MostNamed)],
            [.. changes.Where(change => change.Gap < 0).OrderBy(change => change.Gap).Take(MostNamed)],
            now.Files.Keys.Count(name => !last.Files.ContainsKey(name)),
            last.Files.Keys.Count(name => !now.Files.ContainsKey(name)));
    }

    /// <summary>The reports before this one that counted the same things, without those that had all its figures.</summary>
    public static IReadOnlyList<Snapshot> Comparable(CoverageReport report, ReportOptions options)
    {
        var now = report.Snapshot();
        return [.. options.History.Where(snapshot => snapshot.Branches == now.Branches && !snapshot.HasFiguresOf(now))];
    }

    private static string TextOf(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>One report in the course of them.</summary>
internal sealed record PointView(string Time, Figures Figures);

/// <summary>A file that is in this report and the last.</summary>
internal sealed record ChangeView(string Name, string Page, Figures Before, Figures Now)
{
    /// <summary>How much more is missing than there was; negative where it is less.</summary>
    public int Gap => Now.Gap - Before.Gap;

    /// <summary>The same without a sign.</summary>
    public int Size => Math.Abs(Gap);
}
