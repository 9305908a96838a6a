using System.Globalization;
using Onceover.Collect;
using Onceover.Model;
using Onceover.Reports;

namespace Onceover.Cli.Reporting;

/// <summary>What a report must reach; null where nothing is asked.</summary>
/// <param name="Total">Of statements and branches together, over all files; a percentage.</param>
/// <param name="Branch">Of branches alone, over all files.</param>
/// <param name="File">Of statements and branches together, for every single file.</param>
/// <param name="Patterns">Of statements and branches together, over the files that each matches.</param>
internal sealed record Thresholds(double? Total, double? Branch, double? File, IReadOnlyList<PatternThreshold> Patterns)
{
    public IEnumerable<MissedThreshold> Missed(CoverageReport report, int precision)
    {
        var all = report.Totals;
        IEnumerable<MissedThreshold?> checks =
        [
            Total is { } total ? MissedThreshold.Of("total", All(all), total, precision) : null,
            Branch is { } branch ? MissedThreshold.Of("branches", (all.TakenBranches, all.Branches), branch, precision) : null,
            .. Patterns.Select(pattern => pattern.Check(report, precision)),
            .. File is { } single ? report.Files.Select(file => MissedThreshold.Of(Utf8Text.OnOneLine(file.Name), All(file.Totals), single, precision)) : [],
        ];
        return checks.OfType<MissedThreshold>();
    }

    /// <summary>Statements and branches together: how many of how many ran.</summary>
    internal static (int Ran, int All) All(Totals totals) => (totals.Executed + totals.TakenBranches, totals.Statements + totals.Branches);
}

/// <summary>What the files of a pattern must reach together.</summary>
/// <param name="Glob">As it was given.</param>
/// <param name="Files">Which.</param>
/// <param name="Percent">0 to 100.</param>
internal sealed record PatternThreshold(string Glob, PathPatterns Files, double Percent)
{
    private const string Expected = "GLOB=PERCENT, such as src/core/**=90";

    /// <param name="option">The option that has the value.</param>
    /// <param name="value"><c>GLOB=PERCENT</c>.</param>
    /// <param name="folder">The folder that a relative pattern is relative to.</param>
    /// <exception cref="MistakeException">It is not that.</exception>
    public static PatternThreshold Parse(string option, string value, string folder)
    {
        var sign = value.LastIndexOf('=');
        if (sign <= 0 || !double.TryParse(value.AsSpan(sign + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent)
            || percent is not (>= 0 and <= 100))
        {
            throw new MistakeException(Mistakes.BadValue(option, value, Expected));
        }

        try
        {
            return new PatternThreshold(value[..sign], PathPatterns.Parse([value[..sign]], folder, new LinkResolver().Resolve), percent);
        }
        catch (FormatException error)
        {
            throw new MistakeException(Mistakes.FilePattern(error.Message));
        }
    }

    /// <summary>A gate whose pattern matches no file holds nothing: that is a miss, and not a pass.</summary>
    public MissedThreshold? Check(CoverageReport report, int precision)
    {
        var files = report.Files.Where(file => Files.Match(file.FullPath)).ToList();
        return files.Count == 0
            ? new MissedThreshold(Glob, "no such file", Percent, null, 0)
            : MissedThreshold.Of(Glob, Thresholds.All(files.Aggregate(default(Totals), (sum, file) => sum + file.Totals)), Percent, precision);
    }
}

/// <summary>A threshold that was not reached.</summary>
/// <param name="What">The total, a pattern, or a file's name.</param>
/// <param name="Is">The percentage as reports show it, with a sign.</param>
/// <param name="Needed">0 to 100.</param>
/// <param name="ShortBy">In percentage points, unrounded; null where there is no percentage.</param>
/// <param name="ToGo">How many statements or branches more would have to run.</param>
internal sealed record MissedThreshold(string What, string Is, double Needed, double? ShortBy, int ToGo)
{
    public static MissedThreshold? Of(string what, (int Ran, int All) counts, double needed, int precision)
    {
        if (counts.All == 0 || !Percentage.Misses(PercentOf(counts.Ran), needed, precision))
        {
            return null;
        }

        var (least, enough) = (counts.Ran, counts.All);
        while (enough - least > 1)
        {
            var middle = least + ((enough - least) / 2);
            (least, enough) = Percentage.Misses(PercentOf(middle), needed, precision) ? (middle, enough) : (least, middle);
        }

        return new MissedThreshold(
            what, Percentage.Display(PercentOf(counts.Ran), precision) + "%", needed, needed - PercentOf(counts.Ran), enough - counts.Ran);

        double PercentOf(int ran) => 100.0 * ran / counts.All;
    }
}
