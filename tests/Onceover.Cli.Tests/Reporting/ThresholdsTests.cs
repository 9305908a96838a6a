using Onceover.Cli.Reporting;
using Onceover.Model;
using Onceover.Reports;

namespace Onceover.Cli.Tests.Reporting;

[TestClass]
public sealed class ThresholdsTests
{
    private static readonly CoverageReport Report = CoverageReport.Of(
        new ReportSetting { Branches = true, Timestamp = DateTimeOffset.UnixEpoch, ToolVersion = "1", WorkingDirectory = "/srv" },
        [File("src/core/a.py", 40, 30), File("src/core/b.py", 60, 59), File("src/web.py", 100, 61)]);

    [TestMethod]
    public void The_table_says_what_was_missed_and_by_how_much()
    {
        var missed = Missed(new Thresholds(90, 50, 70, [Pattern("src/core/**=95"), Pattern("src/*.py=61"), Pattern("docs/**=1")]));

        Assert.AreEqual(
            """
            4 thresholds missed
                                covered  needed  short by  to go
              total                 75%     90%        15     29
              src/core/**           89%     95%         6      6
              docs/**      no such file      1%
              src/web.py            61%     70%         9      9
            """,
            string.Join('\n', ThresholdTable.Lines(missed, 0)));
    }

    /// <summary>Exactly that many more and the threshold is reached; one less and it is not.</summary>
    [TestMethod]
    [DataRow(90, 0)]
    [DataRow(89.5, 1)]
    [DataRow(100, 0)]
    [DataRow(75.5, 0)]
    [DataRow(99.999, 3)]
    public void To_go_is_the_least_number_that_is_enough(double needed, int precision)
    {
        var missed = MissedThreshold.Of("total", (150, 200), needed, precision)!;

        Assert.IsNull(MissedThreshold.Of("total", (150 + missed.ToGo, 200), needed, precision));
        Assert.IsNotNull(MissedThreshold.Of("total", (149 + missed.ToGo, 200), needed, precision));
    }

    [TestMethod]
    public void What_is_missed_by_little_is_not_short_by_nothing()
    {
        var missed = MissedThreshold.Of("total", (99_999_999, 100_000_000), 100, 0)!;

        StringAssert.Contains(string.Join('\n', ThresholdTable.Lines([missed], 0)), "99%    100%      0.01      1");
    }

    [TestMethod]
    public void Nothing_to_cover_misses_nothing() => Assert.IsEmpty(Missed(new Thresholds(null, 100, null, [])));

    [TestMethod]
    [DataRow("src/**")]
    [DataRow("=90")]
    [DataRow("src/**=ninety")]
    [DataRow("src/**=101")]
    [DataRow("src/**=-1")]
    [DataRow("src/**=NaN")]
    [DataRow("src/a***b=90")]
    public void What_is_no_pattern_with_a_percentage_is_refused(string value) =>
        Assert.ThrowsExactly<MistakeException>(() => Pattern(value));

    [TestMethod]
    public void A_pattern_may_have_an_equals_sign() => Assert.AreEqual("a=b/**", Pattern("a=b/**=90").Glob);

    private static PatternThreshold Pattern(string value) => PatternThreshold.Parse("--fail-under-pattern", value, "/srv");

    private static List<MissedThreshold> Missed(Thresholds thresholds) => [.. thresholds.Missed(Report, 0)];

    private static ReportFile File(string name, int statements, int executed) => new()
    {
        FullPath = $"/srv/{name}",
        Name = name,
        Result = new FileResult
        {
            Path = name,
            Statements = LineSet.From(Enumerable.Range(1, statements)),
            Executed = LineSet.From(Enumerable.Range(1, executed)),
            Excluded = LineSet.Empty,
            Branches = ArcSet.Empty,
            TakenBranches = ArcSet.Empty,
        },
    };
}
