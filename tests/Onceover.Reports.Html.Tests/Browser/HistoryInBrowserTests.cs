using Microsoft.Playwright;

namespace Onceover.Reports.Html.Tests;

[TestClass]
public class HistoryInBrowserTests
{
    [TestMethod]
    [DataRow(ColorScheme.Light)]
    [DataRow(ColorScheme.Dark)]
    public async Task Nothing_stands_in_the_way_of_assistive_technology(ColorScheme scheme)
    {
        using var site = new Site(Projects.Small(), new ReportOptions { History = [Projects.Earlier()] });
        await using var open = await Browser.Open(site, "index.html", new BrowserNewPageOptions { ColorScheme = scheme });

        await open.Page.ClickAsync(".history summary");

        Assert.AreEqual("", await open.Violations());
        Assert.AreEqual("", string.Join('\n', open.Complaints));
    }

    [TestMethod]
    public async Task The_trend_is_drawn_within_its_chart()
    {
        using var site = new Site(Projects.Small(), new ReportOptions { History = [Projects.Earlier()] });
        await using var open = await Browser.Open(site, "index.html");

        var line = (await (await open.Page.QuerySelectorAsync(".trend polyline"))!.BoundingBoxAsync())!;
        var chart = (await (await open.Page.QuerySelectorAsync(".trend svg"))!.BoundingBoxAsync())!;

        Assert.IsGreaterThan(chart.Width / 2, line.Width);
        Assert.IsTrue(line.X >= chart.X && line.X + line.Width <= chart.X + chart.Width && line.Y >= chart.Y && line.Y + line.Height <= chart.Y + chart.Height);
    }
}
