using System.Xml.Linq;
using System.Xml.Schema;
using Onceover.Model;

namespace Onceover.Reports.Tests;

[TestClass]
public class CoberturaXmlTests
{
    [TestMethod]
    [DataRow("branch")]
    [DataRow("lines")]
    public void A_strict_report_keeps_to_the_grammar(string mode) => Validate(Xml(CoveragePyReport.Load(mode)));

    [TestMethod]
    public void Conditions_stand_in_their_line_and_keep_to_the_grammar()
    {
        var plain = Reports.File("/srv/a.py", statements: [1, 2], executed: [1, 2]);
        var report = Reports.Of(plain with
        {
            Result = plain.Result with
            {
                Conditions =
                [
                    new(2, new(2, 3, 2, 4, ConditionKind.Operand), SeenTrue: true, SeenFalse: true),
                    new(2, new(3, 3, 3, 4, ConditionKind.Operand), SeenTrue: false, SeenFalse: true),
                    new(2, new(3, 8, 3, 9, ConditionKind.Filter), SeenTrue: false, SeenFalse: false),
                ],
            },
        });

        var xml = Xml(report);

        Validate(xml);
        Assert.AreEqual(
            """
            <line number="2" hits="1"><conditions>
            <condition number="0" type="jump" coverage="100%" /><condition number="1" type="jump" coverage="50%" />
            <condition number="2" type="jump" coverage="0%" /></conditions></line>
            """.ReplaceLineEndings(""),
            xml.Descendants("line").Single(line => line.HasElements).ToString(SaveOptions.DisableFormatting));
        Assert.IsFalse(xml.Descendants("line").First().HasElements);
    }

    [TestMethod]
    public void An_empty_report_keeps_to_the_grammar() => Validate(Xml(Reports.Of()));

    [TestMethod]
    public void Names_that_xml_cannot_hold_keep_to_the_grammar()
    {
        var xml = Xml(Reports.Of(Reports.File("/srv/a\u0001<&\">\ud800.py"), Reports.File("/srv/😀.py")));

        Validate(xml);
        StringAssert.Contains(xml.ToString(), "a\uFFFD&lt;&amp;&quot;&gt;\uFFFD.py");
        StringAssert.Contains(xml.ToString(), "😀.py");
    }

    [TestMethod]
    public void The_schema_refuses_missing_branches()
    {
        var xml = Xml(CoveragePyReport.Load("branch"), new ReportOptions { Cobertura = CoberturaFlavor.CoveragePy });

        Assert.ThrowsExactly<XmlSchemaValidationException>(() => Validate(xml));
    }

    [TestMethod]
    public void The_timestamp_is_in_unix_seconds() =>
        Assert.AreEqual(
            CoveragePyReport.Setting.Timestamp.ToUnixTimeSeconds(), (long)Xml(Reports.Of()).Root!.Attribute("timestamp")!);

    [TestMethod]
    public void Two_roots_with_the_same_package_stay_apart()
    {
        var report = CoverageReport.Of(
            CoveragePyReport.Setting with { SourceFolders = ["/srv/one", "/srv/two"] },
            [
                Reports.File("/srv/one/pkg/mod.py", statements: [1, 2], executed: [1, 2]),
                Reports.File("/srv/two/pkg/mod.py", statements: [1]),
                Reports.File("/srv/two/pkg/other.py", statements: [1]),
            ]);

        var xml = Xml(report);

        Validate(xml);
        Assert.AreEqual(
            "one/pkg/mod.py pkg/other.py two/pkg/mod.py",
            string.Join(' ', xml.Descendants("class").Select(element => element.Attribute("filename")!.Value).Order(StringComparer.Ordinal)));
        Assert.AreEqual("4", xml.Root!.Attribute("lines-valid")!.Value);
        Assert.AreEqual("/srv /srv/one /srv/two", string.Join(' ', xml.Descendants("source").Select(element => element.Value)));
    }

    [TestMethod]
    public void Folders_below_the_depth_share_a_package()
    {
        var xml = Xml(Reports.Of(Reports.File("/srv/a/b/c/mod.py"), Reports.File("/srv/a/b/d/mod.py")), new ReportOptions { PackageDepth = 2 });

        Assert.AreEqual("a.b", xml.Descendants("package").Single().Attribute("name")!.Value);
        Assert.AreEqual("c/mod.py d/mod.py", string.Join(' ', xml.Descendants("class").Select(element => element.Attribute("name")!.Value)));
    }

    [TestMethod]
    public void Condition_coverage_counts_the_ways_that_were_taken()
    {
        var xml = Xml(Reports.Of(Reports.File(
            "/srv/a.py", [1, 2, 3], [1, 2], [new Arc(1, 2), new Arc(1, 3), new Arc(1, -1)], [new Arc(1, 2)])));

        Assert.AreEqual("33% (1/3)", xml.Descendants("line").First().Attribute("condition-coverage")!.Value);
    }

    [TestMethod]
    public void Files_without_statements_are_left_out_on_demand()
    {
        var report = Reports.Of(Reports.File("/srv/a.py"), Reports.File("/srv/empty.py", statements: []));

        Assert.AreEqual(2, Xml(report).Descendants("class").Count());
        Assert.AreEqual(1, Xml(report, new ReportOptions { SkipEmpty = true }).Descendants("class").Count());
    }

    private static XDocument Xml(CoverageReport report, ReportOptions? options = null) =>
        XDocument.Parse(Written.By(CoberturaXml.Write, report, options));

    private static void Validate(XDocument xml) => Schema.Validate(xml, "cobertura-04.xsd");
}
