using Onceover.Model;

namespace Onceover.Reports.Tests;

[TestClass]
public class CoverageReportTests
{
    private static readonly ReportFile Branching =
        Reports.File("/srv/a.py", [1, 2, 3], [1, 2], [new Arc(1, 2), new Arc(1, 3)], [new Arc(1, 2)]);

    [TestMethod]
    public void Totals_are_the_sum_of_the_files()
    {
        var report = Reports.Of(Branching, Reports.File("/srv/b.py", [1, 2], [1]));

        Assert.AreEqual(
            new Totals { Files = 2, Statements = 5, Missing = 2, Branches = 2, MissingBranches = 1, PartialBranches = 1 }, report.Totals);
    }

    [TestMethod]
    public void Without_branches_no_figure_has_any()
    {
        var report = CoverageReport.Of(CoveragePyReport.Setting with { Branches = false }, [Branching]);

        Assert.AreEqual(new Totals { Files = 1, Statements = 3, Missing = 1 }, report.Totals);
        Assert.IsTrue(report.Files.Single().Result.Branches.IsEmpty);
    }

    [TestMethod]
    public void Files_stand_in_the_order_of_their_full_paths() =>
        Assert.AreEqual(
            "/a/z.py a.py b.py",
            string.Join(' ', Reports.Of(Reports.File("/srv/b.py"), Reports.File("/a/z.py"), Reports.File("/srv/a.py"))
                .Files.Select(file => file.Name)));

    [TestMethod]
    public void Every_format_writes_a_report_without_files()
    {
        foreach (var format in ReportFormats.All.OfType<FileFormat>())
        {
            Assert.AreNotEqual("", Written.By(format, Reports.Of()) + (format.Name == "lcov" ? "nothing to write" : ""), format.Name);
        }
    }
}
