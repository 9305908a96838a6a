using Onceover.Model;

namespace Onceover.Reports.Html.Tests;

/// <summary>Reports of several folders, for pages to be tried on.</summary>
internal static class Projects
{
    /// <summary>Files with gaps, one without, one that is empty, and names that would like to be markup.</summary>
    public static CoverageReport Small()
    {
        var complete = Samples.File("pkg/done.py");
        complete = complete with { Result = complete.Result with { Executed = complete.Result.Statements, TakenBranches = complete.Result.Branches } };
        var empty = Samples.File("pkg/__init__.py", "");
        empty = empty with
        {
            Regions = [],
            Result = empty.Result with { Statements = LineSet.Empty, Executed = LineSet.Empty, Branches = ArcSet.Empty, TakenBranches = ArcSet.Empty },
        };
        return CoverageReport.Of(
            Samples.Setting with { Notes = ["Two lines were dropped: generated code."] },
            [
                complete,
                empty,
                Long("pkg/sub/long.py", 400),
                Samples.File("pkg/sub/mod_2.py"),
                Samples.File("pkg/sub/mod_10.py"),
                Samples.File("app.py"),
                Samples.File("<img src=x onerror=alert(1)>.py", "<script>alert(2)</script>\n"),
            ]);
    }

    /// <summary>Every tenth line is a decision that went one way only; the line after it never ran.</summary>
    public static ReportFile Long(string name, int lines)
    {
        var decisions = Enumerable.Range(0, lines / 10).Select(i => (i * 10) + 1).ToList();
        var statements = LineSet.From(Enumerable.Range(1, lines));
        var branches = ArcSet.From(decisions.SelectMany(line => new[] { new Arc(line, line + 1), new Arc(line, line + 2) }));
        var text = string.Concat(Enumerable.Range(1, lines).Select(line =>
            decisions.Contains(line) ? $"if value == {line}:  # comment\n" : $"    call(\"text\", {line})\n"));
        return new ReportFile
        {
            FullPath = $"/srv/{name}",
            Name = name,
            ReadSource = () => text,
            Result = new FileResult
            {
                Path = $"/srv/{name}",
                Statements = statements,
                Executed = statements.Except(LineSet.From(decisions.Select(line => line + 1))),
                Excluded = LineSet.Empty,
                Branches = branches,
                TakenBranches = branches.Where(arc => arc.To == arc.From + 2),
            },
        };
    }
}
