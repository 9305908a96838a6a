using Onceover.Model;

namespace Onceover.Reports.Html.Tests;

[TestClass]
public class HotspotPageTests
{
    /// <summary>Of its three statements one never ran: 16 + 16² / 27.</summary>
    [TestMethod]
    [DataRow(15, 0, "There is no risk hotspot")]
    [DataRow(16, 1, ">25</td><td class=\"n b\">16</td><td class=\"n b bad\">1</td>")]
    public void A_function_is_a_hotspot_if_it_is_too_complex(int complexity, int count, string expected)
    {
        using var site = new Site(Complex(complexity));

        var page = site["hotspots.html"];

        StringAssert.Contains(page, expected);
        Assert.HasCount(count + 1, page.Split("<tr><th scope=\"row\">"));
    }

    [TestMethod]
    public void A_function_that_never_ran_is_a_hotspot_long_before_it_is_too_complex()
    {
        var file = Samples.File("app.py");
        file = file with
        {
            Regions = [file.Regions[0] with { Complexity = 6 }],
            Result = file.Result with { Executed = LineSet.Empty, TakenBranches = ArcSet.Empty },
        };
        using var site = new Site(CoverageReport.Of(Samples.Setting, [file]));

        StringAssert.Contains(site["hotspots.html"], ">42</td><td class=\"n b\">6</td>");
    }

    [TestMethod]
    public void The_index_names_hotspots_that_tests_can_do_something_about()
    {
        using var site = new Site(Complex(16));

        StringAssert.Contains(site.Index, "missed, complexity 16<");
        StringAssert.Contains(site.Index, "href=\"hotspots.html\">The risk hotspot</a>");
    }

    [TestMethod]
    public void Badges_and_summaries_have_the_sums_of_the_report()
    {
        using var site = new Site(Samples.Report("app.py", "b.py", "c.py"));

        StringAssert.Contains(site["reportgenerator/badge_linecoverage.svg"], ">80%<");
        StringAssert.Contains(site["reportgenerator/badge_branchcoverage.svg"], ">50%<");
        StringAssert.Contains(site["reportgenerator/SummaryGithub.md"], "80% (12 of 15)");
        StringAssert.Contains(site["reportgenerator/SummaryGithub.md"], "50% (3 of 6)");
        StringAssert.Contains(site["reportgenerator/Summary.csv"], "Total lines:;21");
    }

    [TestMethod]
    public void It_says_that_the_library_cuts_percentages()
    {
        using var site = new Site(Samples.Report("app.py"));

        StringAssert.Contains(site["hotspots.html"], "cuts percentages");
    }

    [TestMethod]
    public void The_chart_is_there_once_there_is_a_history()
    {
        var before = Samples.Report("app.py").Snapshot();
        before = before with { Time = before.Time.AddDays(-1), Files = before.Files.SetItem("app.py", before.Totals with { Missing = 3 }) };
        using var first = new Site(Samples.Report("app.py"));
        using var second = new Site(Samples.Report("app.py"), new ReportOptions { History = [before] });

        Assert.DoesNotContain("CoverageHistory.svg", first["hotspots.html"], StringComparison.Ordinal);
        StringAssert.Contains(second["hotspots.html"], "src=\"reportgenerator/CoverageHistory.svg\"");
        StringAssert.Contains(second["reportgenerator/CoverageHistory.svg"], "(2/5)");
    }

    [TestMethod]
    public void Without_branches_there_is_no_badge_of_them()
    {
        using var site = new Site(CoverageReport.Of(Samples.Setting with { Branches = false }, [Samples.File("app.py")]));

        Assert.IsFalse(File.Exists(Path.Combine(site.Folder, "reportgenerator/badge_branchcoverage.svg")));
        Assert.DoesNotContain("badge_branchcoverage", site["hotspots.html"], StringComparison.Ordinal);
    }

    private static CoverageReport Complex(int complexity)
    {
        var file = Samples.File("app.py");
        return CoverageReport.Of(Samples.Setting, [file with { Regions = [file.Regions[0] with { Complexity = complexity }] }]);
    }
}
