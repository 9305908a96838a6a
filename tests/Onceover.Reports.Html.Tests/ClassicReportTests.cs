using Onceover.Reports.Tests;

namespace Onceover.Reports.Html.Tests;

[TestClass]
public class ClassicReportTests
{
    [TestMethod]
    public void Every_file_with_statements_has_a_page_with_its_source()
    {
        using var parent = new TemporaryFolder();

        ClassicReport.Write(Samples.Report("app.py", "pkg/__init__.py", "pkg/mod[i].py"), ReportOptions.Default, parent["out"]);

        var pages = Directory.GetFiles(parent["out"], "*.html").Select(File.ReadAllText).ToList();
        Assert.HasCount(4, pages);
        Assert.AreEqual(3, pages.Count(page => page.Contains("return&nbsp;2", StringComparison.Ordinal)));
        StringAssert.Contains(File.ReadAllText(Path.Combine(parent["out"], "index.html")), "pkg/mod[i].py");
    }

    [TestMethod]
    public void Lines_and_branches_are_those_of_the_report()
    {
        using var parent = new TemporaryFolder();

        ClassicReport.Write(Samples.Report("app.py", "b.py"), ReportOptions.Default, parent["out"]);

        var index = File.ReadAllText(Path.Combine(parent["out"], "index.html"));
        StringAssert.Contains(index, "title=\"8 of 10\">80%");
        StringAssert.Contains(index, "title=\"2 of 4\">50%");
    }

    [TestMethod]
    public void It_says_that_its_percentages_are_not_those_of_other_reports()
    {
        using var parent = new TemporaryFolder();

        ClassicReport.Write(Samples.Report("app.py", "b.py"), ReportOptions.Default, parent["out"]);

        StringAssert.Contains(File.ReadAllText(Path.Combine(parent["out"], "index.html")), "percentages are cut, not rounded");
    }

    [TestMethod]
    public void A_name_that_looks_like_markup_stays_text()
    {
        using var parent = new TemporaryFolder();

        ClassicReport.Write(Samples.Report("<img src=x onerror=alert(1)>.py", "b.py"), ReportOptions.Default, parent["out"]);

        foreach (var page in Directory.GetFiles(parent["out"], "*.html").Select(File.ReadAllText))
        {
            Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void A_second_report_into_the_same_folder_has_its_style_again()
    {
        using var parent = new TemporaryFolder();
        ClassicReport.Write(Samples.Report("app.py", "b.py"), ReportOptions.Default, parent["out"]);

        ClassicReport.Write(Samples.Report("c.py", "d.py"), ReportOptions.Default, parent["out"]);

        Assert.IsTrue(File.Exists(Path.Combine(parent["out"], "report.css")));
        Assert.HasCount(3, Directory.GetFiles(parent["out"], "*.html"));
    }

    [TestMethod]
    public void With_a_history_it_keeps_its_own_there()
    {
        using var parent = new TemporaryFolder();
        var options = new ReportOptions { HistoryFolder = Directory.CreateDirectory(parent["history"]).FullName };

        ClassicReport.Write(Samples.Report("app.py"), options, parent["out"]);

        var kept = Directory.GetFiles(parent["history"], "*_CoverageHistory.xml");
        Assert.HasCount(1, kept);
        StringAssert.Contains(File.ReadAllText(kept[0]), "coveredlines=\"4\" coverablelines=\"5\"");
    }

    [TestMethod]
    public void A_complex_function_is_a_risk_hotspot()
    {
        using var parent = new TemporaryFolder();
        var file = Samples.File("app.py");
        var complex = file with { Regions = [file.Regions[0] with { Complexity = 16 }] };

        ClassicReport.Write(CoverageReport.Of(Samples.Setting, [complex]), ReportOptions.Default, parent["out"]);

        StringAssert.Contains(File.ReadAllText(Path.Combine(parent["out"], "index.html")), "Risk Hotspots");
        Assert.DoesNotContain("No risk hotspots found.", File.ReadAllText(Path.Combine(parent["out"], "index.html")), StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_source_that_is_gone_does_not_end_the_report()
    {
        using var parent = new TemporaryFolder();
        var report = CoverageReport.Of(Samples.Setting, [Samples.File("gone.py") with { ReadSource = () => null }]);

        ClassicReport.Write(report, ReportOptions.Default, parent["out"]);

        Assert.IsTrue(File.Exists(Path.Combine(parent["out"], "index.html")));
    }
}
