using System.Text.RegularExpressions;
using Onceover.Model;

namespace Onceover.Reports.Html.Tests;

[TestClass]
public partial class SiteReportTests
{
    [TestMethod]
    public void The_index_names_every_file_with_its_percentage_and_links_to_its_page()
    {
        using var site = new Site(Samples.Report("app.py", "pkg/mod.py"));

        var index = site.Index;

        Assert.AreEqual("app.py pkg/mod.py", string.Join(' ', Rows().Matches(index).Select(match => match.Groups["name"].Value)));
        Assert.AreEqual("71% 71%", string.Join(' ', Rows().Matches(index).Select(match => match.Groups["percent"].Value)));
        foreach (Match row in Rows().Matches(index))
        {
            StringAssert.Contains(site[row.Groups["page"].Value], row.Groups["name"].Value);
        }
    }

    [TestMethod]
    public void The_total_is_what_the_text_report_says()
    {
        using var site = new Site(Samples.Report("app.py", "b.py"), new ReportOptions { Precision = 2 });

        StringAssert.Contains(site.Index, "<strong>71.43<small>%</small></strong>");
    }

    [TestMethod]
    public void Each_line_has_its_state()
    {
        using var site = new Site(Samples.Report("app.py"));

        Assert.AreEqual("1:ran 2:partial 3:ran 4:missed 5: 6: 7:ran", States(site.PageOf("app.py")));
    }

    [TestMethod]
    public void The_lines_that_continue_a_statement_share_its_state()
    {
        var file = Samples.File("app.py") with { FirstLines = LineMap.Of([new LineRange(4, 6)]) };
        using var site = new Site(CoverageReport.Of(Samples.Setting, [file]));

        Assert.AreEqual("1:ran 2:partial 3:ran 4:missed 5:missed more 6:missed more 7:ran", States(site.PageOf("app.py")));
    }

    [TestMethod]
    public void Excluded_lines_are_marked()
    {
        var file = Samples.File("app.py");
        file = file with { Result = file.Result with { Statements = LineSet.Of(1, 7), Executed = LineSet.Of(1), Excluded = LineSet.Of(2, 3, 4) } };
        using var site = new Site(CoverageReport.Of(Samples.Setting with { Branches = false }, [file]));

        Assert.AreEqual("1:ran 2:excluded 3:excluded 4:excluded 5: 6: 7:missed", States(site.PageOf("app.py")));
    }

    [TestMethod]
    public void A_partial_branch_says_what_never_happened()
    {
        using var site = new Site(Samples.Report("app.py"));

        StringAssert.Contains(
            site.PageOf("app.py"), """<p class="note">never jumped to <a href="#4">line 4</a>: the condition was never false</p>""");
    }

    [TestMethod]
    public void What_decides_is_marked_at_its_columns()
    {
        var file = Samples.File("app.py");
        var condition = new Condition(3, 15, 3, 16, ConditionKind.Operand);
        file = file with { Result = file.Result with { Conditions = [new ConditionResult(3, condition, SeenTrue: true, SeenFalse: false)] } };
        using var site = new Site(CoverageReport.Of(Samples.Setting, [file]));

        StringAssert.Contains(site.PageOf("app.py"), """>    if <u class="decision">a</u>:</code>""");
        StringAssert.Contains(
            site.PageOf("app.py"), """>        return <u class="condition">1</u></code><p class="note hint">`1` was never false</p>""");
    }

    [TestMethod]
    public void Functions_and_classes_have_their_own_figures()
    {
        var file = Samples.File("app.py");
        using var site = new Site(CoverageReport.Of(Samples.Setting, [file with { Regions = [.. file.Regions, new Region(RegionKind.Class, "C", 2, LineSet.Of(2, 3))] }]));

        StringAssert.Contains(site.PageOf("app.py"), """<a href="#1"><code>f</code></a></th><td class="n">3</td><td class="n bad">1</td>""");
        StringAssert.Contains(site.PageOf("app.py"), """<a href="#2"><code>C</code></a></th><td class="n">2</td><td class="n">0</td>""");
    }

