using System.Globalization;
using System.Text.RegularExpressions;
using Onceover.EndToEnd.Tests.Machine;
using Onceover.Model;

namespace Onceover.Reports.Tests;

/// <summary>lcov's own genhtml, as tests/guests/install lays it, reads what we write and counts the same.</summary>
[TestClass]
public partial class LcovReadByGenhtmlTests
{
    [TestMethod]
    [DataRow("branch", false)]
    [DataRow("branch", true)]
    [DataRow("lines", false)]
    public async Task It_counts_the_same(string mode, bool checksums)
    {
        var report = CoveragePyReport.Load(mode);

        var counts = await Read(report, Path.Combine(Fixture.PathOf(CoveragePyReport.Folder), "project"), new ReportOptions { LineChecksums = checksums });

        Assert.AreEqual(Counts(report.Totals), counts);
    }

    [TestMethod]
    [DataRow("two words, and a comma.py")]
    [DataRow("ä/漢字 😀.py")]
    [DataRow("-o.py")]
    [DataRow("100%<b>&amp;.py")]
    public async Task It_finds_files_of_any_name(string name)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
        await File.WriteAllTextAsync(folder[name], "if x:\n    y = 1\nz = 2\n");
        var report = Reports.Of(Reports.File($"/srv/{name}", [1, 2, 3], [1, 3], [new(1, 2), new(1, 3)], [new(1, 3)]));

        Assert.AreEqual("2 of 3 lines, 1 of 2 branches", await Read(report, folder.FullName, ReportOptions.Default));
    }

    private static async Task<string> Read(CoverageReport report, string sources, ReportOptions options)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["coverage.lcov"], Written.By(LcovTracefile.Write, report, options));
        var command = new Command(
            Path.Combine(Guest.Folder, "genhtml"),
            ["--branch-coverage", .. options.LineChecksums ? ["--checksum"] : Array.Empty<string>(), "-o", folder["html"], folder["coverage.lcov"]])
        {
            Folder = sources,
        };

        var outcome = (await command.RunAsync()).Expecting(0);

        StringAssert.Contains(outcome.Output, "no messages were reported");
        return string.Join(", ", Overall().Matches(outcome.Output).Select(match => match.Groups["counts"].Value).Where(counts => !counts.EndsWith("functions", StringComparison.Ordinal)));
    }

    private static string Counts(Totals totals) => string.Create(CultureInfo.InvariantCulture, $"{totals.Executed} of {totals.Statements} lines")
        + (totals.Branches > 0 ? string.Create(CultureInfo.InvariantCulture, $", {totals.TakenBranches} of {totals.Branches} branches") : "");

    /// <summary>The last lines that it says: <c>  lines.......: 83.3% (5 of 6 lines)</c>.</summary>
    [GeneratedRegex(@"^  (lines|functions|branches)\.+: [\d.]+% \((?<counts>\d+ of \d+ \w+)\)", RegexOptions.Multiline)]
    private static partial Regex Overall();
}
