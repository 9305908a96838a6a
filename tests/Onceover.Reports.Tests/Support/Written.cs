using System.Text;

namespace Onceover.Reports.Tests;

internal static class Written
{
    public static string By(FileFormat format, CoverageReport report, ReportOptions? options = null) =>
        By(format.Write, report, options);

    public static string By(Action<CoverageReport, ReportOptions, Stream> write, CoverageReport report, ReportOptions? options = null)
    {
        using var stream = new MemoryStream();
        write(report, options ?? ReportOptions.Default, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