    [TestMethod]
    public void Names_and_source_that_look_like_markup_stay_text()
    {
        const string Hostile = "<img src=x onerror=alert(1)>\"'&";
        var file = Samples.File($"{Hostile}.py", $"{Hostile}\n</code></script>{{{{ file.name }}}}\n") with
        {
            Regions = [new Region(RegionKind.Function, Hostile, 1, LineSet.Of(1, 2))],
        };
        var setting = Samples.Setting with { Notes = [Hostile] };
        using var site = new Site(CoverageReport.Of(setting, [file]), new ReportOptions { Title = Hostile });

        foreach (var page in new[] { site.Index, site.PageOf($"{Hostile}.py") })
        {
            Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
            Assert.DoesNotContain("</code></script>", page, StringComparison.Ordinal);
        }

        StringAssert.Contains(site.PageOf($"{Hostile}.py"), "{{ file.name }}");
    }

    [TestMethod]
    public void What_would_turn_the_direction_of_writing_is_shown_instead_of_obeyed()
    {
        const string Turned = "a\u202Egnp.py";
        using var site = new Site(CoverageReport.Of(Samples.Setting, [Samples.File(Turned, "x = '\u2066\f'\nif x:\n    y\n")]));

        foreach (var page in new[] { site.Index, site.PageOf(Turned) })
        {
            Assert.DoesNotMatchRegex(Obeyed, page);
            StringAssert.Contains(page, "a\uFFFDgnp.py");
        }

        StringAssert.Contains(site.PageOf(Turned), "\uFFFD\u240C");
    }

    [TestMethod]
    public void The_index_names_files_that_changed_since_they_were_measured()
    {
        using var site = new Site(CoverageReport.Of(Samples.Setting, [Samples.File("a.py"), Samples.File("b.py") with { SourceState = SourceState.Changed }]));

        StringAssert.Contains(site.Index, $"1 file was changed since being measured, so marks and figures may be off: <a href=\"files/{PageNames.Of("b.py")}\">b.py</a></li>");
    }

    [TestMethod]
    public void Statements_that_all_ran_are_not_counted_as_missing()
    {
        var file = Samples.File("app.py");
        using var site = new Site(CoverageReport.Of(Samples.Setting, [file with { Result = file.Result with { Executed = file.Result.Statements } }]));

        StringAssert.Contains(site.Index, "Every statement ran, but <b>1</b> of 2 branches was never taken. The gaps");
        StringAssert.Contains(site.PageOf("app.py"), "every statement ran, but <b>1</b> of 2 branches was never taken</span>");
    }

    [TestMethod]
    public void Names_that_differ_in_case_or_punctuation_have_pages_of_their_own()
    {
        var names = new[] { "a/b.py", "a_b.py", "A_B.py", "a/b_py", new string('x', 300) + "1.py", new string('x', 300) + "2.py", "ä.py", "ö.py" };

        var pages = names.Select(PageNames.Of).ToList();

        Assert.HasCount(names.Length, pages.Distinct(StringComparer.OrdinalIgnoreCase));
        Assert.IsTrue(pages.All(page => page.Length <= 255 && Regex.IsMatch(page, @"\A[A-Za-z0-9_.-]+\z")));
    }

    [TestMethod]
    public void A_source_that_is_gone_is_said_and_has_no_lines()
    {
        var file = Samples.File("gone.py") with { ReadSource = () => null, SourceState = SourceState.Missing };
        using var site = new Site(CoverageReport.Of(Samples.Setting, [file]));

        StringAssert.Contains(site.PageOf("gone.py"), "The source is gone");
        Assert.AreEqual("", States(site.PageOf("gone.py")));
    }

