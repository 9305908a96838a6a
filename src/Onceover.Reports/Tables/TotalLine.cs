using Onceover.Model;

namespace Onceover.Reports;

/// <summary>The total percentage alone, without a sign, for scripts.</summary>
public static class TotalLine
{
    public static void Write(CoverageReport report, ReportOptions options, Stream output)
    {
        using var text = Utf8Text.Writer(output);
        text.WriteLine(Percentage.Display(report.Totals.Percent, options.Precision));
    }
}
