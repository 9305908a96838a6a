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

    /// <summary>The small project before it lost half of what it had in each file.</summary>
    public static Snapshot Earlier()
    {
        var now = Small().Snapshot();
        return now with
        {
            Time = now.Time.AddDays(-3),
            Files = now.Files.SetItems(now.Files.Select(file =>
                KeyValuePair.Create(file.Key, file.Value with { Missing = file.Value.Missing / 2, MissingBranches = 0, PartialBranches = 0 }))).Remove("app.py"),
        };
    }

    /// <summary>The small project after a patch: a file with gaps in it, one that was only added to, one that lost a line and a branch.</summary>
    public static PatchReport Patch()
    {
        var report = Small();
        var lost = new PatchBefore(new Executed(LineSet.Of(1, 2, 4), ArcSet.Of(new Arc(2, 4))), LineShift.None);
        return PatchReport.Of(
            report,
            new PatchBase("<i>main</i>", "0123456789abcdef"),
            report.Files.Select(file => file.Name switch
            {
                "pkg/sub/long.py" => Changed(file, "pkg/old long.py", new Hunk(5, 0, 5, 20), new Hunk(200, 3, 220, 3)),
                "pkg/done.py" => Changed(file, "pkg/done.py", new Hunk(1, 0, 1, 3)),
                "<img src=x onerror=alert(1)>.py" => Changed(file, null, new Hunk(1, 0, 1, 7)),
                _ => PatchFile.Of(file, null, file.Name == "app.py" ? lost : PatchBefore.Nothing),
            })) with
        {
            ComparesOutside = true,
            NotMeasured = ["<b>.py"],
        };

        PatchFile Changed(ReportFile file, string? oldPath, params Hunk[] hunks) =>
            PatchFile.Of(file, new FileChange(file.Name, oldPath, LineShift.Of(hunks)), PatchBefore.Nothing);
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
            Regions = [new Region(RegionKind.Function, "Machine.run", 1, statements) { Complexity = 1 + decisions.Count }],
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
