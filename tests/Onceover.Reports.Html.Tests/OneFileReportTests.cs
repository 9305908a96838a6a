using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Onceover.Reports.Html.Tests;

[TestClass]
public partial class OneFileReportTests
{
    [TestMethod]
    public void Every_page_of_the_site_is_in_it()
    {
        var options = new ReportOptions { ExtraCss = "h1 { color: red }" };
        using var site = new Site(Projects.Small(), options);

        var pages = Pages(OneFile.Text(Projects.Small(), options));

        // But for what lies beside the page of hotspots in a folder.
        var files = Directory.GetFiles(Path.Combine(site.Folder, "files")).ToDictionary(path => $"files/{Path.GetFileName(path)}", File.ReadAllText);
        StringAssert.Contains(pages["hotspots.html"], "Machine.run");
        Assert.DoesNotContain("badge_", pages["hotspots.html"], StringComparison.Ordinal);
        pages.Remove("hotspots.html");
        CollectionAssert.AreEquivalent(files, pages);
    }

    [TestMethod]
    public void The_page_of_a_patch_is_in_it()
    {
        var stream = new MemoryStream();

        OneFileReport.Write(Projects.Small(), ReportOptions.Default, stream, Projects.Patch());

        var text = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        StringAssert.Contains(Pages(text)["patch.html"], "of the patch covered");
        StringAssert.Contains(text, "<a href=\"patch.html\">Patch</a>");
    }

    [TestMethod]
    public void It_loads_nothing()
    {
        var text = OneFile.Text(Projects.Small(), new ReportOptions { ExtraCss = "h1 { color: red }" });

        // Behind that stands a script that speaks of such elements.
        var page = text[..text.IndexOf("data-name=\"one-file.js\"", StringComparison.Ordinal)];
        Assert.IsFalse(Loads().IsMatch(page));
        StringAssert.Contains(text, "h1 { color: red }");
    }

    [TestMethod]
    public void A_style_sheet_that_would_end_its_element_is_refused() =>
        Assert.ThrowsExactly<InvalidOperationException>(() =>
            OneFile.Text(Projects.Small(), new ReportOptions { ExtraCss = "</style><script>alert(1)</script>" }));

    private static Dictionary<string, string> Pages(string text) => Packed().Matches(text).ToDictionary(
        page => page.Groups["name"].Value,
        page =>
        {
            using var zip = new GZipStream(new MemoryStream(Convert.FromBase64String(page.Groups["bytes"].Value)), CompressionMode.Decompress);
            using var reader = new StreamReader(zip, Encoding.UTF8);
            return reader.ReadToEnd();
        });

    [GeneratedRegex("""<script type="text/plain" data-page="(?<name>[^"]+)">(?<bytes>[^<]*)</script>""")]
    private static partial Regex Packed();

    [GeneratedRegex("""<(script|img|iframe)[^>]* src=|<link rel="stylesheet""")]
    private static partial Regex Loads();
}
