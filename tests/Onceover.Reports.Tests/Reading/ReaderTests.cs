using Onceover.Model;

namespace Onceover.Reports.Tests;

/// <summary>What coverage.py wrote about one run, and what our writers write about it, read back to the same sets.</summary>
[TestClass]
public sealed class ReaderTests
{
    [TestMethod]
    [DataRow("branch")]
    [DataRow("lines")]
    public void Coverage_pys_json_reads_as_what_it_says(string mode) => Assert.AreEqual(
        Expected(mode), Foreign.Figures(Foreign.Json(Fixture.Text($"{CoveragePyReport.Folder}/{mode}.json"))));

    [TestMethod]
    [DataRow("branch")]
    [DataRow("lines")]
    public void Coverage_pys_lcov_reads_as_its_json(string mode) => Assert.AreEqual(
        Expected(mode), Foreign.Figures(Foreign.Lcov(Fixture.Text($"{CoveragePyReport.Folder}/{mode}.lcov"))));

    [TestMethod]
    [DataRow("branch")]
    [DataRow("lines")]
    public void Coverage_pys_xml_has_its_lines_and_as_many_branches(string mode)
    {
        var run = Foreign.Cobertura(Fixture.Text($"{CoveragePyReport.Folder}/{mode}.xml").Replace("/srv", "", StringComparison.Ordinal));

        Assert.AreEqual(Totals(mode), Totals(run));
    }

    [TestMethod]
    [DataRow("branch")]
    [DataRow("lines")]
    public void Our_json_reads_back(string mode) =>
        Assert.AreEqual(Expected(mode), Foreign.Figures(Foreign.Json(Written.By(CoverageJson.Write, CoveragePyReport.Load(mode)))));

    [TestMethod]
    [DataRow("branch")]
    [DataRow("lines")]
    public void Our_lcov_reads_back(string mode) => Assert.AreEqual(
        Expected(mode), Foreign.Figures(Foreign.Lcov(Written.By(LcovTracefile.Write, CoveragePyReport.Load(mode)))));

    [TestMethod]
    [DataRow("branch")]
    [DataRow("lines")]
    public void Our_xml_reads_back(string mode) =>
        Assert.AreEqual(Totals(mode), Totals(Foreign.Cobertura(Written.By(CoberturaXml.Write, CoveragePyReport.Load(mode)))));

    [TestMethod]
    [DataRow("branch")]
    [DataRow("lines")]
    public void Our_sonarqube_report_reads_back(string mode)
    {
        var run = Foreign.SonarQube(Written.By(SonarQubeXml.Write, CoveragePyReport.Load(mode)));

        Assert.AreEqual(Lines(Foreign.Json(Fixture.Text($"{CoveragePyReport.Folder}/{mode}.json"))), Lines(run));
        Assert.AreEqual(Totals(mode), Totals(run));
    }

    [TestMethod]
    [DataRow("branch", Unknowns.Contexts)]
    [DataRow("lines", Unknowns.Contexts | Unknowns.Branches)]
    public void What_a_report_does_not_say_is_unknown(string mode, Unknowns unknown)
    {
        Assert.AreEqual(unknown, Foreign.UnknownIn(Foreign.Json(Fixture.Text($"{CoveragePyReport.Folder}/{mode}.json"))));
        Assert.AreEqual(unknown, Foreign.UnknownIn(Foreign.Lcov(Fixture.Text($"{CoveragePyReport.Folder}/{mode}.lcov"))));
        Assert.AreEqual(unknown, Foreign.UnknownIn(Foreign.Cobertura(Fixture.Text($"{CoveragePyReport.Folder}/{mode}.xml"))));
        Assert.AreEqual(unknown, Foreign.UnknownIn(Foreign.SonarQube(Written.By(SonarQubeXml.Write, CoveragePyReport.Load(mode)))));
    }

    private static string Expected(string mode) => string.Join("\n", CoveragePyReport.Load(mode).Files
        .OrderBy(file => file.Name, StringComparer.Ordinal)
        .Select(file => Foreign.Figures(file.Result with { Path = file.Name })));

    private static string Lines(Run run) => string.Join("\n", run.Files.Values
        .Select(file => FileResult.Of(file, SourceView.Plain))
        .Select(result => $"{result.Path} {string.Join(' ', result.Executed)}/{string.Join(' ', result.Statements)}"));

    private static string Totals(string mode) => Text(CoveragePyReport.Load(mode).Files.Select(file => file.Result));

    private static string Totals(Run run) => Text(run.Files.Values.Select(file => FileResult.Of(file, SourceView.Plain)));

    private static string Text(IEnumerable<FileResult> results)
    {
        var totals = results.Aggregate(default(Totals), (sum, next) => sum + next.Totals);
        return $"{totals.Files} files, {totals.Executed}/{totals.Statements}, {totals.TakenBranches}/{totals.Branches}";
    }
}
