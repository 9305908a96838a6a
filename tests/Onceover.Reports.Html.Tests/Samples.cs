using Onceover.Model;

namespace Onceover.Reports.Html.Tests;

/// <summary>Reports to draw.</summary>
internal static class Samples
{
    public static readonly ReportSetting Setting = new()
    {
        Branches = true,
        Timestamp = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        ToolVersion = "1.2.3",
        WorkingDirectory = "/srv",
    };

    /// <summary>Line 2 decides, line 4 never ran.</summary>
    private const string Text = """
        def f(a):
            if a:
                return 1
            return 2


        f(1)

        """;

    public static CoverageReport Report(params string[] names) => CoverageReport.Of(Setting, names.Select(name => File(name)));

    public static ReportFile File(string name, string text = Text) => new()
    {
        FullPath = $"/srv/{name}",
        Name = name,
        ReadSource = () => text,
        Regions = [new Region(RegionKind.Function, "f", 1, LineSet.Of(2, 3, 4))],
        Result = new FileResult
        {
            Path = $"/srv/{name}",
            Statements = LineSet.Of(1, 2, 3, 4, 7),
            Executed = LineSet.Of(1, 2, 3, 7),
            Excluded = LineSet.Empty,
            Branches = ArcSet.Of(new(2, 3), new(2, 4)),
            TakenBranches = ArcSet.Of(new Arc(2, 3)),
        },
    };
}
