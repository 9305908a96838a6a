using Onceover.Model;

namespace Onceover.Reports.Html;

/// <summary>The total as an SVG badge of the usual size, drawn from <c>badge.svg</c>.</summary>
public static class Badge
{
    public static void Write(CoverageReport report, ReportOptions options, Stream output)
    {
        using var text = Utf8Text.Writer(output);
        SiteTemplates.Badge.Draw("badge", BadgeView.Of(report, options), text);
    }
}

/// <summary>What the badge shows, and how wide that is.</summary>
/// <param name="Percent">As <c>onceover report</c> shows it, without a sign.</param>
/// <param name="ValueWidth">The width of the right part, in pixels.</param>
/// <param name="Grade">See <see cref="Reports.Grade"/>.</param>
internal sealed record BadgeView(string Percent, int ValueWidth, string Grade)
{
    public static BadgeView Of(CoverageReport report, ReportOptions options)
    {
        var percent = Percentage.Display(report.Totals.Percent, options.Precision);
        return new BadgeView(percent, WidthOf(percent), Reports.Grade.Of(report.Totals));
    }

    /// <summary>Widths of Verdana at 11 pixels: 7 a digit, 4 a point, 12 the sign; 5 on either side.</summary>
    private static int WidthOf(string percent) => percent.Sum(c => c == '.' ? 4 : 7) + 12 + 10;
}
