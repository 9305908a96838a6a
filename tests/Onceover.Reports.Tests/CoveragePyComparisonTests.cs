using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Onceover.Reports.Tests;

/// <summary>Our writers against the files that coverage.py itself wrote about the same run.</summary>
[TestClass]
public partial class CoveragePyComparisonTests
{
    [TestMethod]
    [DataRow("branch", "plain")]
    [DataRow("branch", "m")]
    [DataRow("branch", "mskipcoveredskipemptysortmissprecision2")]
    [DataRow("lines", "plain")]
    [DataRow("lines", "m")]
    [DataRow("lines", "mskipcoveredskipemptysortmissprecision2")]
    public void The_text_table_is_the_same(string mode, string variant) =>
        Assert.AreEqual(
            Fixture.Text($"{CoveragePyReport.Folder}/{mode}-{variant}.txt"),
            Written.By(TextTable.Write, CoveragePyReport.Load(mode), Options(variant)));

    [TestMethod]
    [DataRow("branch", "plain")]
    [DataRow("branch", "m")]
    [DataRow("branch", "mskipcoveredskipemptysortmissprecision2")]
    [DataRow("lines", "plain")]
    [DataRow("lines", "m")]
    [DataRow("lines", "mskipcoveredskipemptysortmissprecision2")]
    public void The_markdown_table_is_the_same(string mode, string variant) =>
        Assert.AreEqual(
            Fixture.Text($"{CoveragePyReport.Folder}/{mode}-{variant}.md"),
            Written.By(MarkdownTable.Write, CoveragePyReport.Load(mode), Options(variant)));

    [TestMethod]
    [DataRow("branch")]
    [DataRow("lines")]
    public void The_json_is_the_same_but_for_who_wrote_it_when(string mode) =>
        Assert.AreEqual(
            WithoutMeta(Fixture.Text($"{CoveragePyReport.Folder}/{mode}.json")),
            WithoutMeta(Written.By(CoverageJson.Write, CoveragePyReport.Load(mode), new ReportOptions { PrettyPrint = true })));

    [TestMethod]
    [DataRow("branch")]
    [DataRow("lines")]
    public void The_lcov_tracefile_is_the_same_but_for_the_first_lines_of_functions(string mode) =>
        Assert.AreEqual(
            FirstLine().Replace(Fixture.Text($"{CoveragePyReport.Folder}/{mode}.lcov"), ""),
            FirstLine().Replace(Written.By(LcovTracefile.Write, CoveragePyReport.Load(mode)), ""));

    [TestMethod]
    [DataRow("branch")]
    [DataRow("lines")]
    public void The_cobertura_of_its_flavor_says_the_same(string mode) =>
        Assert.AreEqual(
            Comparable(Fixture.Text($"{CoveragePyReport.Folder}/{mode}.xml")),
            Comparable(Written.By(
                CoberturaXml.Write, CoveragePyReport.Load(mode), new ReportOptions { Cobertura = CoberturaFlavor.CoveragePy })));

    private static ReportOptions Options(string variant) => variant switch
    {
        "plain" => ReportOptions.Default,
        "m" => new ReportOptions { ShowMissing = true },
        _ => new ReportOptions { ShowMissing = true, SkipCovered = true, SkipEmpty = true, Sort = Sort("-miss"), Precision = 2 },
    };

    private static TableSort Sort(string text) =>
        TableSort.TryParse(text, out var sort) ? sort : throw new ArgumentException(text, nameof(text));

    private static string WithoutMeta(string json) => VersionOrTimestamp().Replace(json, "").TrimEnd();

    [GeneratedRegex("""^ +"(version|timestamp)": .*\n""", RegexOptions.Multiline)]
    private static partial Regex VersionOrTimestamp();

    /// <summary>Without comments, version and timestamp, and with attributes in one order.</summary>
    private static string Comparable(string xml)
    {
        var document = XDocument.Parse(xml);
        document.DescendantNodes().OfType<XComment>().ToList().ForEach(comment => comment.Remove());
        document.Root!.SetAttributeValue("version", null);
        document.Root.SetAttributeValue("timestamp", null);
        foreach (var element in document.Descendants())
        {
            element.ReplaceAttributes(element.Attributes().OrderBy(attribute => attribute.Name.LocalName, StringComparer.Ordinal));
        }

        return document.Root.ToString();
    }

    [GeneratedRegex(@"(?<=^FN:)\d+", RegexOptions.Multiline)]
    private static partial Regex FirstLine();
}
