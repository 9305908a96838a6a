using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Onceover.Reports.Html.Tests;

/// <summary>
/// A real Chromium, one for all tests, as <c>install-browser</c> puts it in place. Where it is missing, tests fail: what no one looked at is
/// not known to work.
/// </summary>
[TestClass]
public static class Browser
{
    private static IPlaywright? playwright;

    private static IBrowser? browser;

    private static string? axe;

    [AssemblyInitialize]
    public static async Task Start(TestContext _)
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu"],
        });
        axe = await File.ReadAllTextAsync(Path.Combine(ToolsFolder(), "axe.min.js"));
    }

    [AssemblyCleanup]
    public static async Task Stop()
    {
        await (browser?.CloseAsync() ?? Task.CompletedTask);
        playwright?.Dispose();
    }

    /// <summary>Opens a page of a site.</summary>
    internal static Task<OpenPage> Open(Site site, string page, BrowserNewPageOptions? options = null) =>
        OpenFile(Path.Combine(site.Folder, page), options);

    /// <param name="address">An absolute path, perhaps with a fragment.</param>
    /// <param name="options">Of the page.</param>
    internal static async Task<OpenPage> OpenFile(string address, BrowserNewPageOptions? options = null)
    {
        var opened = new OpenPage(await browser!.NewPageAsync(options), axe!);
        await opened.Page.GotoAsync("file://" + address);
        return opened;
    }

    private static string ToolsFolder([CallerFilePath] string thisFile = "") =>
        Environment.GetEnvironmentVariable("ONCEOVER_BROWSER")
        ?? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../.guests/browser"));
}
