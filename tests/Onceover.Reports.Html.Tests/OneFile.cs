using System.Text;
using Onceover.Reports.Tests;

namespace Onceover.Reports.Html.Tests;

/// <summary>A report as one file in a folder of its own.</summary>
internal sealed class OneFile : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public OneFile(CoverageReport report)
    {
        using var file = File.Create(FullName);
        OneFileReport.Write(report, ReportOptions.Default, file);
    }

    public string FullName => folder["report.html"];

    public static string Text(CoverageReport report, ReportOptions options)
    {
        using var stream = new MemoryStream();
        OneFileReport.Write(report, options, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public void Dispose() => folder.Dispose();
}
