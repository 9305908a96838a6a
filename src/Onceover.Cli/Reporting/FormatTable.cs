using Onceover.Reports;
using Onceover.Reports.Html;

namespace Onceover.Cli.Reporting;

/// <summary>Every report format by its name: what <c>--to</c> takes, and the commands that write one alone.</summary>
internal static class FormatTable
{
    public static IReadOnlyList<ReportFormat> All { get; } = [.. ReportFormats.All, .. HtmlFormats.All];

    /// <summary>What <c>report --format</c> chooses from: formats made for standard output.</summary>
    public static IEnumerable<string> Tables => All.Where(format => format.DefaultPath == ReportOutput.Standard).Select(format => format.Name);

    /// <summary>The others: each is a command.</summary>
    public static IEnumerable<string> Commands => All.Select(format => format.Name).Except(Tables);

    public static ReportFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);
}
