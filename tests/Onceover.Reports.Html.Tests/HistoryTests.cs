using System.Collections.Immutable;
using Onceover.Model;

namespace Onceover.Reports.Html.Tests;

[TestClass]
public class HistoryTests
{
    private static readonly DateTimeOffset Before = Samples.Setting.Timestamp.AddDays(-1);

    [TestMethod]
    public void Without_a_history_nothing_is_compared()
    {
        using var site = new Site(Samples.Report("app.py"));

        Assert.DoesNotContain("id=\"history\"", site.Index, StringComparison.Ordinal);
    }

    [TestMethod]
    public void The_total_stands_beside_that_of_the_last_report()
    {
        using var site = Site(Old(("app.py", Totals(10, 5))));

        StringAssert.Contains(site.Index, "<h2 id=\"history\">Since 2026-01-01 03:04</h2>");
        StringAssert.Contains(site.Index, "from <b>50%</b> to <b>71%</b>");
    }

    [TestMethod]
    public void Files_that_lost_and_gained_are_named_with_how_much()
    {
        using var site = Site(Old(("app.py", Totals(5, 0)), ("b.py", Totals(20, 10)), ("gone.py", Totals(1, 0))), "app.py", "b.py", "new.py");

        var section = site.Index[site.Index.IndexOf("id=\"history\"", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("</section>", StringComparison.Ordinal)];
        StringAssert.Contains(section, $"{PageNames.Of("app.py")}\">app.py</a><span class=\"gap\">2 more missed</span>");
        StringAssert.Contains(section, $"{PageNames.Of("b.py")}\">b.py</a><span class=\"won\">8 fewer missed</span>");
        StringAssert.Contains(section, "1 new file, 1 file gone");
    }

    [TestMethod]
    public void The_trend_goes_through_every_report()
    {
        var view = HistoryView.Of(
            Samples.Report("app.py"),
            new ReportOptions { History = [Old(("app.py", Totals(10, 10))), Old(("app.py", Totals(100, 0)))] })!;

        Assert.AreEqual("0,100 500,0 1000,28.57", view.Line);
        Assert.AreEqual("0% 100% 71%", string.Join(' ', view.Points.Select(point => point.Figures.Percent + "%")));
    }

    [TestMethod]
    public void A_total_that_stays_is_a_level_line()
    {
        var now = Samples.Report("app.py").Snapshot();
        var other = now with { Files = now.Files.Add("b.py", now.Files["app.py"]) };

        Assert.AreEqual("0,57.14 1000,57.14", HistoryView.Of(Samples.Report("app.py"), new ReportOptions { History = [other] })!.Line);
    }

    [TestMethod]
    public void The_same_figures_again_and_figures_of_other_kind_are_not_compared()
    {
        var now = Samples.Report("app.py").Snapshot();

        Assert.IsNull(HistoryView.Of(Samples.Report("app.py"), new ReportOptions { History = [now with { Time = Before }] }));
        Assert.IsNull(HistoryView.Of(
            Samples.Report("app.py"), new ReportOptions { History = [Old(("app.py", Totals(10, 5))) with { Branches = false }] }));
    }

    private static Site Site(Snapshot old, params string[] names) =>
        new(Samples.Report(names.Length > 0 ? names : ["app.py"]), new ReportOptions { History = [old] });

    private static Snapshot Old(params (string Name, Totals Totals)[] files) =>
        new(Before, Branches: true, files.ToImmutableSortedDictionary(file => file.Name, file => file.Totals, StringComparer.Ordinal));

    private static Totals Totals(int statements, int missing) => new() { Files = 1, Statements = statements, Missing = missing };
}
