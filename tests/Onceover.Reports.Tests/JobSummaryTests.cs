using System.Globalization;
using System.Text;

namespace Onceover.Reports.Tests;

[TestClass]
public class JobSummaryTests
{
    [TestMethod]
    public void It_says_the_total_and_where_most_is_to_gain()
    {
        var text = Written.By(JobSummary.Write, Reports.Of(
            Reports.File("/srv/a.py", [1, 2], [1, 2]),
            Reports.File("/srv/b_c.py", [1, 2, 3], [1], [new(1, 2), new(1, 3)], [new(1, 2)]),
            Reports.File("/srv/d.py", [1, 2, 3, 4], [1])));

        StringAssert.StartsWith(
            text,
            """
            ## Coverage: 45%

            **5** of 9 statements never ran, **1** of 2 branches were never taken.

            | Most to gain | Statements missed | Branches missed | Covered |
            |---|---:|---:|---:|
            | b\_c.py | 2 | 1 | 40% |
            | d.py | 3 | 0 | 25% |

            <details><summary>All files (3)</summary>

            | Name
            """);
    }

    [TestMethod]
    public void A_source_that_changed_since_it_was_measured_is_named()
    {
        var text = Written.By(JobSummary.Write, Reports.Of(Reports.File("/srv/a_b.py", [1], [1]) with { SourceState = SourceState.Changed }));

        StringAssert.Contains(text, "\n> a\\_b.py was changed since it was measured\\: its lines may be off\n");
    }

    [TestMethod]
    public void Where_everything_ran_no_file_is_named_as_a_gap()
    {
        var text = Written.By(JobSummary.Write, Reports.Of(Reports.File("/srv/a.py", [1], [1])));

        StringAssert.Contains(text, "Everything ran.");
        Assert.DoesNotContain("Most to gain", text);
    }

    [TestMethod]
    public void Without_branches_none_are_spoken_of()
    {
        var setting = CoveragePyReport.Setting with { Branches = false };

        var text = Written.By(JobSummary.Write, CoverageReport.Of(setting, [Reports.File("/srv/a.py", [1, 2], [1])]));

        Assert.DoesNotContain("ranch", text);
        StringAssert.Contains(text, "**1** of 2 statements never ran.\n");
    }

    [TestMethod]
    public void Ten_thousand_files_fit_what_github_accepts()
    {
        var names = Enumerable.Range(0, 10_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"/srv/a_rather_long_name_of_a_folder/module_{i}.py"));

        var text = Written.By(JobSummary.Write, Reports.Of([.. names.Select(name => Reports.File(name))]));

        Assert.IsLessThan(JobSummary.MaxBytes, Encoding.UTF8.GetByteCount(text));
        StringAssert.Contains(text, "The table of all 10,000 files is too long");
    }

    [TestMethod]
    public void Names_stay_text_on_one_line()
    {
        var text = Written.By(JobSummary.Write, Reports.Of(Reports.File("/srv/<img src=x onerror=alert(1)>|\n# a.py")));

        Assert.DoesNotContain("<img", text.Replace(@"\<", "", StringComparison.Ordinal));
        Assert.DoesNotContain("\n# a", text);
        StringAssert.Contains(text, @"\|\?\# a.py");
    }
}
