using System.Xml.Linq;
using Onceover.Model;

namespace Onceover.Reports.Tests;

[TestClass]
public class SonarQubeXmlTests
{
    [TestMethod]
    [DataRow("branch")]
    [DataRow("lines")]
    public void A_report_keeps_to_the_grammar(string mode) => Schema.Validate(Xml(CoveragePyReport.Load(mode)), "sonar-generic-coverage.xsd");

    [TestMethod]
    public void An_empty_report_keeps_to_the_grammar() => Schema.Validate(Xml(Reports.Of()), "sonar-generic-coverage.xsd");

    [TestMethod]
    public void Names_that_xml_cannot_hold_keep_to_the_grammar()
    {
        var xml = Xml(Reports.Of(Reports.File("/srv/a\u0001<&\">\ud800.py"), Reports.File("/srv/😀.py")));

        Schema.Validate(xml, "sonar-generic-coverage.xsd");
        Assert.AreEqual("a\uFFFD<&\">\uFFFD.py 😀.py", string.Join(' ', xml.Descendants("file").Select(file => file.Attribute("path")!.Value)));
    }

    [TestMethod]
    public void Every_statement_is_a_line_to_cover_with_its_branches()
    {
        var xml = Xml(Reports.Of(Reports.File("/srv/a.py", [1, 2, 5], [1, 2], [new Arc(1, 2), new Arc(1, 5)], [new Arc(1, 2)])));

        Assert.AreEqual(
            """
            <file path="a.py">
              <lineToCover lineNumber="1" covered="true" branchesToCover="2" coveredBranches="1" />
              <lineToCover lineNumber="2" covered="true" />
              <lineToCover lineNumber="5" covered="false" />
            </file>
            """,
            xml.Descendants("file").Single().ToString());
    }

    /// <summary>Read back, the document says of every line what the report says.</summary>
    [TestMethod]
    public void Nothing_is_lost_or_added()
    {
        var report = CoveragePyReport.Load("branch");

        var files = Xml(report).Descendants("file").ToDictionary(file => file.Attribute("path")!.Value);

        Assert.HasCount(report.Files.Length, files);
        foreach (var file in report.Files)
        {
            var lines = files[file.Name].Elements("lineToCover").ToList();
            Assert.AreEqual(file.Result.Statements, LineSet.From(lines.Select(Number)));
            Assert.AreEqual(file.Result.Executed, LineSet.From(lines.Where(line => (bool)line.Attribute("covered")!).Select(Number)));
            Assert.AreEqual(file.Totals.Branches, lines.Sum(line => (int?)line.Attribute("branchesToCover") ?? 0));
            Assert.AreEqual(file.Totals.TakenBranches, lines.Sum(line => (int?)line.Attribute("coveredBranches") ?? 0));
        }
    }

    private static int Number(XElement line) => (int)line.Attribute("lineNumber")!;

    private static XDocument Xml(CoverageReport report) => XDocument.Parse(Written.By(SonarQubeXml.Write, report));
}
