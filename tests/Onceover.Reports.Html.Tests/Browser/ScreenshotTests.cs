using Microsoft.Playwright;

namespace Onceover.Reports.Html.Tests;

/// <summary>
/// Pictures of every kind of page, to be looked at: in the folder <c>ONCEOVER_SCREENSHOTS</c>, which <c>tests/screenshots</c> sets, else in one that
/// goes with the test. <c>ONCEOVER_SITE</c> names a site to take instead of a small made-up one.
/// </summary>
[TestClass]
public sealed class ScreenshotTests
{
    private static readonly Site Small = new(Projects.Small(), new ReportOptions { History = [Projects.Earlier()] }, Projects.Patch());

    [ClassCleanup]
    public static void Remove() => Small.Dispose();

    [TestMethod]
    [DataRow("index", "index.html", ColorScheme.Light, 1280)]
    [DataRow("index-dark", "index.html", ColorScheme.Dark, 1280)]
    [DataRow("index-narrow", "index.html", ColorScheme.Light, 390)]
    [DataRow("file", "pkg/sub/long.py", ColorScheme.Light, 1280)]
    [DataRow("file-dark", "pkg/sub/long.py", ColorScheme.Dark, 1280)]
    [DataRow("file-narrow", "pkg/sub/long.py", ColorScheme.Light, 390)]
    [DataRow("hotspots", "hotspots.html", ColorScheme.Light, 1280)]
    [DataRow("hotspots-dark", "hotspots.html", ColorScheme.Dark, 1280)]
    [DataRow("hotspots-narrow", "hotspots.html", ColorScheme.Light, 390)]
    [DataRow("patch", "patch.html", ColorScheme.Light, 1280)]
    [DataRow("patch-dark", "patch.html", ColorScheme.Dark, 1280)]
    [DataRow("patch-narrow", "patch.html", ColorScheme.Light, 390)]
    public async Task A_page_has_its_look(string name, string page, ColorScheme scheme, int width)
    {
        await using var open = await Browser.Open(
            Small,
            PathOf(page),
            new BrowserNewPageOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 1000 } });

        var picture = await open.Page.ScreenshotAsync(
            new PageScreenshotOptions { Path = Path.Combine(Pictures(), name + ".png"), FullPage = page.EndsWith(".html", StringComparison.Ordinal) });

        // The style is there: the page has its own colour, not the browser's white, and the mood that was asked for.
        var background = await open.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        Assert.AreEqual(scheme == ColorScheme.Dark ? "rgb(18, 21, 26)" : "rgb(251, 250, 248)", background);
        Assert.IsNotEmpty(picture);
    }

    [TestMethod]
    [DataRow("index-print", "index.html")]
    [DataRow("file-print", "pkg/sub/long.py")]
    [DataRow("hotspots-print", "hotspots.html")]
    [DataRow("patch-print", "patch.html")]
    public async Task Paper_is_white_and_has_no_buttons(string name, string page)
    {
        await using var open = await Browser.Open(
            Small,
            PathOf(page),
            new BrowserNewPageOptions { ColorScheme = ColorScheme.Dark, ViewportSize = new ViewportSize { Width = 760, Height = 1080 } });
        await open.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        var picture = await open.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures(), name + ".png") });

        Assert.AreEqual("rgb(255, 255, 255)", await open.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.AreEqual(0, await open.Page.Locator("[data-do]:visible").CountAsync());
        Assert.IsNotEmpty(picture);
    }

    private static string Pictures() =>
        Environment.GetEnvironmentVariable("ONCEOVER_SCREENSHOTS") is { Length: > 0 } named ? named : Path.Combine(Small.Folder, "pictures");

    private static string PathOf(string page)
    {
        var site = Environment.GetEnvironmentVariable("ONCEOVER_SITE");
        return string.IsNullOrEmpty(site) ? page.EndsWith(".html", StringComparison.Ordinal) ? page : Site.PathOf(page)
            : page.EndsWith(".html", StringComparison.Ordinal) ? Path.Combine(site, page)
            : Directory.EnumerateFiles(Path.Combine(site, "files")).MaxBy(file => new FileInfo(file).Length)!;
    }
}
