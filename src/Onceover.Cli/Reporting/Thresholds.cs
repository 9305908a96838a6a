using System.Globalization;
using Onceover.Model;
using Onceover.Reports;

namespace Onceover.Cli.Reporting;

/// <summary>What a report must reach; null where nothing is asked.</summary>
/// <param name="Total">Of statements and branches together, over all files; a percentage.</param>
/// <param name="Branch">Of branches alone, over all files.</param>
/// <param name="File">Of statements and branches together, for every single file.</param>
internal sealed record Thresholds(double? Total, double? Branch, double? File)
{
    /// <summary>A sentence for each that is missed.</summary>
    public IEnumerable<string> Missed(CoverageReport report, int precision)
    {
        if (Total is { } total && Percentage.Misses(report.Totals.Percent, total, precision))
        {
            yield return Sentence("the total", report.Totals.Percent, total, precision);
        }

        if (Branch is { } branch && Percentage.Misses(report.Totals.BranchPercent, branch, precision))
        {
            yield return Sentence("the total of branches", report.Totals.BranchPercent, branch, precision);
        }

        if (File is { } single)
        {
            foreach (var file in report.Files.Where(file => Percentage.Misses(file.Totals.Percent, single, precision)))
            {
                yield return Sentence(file.Name, file.Totals.Percent, single, precision);
            }
        }
    }

    private static string Sentence(string what, double percent, double threshold, int precision) => string.Create(
        CultureInfo.InvariantCulture,
        $"threshold missed: {what} is {Percentage.Display(percent, precision)} %, less than {threshold} %");
}
