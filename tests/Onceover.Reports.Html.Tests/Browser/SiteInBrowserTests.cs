using Microsoft.Playwright;

namespace Onceover.Reports.Html.Tests;

[TestClass]
public class SiteInBrowserTests
{
    private static readonly Site Small = new(Projects.Small(), patch: Projects.Patch());

    [ClassCleanup]
    public static void Remove() => Small.Dispose();

    [TestMethod]
    public async Task No_page_complains_or_asks_the_network()
    {
        foreach (var path in Directory.GetFiles(Small.Folder, "*.html", SearchOption.AllDirectories))
        {
            await using var open = await Browser.Open(Small, path);

            Assert.AreEqual("", string.Join('\n', open.Complaints), path);
            Assert.AreEqual("", string.Join('\n', open.Requests.Where(url => !url.StartsWith("file:", StringComparison.Ordinal) && url != "data:,")), path);
        }
    }

    [TestMethod]
    public async Task Every_link_leads_somewhere()
    {
        foreach (var path in Directory.GetFiles(Small.Folder, "*.html", SearchOption.AllDirectories))
        {
            await using var open = await Browser.Open(Small, path);
            var links = await open.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href], link[href], script[src]')].map(e => e.href || e.src)");

            foreach (var link in links.Where(link => link.StartsWith("file:", StringComparison.Ordinal)).Select(link => new Uri(link)))
            {
                Assert.IsTrue(File.Exists(link.LocalPath), $"{link} on {path}");
                Assert.IsTrue(
                    link.Fragment.Length < 2 || File.ReadAllText(link.LocalPath).Contains($" id=\"{link.Fragment[1..]}\"", StringComparison.Ordinal),
                    $"{link} on {path}");
            }
        }
    }

    [TestMethod]
    [DataRow("index.html", ColorScheme.Light)]
    [DataRow("index.html", ColorScheme.Dark)]
    [DataRow("pkg/sub/long.py", ColorScheme.Light)]
    [DataRow("pkg/sub/long.py", ColorScheme.Dark)]
    [DataRow("pkg/__init__.py", ColorScheme.Light)]
    [DataRow("hotspots.html", ColorScheme.Light)]
    [DataRow("hotspots.html", ColorScheme.Dark)]
    [DataRow("patch.html", ColorScheme.Light)]
    [DataRow("patch.html", ColorScheme.Dark)]
    public async Task Nothing_stands_in_the_way_of_assistive_technology(string page, ColorScheme scheme)
    {
        await using var open = await Browser.Open(
            Small, PathOf(page), new BrowserNewPageOptions { ColorScheme = scheme });

        Assert.AreEqual("", await open.Violations());
    }

    [TestMethod]
    public async Task The_filter_leaves_the_files_that_have_its_words()
    {
        await using var open = await Browser.Open(Small, "index.html");

        await open.Page.Keyboard.PressAsync("/");
        await open.Page.Keyboard.TypeAsync("SUB mod");

        Assert.AreEqual("mod_2.py mod_10.py", await Files(open));
        Assert.AreEqual("2 of 7 files", await open.Page.TextContentAsync("#found"));
        await open.Page.Keyboard.TypeAsync("zzz");
        Assert.AreEqual("No file fits the filter.", await open.Page.TextContentAsync("#found"));
        await open.Page.Keyboard.PressAsync("Escape");
        Assert.AreEqual("", await open.Page.TextContentAsync("#found"));
    }

    [TestMethod]
    public async Task Only_files_with_gaps_stay_when_asked_for()
    {
        await using var open = await Browser.Open(Small, "index.html");

        await open.Page.CheckAsync("#incomplete");

        Assert.AreEqual("long.py mod_2.py mod_10.py <img src=x onerror=alert(1)>.py app.py", await Files(open));
    }

    [TestMethod]
    public async Task Folders_show_the_sums_of_their_files_and_close()
    {
        await using var open = await Browser.Open(Small, "index.html");

        Assert.AreEqual(
            "pkg/5 files|415|42|86|42|83%", await open.Page.EvaluateAsync<string>("[...document.querySelector('tr.folder').cells].map(c => c.textContent).join('|')"));
        await open.Page.ClickAsync("tr.folder button");
        Assert.AreEqual("<img src=x onerror=alert(1)>.py app.py", await Files(open));
    }

    [TestMethod]
    public async Task The_list_sorts_by_any_column()
    {
        await using var open = await Browser.Open(Small, "index.html");
        await open.Page.Keyboard.PressAsync("t");

        await open.Page.ClickAsync("th[data-by=missing] button");

        StringAssert.StartsWith(await Files(open), "pkg/sub/long.py ");
        Assert.AreEqual("descending", await open.Page.GetAttributeAsync("th[data-by=missing]", "aria-sort"));
        await open.Page.ClickAsync("th[data-by=name] button");
        StringAssert.EndsWith(await Files(open), "pkg/sub/mod_2.py pkg/sub/mod_10.py");
    }

    [TestMethod]
    public async Task Without_scripts_every_file_is_listed_and_linked()
    {
        await using var open = await Browser.Open(Small, "index.html", new BrowserNewPageOptions { JavaScriptEnabled = false });

        Assert.AreEqual(7, await open.Page.Locator("#files tbody a").CountAsync());
    }

    [TestMethod]
    public async Task The_keys_go_from_gap_to_gap_and_around()
    {
        await using var open = await Browser.Open(Small, Site.PathOf("pkg/sub/long.py"));

        Assert.AreEqual("40 gaps", await open.Page.TextContentAsync("#step"));
        await open.Page.Keyboard.PressAsync("n");
        await open.Page.Keyboard.PressAsync("n");
        Assert.AreEqual("11", await open.Page.GetAttributeAsync(".here", "id"));
        Assert.AreEqual("2 of 40", await open.Page.TextContentAsync("#step"));
        await open.Page.Keyboard.PressAsync("p");
        await open.Page.Keyboard.PressAsync("p");
        Assert.AreEqual("391", await open.Page.GetAttributeAsync(".here", "id"));
        Assert.IsTrue(await open.Page.EvaluateAsync<bool>(
            "(() => { const r = document.querySelector('.here').getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight; })()"));
    }

    [TestMethod]
    public async Task The_chosen_theme_stays()
    {
        await using var open = await Browser.Open(Small, "index.html", new BrowserNewPageOptions { ColorScheme = ColorScheme.Light });

        await open.Page.Keyboard.PressAsync("d");
        await open.Page.ReloadAsync();

        Assert.AreEqual("dark", await open.Page.EvaluateAsync<string>("document.documentElement.dataset.theme"));
    }

    [TestMethod]
    [DataRow("index.html")]
    [DataRow("patch.html")]
    [DataRow("hotspots.html")]
    [DataRow("pkg/sub/long.py")]
    public async Task A_narrow_screen_needs_no_sideways_scrolling(string page)
    {
        await using var open = await Browser.Open(
            Small,
            PathOf(page),
            new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 360, Height = 700 } });

        Assert.AreEqual(360, await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [TestMethod]
    public async Task A_file_of_50_000_lines_opens()
    {
        using var site = new Site(CoverageReport.Of(Samples.Setting, [Projects.Long("huge.py", 50_000)]));
        await using var open = await Browser.Open(site, Site.PathOf("huge.py"));

        await open.Page.Keyboard.PressAsync("p");

        Assert.AreEqual("5000 of 5000", await open.Page.TextContentAsync("#step"));
        Assert.AreEqual("", string.Join('\n', open.Complaints));
    }

    /// <summary>1,000 files, at night 10,000.</summary>
    [TestMethod]
    public async Task An_index_of_very_many_files_opens_and_filters()
    {
        var count = Environment.GetEnvironmentVariable("ONCEOVER_NIGHTLY") == "1" ? 10_000 : 1000;
        var model = Samples.File("m.py");
        using var site = new Site(CoverageReport.Of(
            Samples.Setting,
            Enumerable.Range(0, count).Select(i => model with { FullPath = $"/srv/p{i % 100}/m{i}.py", Name = $"p{i % 100}/m{i}.py", ReadSource = () => "" })));
        await using var open = await Browser.Open(site, "index.html");

        Assert.AreEqual("", await Files(open));
        await open.Page.FillAsync("#filter", "p7/ m907");
        Assert.AreEqual("m907.py", await Files(open));
        Assert.AreEqual($"1 of {count:N0} files", await open.Page.TextContentAsync("#found"));
        await open.Page.FillAsync("#filter", "");
        await open.Page.CheckAsync("input[value=list]", new PageCheckOptions { Force = true });
        Assert.AreEqual(500, await open.Page.Locator("#files tbody tr").CountAsync());
        await open.Page.ClickAsync("#more");
        Assert.AreEqual(count, await open.Page.Locator("#files tbody tr").CountAsync());
        Assert.AreEqual("", string.Join('\n', open.Complaints));
    }

    [TestMethod]
    public async Task A_project_without_a_statement_says_so()
    {
        var empty = Samples.File("pkg/__init__.py", "");
        empty = empty with
        {
            Regions = [],
            Result = empty.Result with { Statements = Model.LineSet.Empty, Executed = Model.LineSet.Empty, Branches = Model.ArcSet.Empty, TakenBranches = Model.ArcSet.Empty },
        };
        using var site = new Site(CoverageReport.Of(Samples.Setting, [empty]));
        await using var open = await Browser.Open(site, "index.html");

        StringAssert.Contains(await open.Page.TextContentAsync(".hero"), "There is nothing to cover: no statement was found.");
        Assert.AreEqual("", string.Join('\n', open.Complaints));
        Assert.AreEqual("", await open.Violations());
    }

    [TestMethod]
    public async Task Clicking_a_line_shows_the_contexts_that_ran_it()
    {
        var file = Samples.File("app.py");
        file = file with { Contexts = file.Contexts.Add("test_a", Model.LineSet.Of(1)).Add("test_b", Model.LineSet.Of(1, 2)) };
        using var site = new Site(CoverageReport.Of(Samples.Setting, [file]), new ReportOptions { ShowContexts = true });
        await using var open = await Browser.Open(site, Site.PathOf("app.py"));

        await open.Page.ClickAsync("code[id='1']");

        Assert.AreEqual("test_a|test_b", await open.Page.EvaluateAsync<string>("[...document.querySelectorAll('.contexts li')].map(e => e.textContent).join('|')"));
        await open.Page.ClickAsync("code[id='1']");
        Assert.AreEqual(0, await open.Page.Locator(".contexts").CountAsync());
    }

    [TestMethod]
    [DataRow(ColorScheme.Light)]
    [DataRow(ColorScheme.Dark)]
    public async Task The_contexts_of_all_lines_are_shown_and_hidden_by_a_key(ColorScheme scheme)
    {
        var file = Samples.File("app.py");
        file = file with { Contexts = file.Contexts.Add("test_a", Model.LineSet.Of(1, 2)).Add("test_b", Model.LineSet.Of(2)) };
        using var site = new Site(CoverageReport.Of(Samples.Setting, [file]), new ReportOptions { ShowContexts = true });
        await using var open = await Browser.Open(site, Site.PathOf("app.py"), new BrowserNewPageOptions { ColorScheme = scheme });

        await open.Page.Keyboard.PressAsync("c");

        Assert.AreEqual("1: test_a; 2: test_a, test_b", await open.Page.EvaluateAsync<string>(
            "[...document.querySelectorAll('.contexts')].map(e => e.previousElementSibling.id + ': ' + [...e.children].map(li => li.textContent).join(', ')).join('; ')"));
        Assert.AreEqual("", await open.Violations());
        await open.Page.Keyboard.PressAsync("c");
        Assert.AreEqual(0, await open.Page.Locator(".contexts").CountAsync());
    }

    [TestMethod]
    public async Task On_a_narrow_screen_the_next_gap_is_always_at_hand()
    {
        await using var open = await Browser.Open(
            Small, Site.PathOf("pkg/sub/long.py"), new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 360, Height = 700 } });

        await open.Page.EvaluateAsync("scrollTo(0, 2000)");
        await open.Page.ClickAsync("[data-do=next]");

        StringAssert.EndsWith(await open.Page.TextContentAsync("#step"), " of 40");
    }

    [TestMethod]
    public async Task The_keys_go_through_the_gaps_of_a_patch_and_back_to_the_index()
    {
        await using var open = await Browser.Open(Small, "patch.html");

        await open.Page.Keyboard.PressAsync("n");
        await open.Page.Keyboard.PressAsync("n");
        Assert.AreEqual("21", await open.Page.GetAttributeAsync(".here", "data-n"));
        await open.Page.Keyboard.PressAsync("u");
        await open.Page.WaitForSelectorAsync("#files");
    }

    private static string PathOf(string page) => page.EndsWith(".html", StringComparison.Ordinal) ? page : Site.PathOf(page);

    /// <summary>The names of the files in the table, as shown, in order.</summary>
    private static Task<string> Files(OpenPage open) =>
        open.Page.EvaluateAsync<string>("[...document.querySelectorAll('#files tbody a')].map(a => a.textContent).join(' ')");
}
