using Onceover.Model;

namespace Onceover.Reports.Tests;

/// <summary>Small reports.</summary>
internal static class Reports
{
    public static CoverageReport Of(params ReportFile[] files) => CoverageReport.Of(CoveragePyReport.Setting, files);

    public static ReportFile File(string fullPath, int[]? statements = null, int[]? executed = null, Arc[]? branches = null, Arc[]? taken = null)
    {
        const string Directory = "/srv/";
        return new ReportFile
        {
            FullPath = fullPath,
            Name = fullPath.StartsWith(Directory, StringComparison.Ordinal) ? fullPath[Directory.Length..] : fullPath,
            Result = new FileResult
            {
                Path = fullPath,
                Statements = LineSet.From(statements ?? [1]),
                Executed = LineSet.From(executed ?? []),
                Excluded = LineSet.Empty,
                Branches = ArcSet.From(branches ?? []),
                TakenBranches = ArcSet.From(taken ?? []),
            },
        };
    }
}
