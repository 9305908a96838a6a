using Microsoft.Playwright;

namespace Onceover.Reports.Html.Tests;

[TestClass]
public class OneFileInBrowserTests
{
    private static readonly OneFile Small = new(Projects.Small());

    private static readonly string Long = Site.PathOf("pkg/sub/long.py");

    [ClassCleanup]
    public static void Remove() => Small.Dispose();

    [TestMethod]
    public async Task A_file_opens_over_the_index_and_the_index_comes_back()
    {
        await using var open = await Browser.OpenFile(Small.FullName);

        await open.Page.ClickAsync(".card a >> text=long.py");
        var page = await Frame(open);
        Assert.AreEqual("long.py", await page.TextContentAsync("h1"));
        StringAssert.Contains(await open.Page.TitleAsync(), "long.py");
        await page.ClickAsync(".crumbs a");

        await open.Page.WaitForSelectorAsync("iframe", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });
        Assert.DoesNotContain("long.py", await open.Page.TitleAsync(), StringComparison.Ordinal);
        await open.Page.Keyboard.PressAsync("/");
        await open.Page.Keyboard.TypeAsync("mod");
        Assert.AreEqual("2 of 7 files", await open.Page.TextContentAsync("#found"));
    }

    [TestMethod]
    public async Task Back_and_forward_go_through_the_pages()
    {
        await using var open = await Browser.OpenFile(Small.FullName);
        await open.Page.ClickAsync(".card a >> text=long.py");
        await Frame(open);

        await open.Page.GoBackAsync();
        await open.Page.WaitForSelectorAsync("iframe", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });
        await open.Page.GoForwardAsync();

        Assert.AreEqual("long.py", await (await Frame(open)).TextContentAsync("h1"));
    }

    [TestMethod]
    public async Task An_address_leads_to_a_line()
    {
        await using var open = await Browser.OpenFile($"{Small.FullName}#{Long}#395");

        var page = await Frame(open);

        await page.WaitForFunctionAsync("() => { const r = document.getElementById('395').getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }");
    }

    [TestMethod]
    public async Task The_keys_of_a_file_work_in_it()
    {
        await using var open = await Browser.OpenFile($"{Small.FullName}#{Long}");
        var page = await Frame(open);

        await open.Page.Keyboard.PressAsync("n");
        Assert.AreEqual("1 of 40", await page.TextContentAsync("#step"));
        await open.Page.Keyboard.PressAsync("u");

        await open.Page.WaitForSelectorAsync("iframe", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });
    }

    [TestMethod]
    public async Task It_complains_of_nothing_and_asks_for_nothing()
    {
        await using var open = await Browser.OpenFile(Small.FullName);
        foreach (var name in Projects.Small().Files.Select(file => file.Name))
        {
            await open.Page.EvaluateAsync("address => { location.hash = address; }", Site.PathOf(name));
            await open.Page.WaitForSelectorAsync($"iframe[data-page=\"{Site.PathOf(name)}\"][data-ready]");
        }

        Assert.AreEqual("", string.Join('\n', open.Complaints));
        Assert.AreEqual("file://" + Small.FullName, string.Join('\n', open.Requests.Where(url => url is not ("data:," or "about:srcdoc"))));
    }

    [TestMethod]
    public async Task Nothing_stands_in_the_way_of_assistive_technology()
    {
        await using var index = await Browser.OpenFile(Small.FullName);
        Assert.AreEqual("", await index.Violations());

        await using var file = await Browser.OpenFile($"{Small.FullName}#{Long}");
        await Frame(file);
        Assert.AreEqual("", await file.Violations());
    }

    private static async Task<IFrame> Frame(OpenPage open)
    {
        var element = await open.Page.WaitForSelectorAsync("iframe[data-ready]");
        return (await element!.ContentFrameAsync())!;
    }
}
