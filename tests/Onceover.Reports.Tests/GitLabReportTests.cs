using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Onceover.Reports.Tests;

[TestClass]
public partial class GitLabReportTests
{
    [TestMethod]
    [DataRow(2_000, 100)]
    [DataRow(1_000_000, 2)]
    [DataRow(2_000, 2)]
    [DataRow(1_000_000, 100)]
    public void The_parts_keep_to_the_limits_and_hold_every_line_once(int maxBytes, int maxSources)
    {
        var report = Project(files: 40, roots: 8);

        var parts = GitLabReport.Parts(report, ReportOptions.Default, maxBytes, maxSources).ToList();

        Assert.IsTrue(parts.TrueForAll(part => part.Length <= maxBytes), "a part is too long");
        var documents = parts.ConvertAll(Document);
        Assert.IsTrue(documents.TrueForAll(xml => xml.Descendants("source").Count() <= maxSources), "a part has too many source folders");
        documents.ForEach(xml => Schema.Validate(xml, "cobertura-04.xsd"));
        CollectionAssert.AreEqual(Lines(Document(Whole(report))), documents.SelectMany(Lines).Order(StringComparer.Ordinal).ToList());
    }

    [TestMethod]
    public void A_single_file_that_is_too_long_is_cut_between_its_lines()
    {
        var report = CoverageReport.Of(CoveragePyReport.Setting, [Reports.File("/srv/long.py", [.. Enumerable.Range(1, 500)], [7, 400], [new(7, 8), new(7, 9)], [new(7, 8)])]);

        var parts = GitLabReport.Parts(report, ReportOptions.Default, maxBytes: 4_000, maxSources: 100).ToList();

        Assert.IsGreaterThan(4, parts.Count);
        Assert.IsTrue(parts.TrueForAll(part => part.Length <= 4_000));
        CollectionAssert.AreEqual(Lines(Document(Whole(report))), parts.SelectMany(part => Lines(Document(part))).Order(StringComparer.Ordinal).ToList());
    }

    [TestMethod]
    public void What_fits_is_one_file()
    {
        using var parent = new TemporaryFolder();

        GitLabReport.Write(CoveragePyReport.Load("branch"), ReportOptions.Default, parent["out"]);

        Assert.AreEqual("cobertura-001.xml", string.Join(' ', Directory.GetFiles(parent["out"], "*.xml").Select(Path.GetFileName)));
    }

    [TestMethod]
    public void A_report_without_a_file_is_one_document() =>
        Assert.HasCount(1, GitLabReport.Parts(Reports.Of(), ReportOptions.Default, maxBytes: 10, maxSources: 0));

    [TestMethod]
    [DataRow(0, "54")]
    [DataRow(2, "54.29")]
    public void The_log_has_the_line_that_gitlabs_expression_reads(int precision, string percent)
    {
        var report = Reports.Of(Reports.File("/srv/a.py", [.. Enumerable.Range(1, 35)], [.. Enumerable.Range(1, 19)]));
        var options = new ReportOptions { Precision = precision };

        foreach (var log in new[] { GitLabReport.LogLines(report, options, "/srv/out").Single(), Written.By(TextTable.Write, report, options) })
        {
            Assert.AreEqual(percent + "%", Documented().Matches(log).Last().Groups[1].Value);
        }
    }

    /// <summary>What GitLab's documentation gives for pytest-cov, per line of the log.</summary>
    [GeneratedRegex(@"TOTAL.*? (100(?:\.0+)?\%|[1-9]?\d(?:\.\d+)?\%)$", RegexOptions.Multiline)]
    private static partial Regex Documented();

    private static CoverageReport Project(int files, int roots) => CoverageReport.Of(
        CoveragePyReport.Setting with { SourceFolders = [.. Enumerable.Range(0, roots).Select(root => string.Create(CultureInfo.InvariantCulture, $"/srv/root{root}"))] },
        Enumerable.Range(0, files).Select(file => Reports.File(
            string.Create(CultureInfo.InvariantCulture, $"/srv/root{file % roots}/package/module{file}.py"), [1, 2, 3, 4], [1, 2], [new(2, 3), new(2, 4)], [new(2, 3)])));

    private static MemoryStream Whole(CoverageReport report)
    {
        var stream = new MemoryStream();
        CoberturaXml.Write(report, ReportOptions.Default, stream);
        return stream;
    }

    private static XDocument Document(MemoryStream part) => XDocument.Parse(Encoding.UTF8.GetString(part.ToArray()));

    private static List<string> Lines(XDocument xml) =>
    [
        .. xml.Descendants("class")
            .SelectMany(file => file.Descendants("line").Select(line => $"{file.Attribute("filename")!.Value} {line}"))
            .Order(StringComparer.Ordinal),
    ];
}