    [TestMethod]
    public void A_source_that_has_changed_is_said()
    {
        using var site = new Site(CoverageReport.Of(Samples.Setting, [Samples.File("app.py") with { SourceState = SourceState.Changed }]));

        StringAssert.Contains(site.PageOf("app.py"), "has changed since it was measured");
    }

    [TestMethod]
    public void Without_branches_no_page_speaks_of_them()
    {
        using var site = new Site(CoverageReport.Of(Samples.Setting with { Branches = false }, [Samples.File("app.py")]));

        Assert.DoesNotContain("ranches", site.Index.Replace("statements and branches", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("ranch", site.PageOf("app.py"), StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_report_without_a_statement_says_so()
    {
        using var site = new Site(CoverageReport.Of(Samples.Setting, []));

        StringAssert.Contains(site.Index, "There is nothing to cover");
    }

    [TestMethod]
    public void Complete_files_are_left_out_on_demand_and_counted()
    {
        var complete = Samples.File("done.py");
        complete = complete with { Result = complete.Result with { Executed = complete.Result.Statements, TakenBranches = complete.Result.Branches } };
        using var site = new Site(
            CoverageReport.Of(Samples.Setting, [complete, Samples.File("app.py")]), new ReportOptions { SkipCovered = true });

        Assert.AreEqual("app.py", string.Join(' ', Rows().Matches(site.Index).Select(match => match.Groups["name"].Value)));
        StringAssert.Contains(site.Index, "1 file is left out of this list");
    }

    [TestMethod]
    public void Functions_that_never_ran_are_where_to_start()
    {
        var file = Samples.File("app.py") with { Regions = [new Region(RegionKind.Function, "idle", 4, LineSet.Of(4))] };
        using var site = new Site(CoverageReport.Of(Samples.Setting, [file]));

        StringAssert.Contains(site.Index, "#4\"><code>idle</code></a>");
    }

    [TestMethod]
    public void A_style_sheet_of_ones_own_is_applied_last()
    {
        using var site = new Site(Samples.Report("app.py"), new ReportOptions { ExtraCss = "h1 { color: red }" });

        StringAssert.Contains(site.Index, "style.css\"><link rel=\"stylesheet\" href=\"extra.css\">");
        Assert.AreEqual("h1 { color: red }", site["extra.css"]);
    }

    [TestMethod]
    public void Contexts_are_there_on_demand()
    {
        var file = Samples.File("app.py");
        file = file with { Contexts = file.Contexts.Add("", LineSet.Of(1)).Add("test_a", LineSet.Of(1, 2)).Add("test_<b>", LineSet.Of(2)) };
        var report = CoverageReport.Of(Samples.Setting, [file]);
        using var without = new Site(report);
        using var with = new Site(report, new ReportOptions { ShowContexts = true });

        Assert.DoesNotContain("test_a", without.PageOf("app.py"), StringComparison.Ordinal);
        StringAssert.Contains(with.PageOf("app.py"), "data-contexts=\"test_&lt;b&gt;\ntest_a\n\"");
        StringAssert.Contains(with.PageOf("app.py"), "<code id=\"2\" class=\"partial\" data-c=\"0 1\">");
    }

    private static string States(string page) =>
        string.Join(' ', Lines().Matches(page).Select(match => $"{match.Groups["number"].Value}:{match.Groups["state"].Value}"));

    [GeneratedRegex("""<th scope="row"><a href="(?<page>[^"]*)">(?<name>[^<]*)</a></th>.*<span class="pc">(?<percent>[^<]*)</span></td></tr>""")]
    private static partial Regex Rows();

    [GeneratedRegex("""<code id="(?<number>\d+)" class="(?<state>[^"]*)"[^>]*>""")]
    private static partial Regex Lines();

    [GeneratedRegex("[\u202A-\u202E\u2066-\u2069\f]|&#x(202[A-E]|206[6-9]|C);", RegexOptions.IgnoreCase)]
    private static partial Regex Obeyed { get; }
}
