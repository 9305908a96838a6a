using System.Text.RegularExpressions;
using Onceover.Model;

namespace Onceover.Reports.Html.Tests;

[TestClass]
public sealed partial class PatchPageTests
{
    [TestMethod]
    public void The_page_shows_what_of_the_patch_did_not_run_with_its_surroundings()
    {
        using var site = SiteOf(Change(new Hunk(3, 0, 3, 2)), PatchBefore.Nothing);

        Assert.AreEqual("1:ran 2:partial 3:ran new 4:missed new 5: 6: 7:ran", Lines(site));
        StringAssert.Contains(site["patch.html"], "<b>1</b> of 2 changed statements never ran");
    }

    [TestMethod]
    public void Changed_lines_are_marked_on_the_pages_of_files()
    {
        using var site = SiteOf(Change(new Hunk(3, 0, 3, 2)), PatchBefore.Nothing);

        StringAssert.Contains(site.PageOf("app.py"), """<code id="4" class="missed new">""");
    }

    [TestMethod]
    public void What_was_lost_outside_stands_apart()
    {
        using var site = SiteOf(null, new PatchBefore(new Executed(LineSet.Of(4), ArcSet.Of(new Arc(2, 4))), LineShift.None));

        StringAssert.Contains(site["patch.html"], "1 statement and 1 branch ran in the base run and no longer do.");
        StringAssert.Contains(site["patch.html"], "The patch touches no measured statement.");
    }

    [TestMethod]
    public void A_site_without_a_patch_has_no_page_of_one()
    {
        using var site = new Site(Samples.Report("app.py"));

        Assert.IsFalse(File.Exists(Path.Combine(site.Folder, "patch.html")));
        Assert.DoesNotContain("patch.html", site.Index);
    }

    private static FileChange Change(params Hunk[] hunks) => new("app.py", "app.py", LineShift.Of(hunks));

    private static Site SiteOf(FileChange? change, PatchBefore before)
    {
        var report = Samples.Report("app.py");
        var patch = PatchReport.Of(report, new PatchBase("main", "0123456789"), [PatchFile.Of(report.Files[0], change, before)]) with { ComparesOutside = true };
        return new Site(report, patch: patch);
    }

    private static string Lines(Site site) =>
        string.Join(' ', Line().Matches(site["patch.html"]).Select(match => $"{match.Groups["number"].Value}:{match.Groups["state"].Value}"));

    [GeneratedRegex("""<code data-n="(?<number>\d+)" class="(?<state>[^"]*)">""")]
    private static partial Regex Line();
}
