using System.Collections.Immutable;
using System.Text.Json;
using Onceover.Model;

namespace Onceover.Reports.Tests;

[TestClass]
public class CoverageJsonTests
{
    [TestMethod]
    public void Functions_that_share_a_name_are_all_there()
    {
        var file = Reports.File("/srv/a.py", [1, 2, 3, 4, 5, 6], [2]) with
        {
            Regions =
            [
                new Region(RegionKind.Function, "A.x", 1, LineSet.Of(2)),
                new Region(RegionKind.Function, "A.x", 3, LineSet.Of(4)),
                new Region(RegionKind.Function, "A.y", 5, LineSet.Of(6)),
            ],
        };

        var functions = Json(Reports.Of(file)).GetProperty("files").GetProperty("a.py").GetProperty("functions");

        Assert.AreEqual("A.x@1 A.x A.y ", string.Join(' ', functions.EnumerateObject().Select(function => function.Name)));
        Assert.AreEqual("[2]", functions.GetProperty("A.x@1").GetProperty("executed_lines").GetRawText());
        Assert.AreEqual("[4]", functions.GetProperty("A.x").GetProperty("missing_lines").GetRawText());
        Assert.AreEqual("[1,3,5]", functions.GetProperty("").GetProperty("missing_lines").GetRawText());
    }

    [TestMethod]
    public void A_forgiven_branch_is_neither_executed_nor_missing_but_counts_as_covered()
    {
        var file = Reports.File("/srv/a.py", [1, 2, 3], [1, 2], [new Arc(1, 2), new Arc(1, 3)], [new Arc(1, 2), new Arc(1, 3)]);
        file = file with { Result = file.Result with { Forgiven = ArcSet.Of(new Arc(1, 3)) } };

        var json = Json(Reports.Of(file)).GetProperty("files").GetProperty("a.py");

        Assert.AreEqual("[[1,2]]", json.GetProperty("executed_branches").GetRawText());
        Assert.AreEqual("[]", json.GetProperty("missing_branches").GetRawText());
        Assert.AreEqual(2, json.GetProperty("summary").GetProperty("covered_branches").GetInt32());
    }

    [TestMethod]
    public void Conditions_are_listed_by_file_where_a_run_has_any()
    {
        var file = Reports.File("/srv/a.py", [1]);
        var condition = new ConditionResult(1, new(2, 3, 2, 4, ConditionKind.Comparison), SeenTrue: true, SeenFalse: false);
        var with = file with { Result = file.Result with { Conditions = [condition] } };

        var json = Json(Reports.Of(with, Reports.File("/srv/b.py", [1]))).GetProperty("files");

        Assert.AreEqual(
            """[{"statement":1,"kind":"comparison","line":2,"column":3,"end_line":2,"end_column":4,"true":true,"false":false}]""",
            json.GetProperty("a.py").GetProperty("conditions").GetRawText());
        Assert.AreEqual("[]", json.GetProperty("b.py").GetProperty("conditions").GetRawText());
        Assert.IsFalse(Json(Reports.Of(file)).GetProperty("files").GetProperty("a.py").TryGetProperty("conditions", out _));
    }

    [TestMethod]
    public void A_line_after_the_last_is_excluded_from_the_file_and_from_no_region()
    {
        var file = Reports.File("/srv/a.py", [1]);
        file = file with { Result = file.Result with { Excluded = LineSet.Of(2, 3) }, ReadSource = () => "x\n...\n" };

        var json = Json(Reports.Of(file)).GetProperty("files").GetProperty("a.py");

        Assert.AreEqual("[2,3]", json.GetProperty("excluded_lines").GetRawText());
        Assert.AreEqual("[2]", json.GetProperty("functions").GetProperty("").GetProperty("excluded_lines").GetRawText());
    }

    [TestMethod]
    public void Contexts_are_listed_by_line_on_demand()
    {
        var file = Reports.File("/srv/a.py", [1, 2, 3], [1, 2]) with
        {
            Contexts = ImmutableSortedDictionary.Create<string, LineSet>(StringComparer.Ordinal)
                .Add("", LineSet.Of(1)).Add("test_b", LineSet.Of(1, 2)),
        };

        var json = Json(Reports.Of(file), new ReportOptions { ShowContexts = true });

        Assert.AreEqual(
            """{"1":["","test_b"],"2":["test_b"]}""",
            json.GetProperty("files").GetProperty("a.py").GetProperty("contexts").GetRawText());
        Assert.IsTrue(json.GetProperty("meta").GetProperty("show_contexts").GetBoolean());
    }

    [TestMethod]
    [DataRow("def f(): pass\n", 1)]
    [DataRow("def f(): pass\n# comment\n", 2)]
    public void The_code_outside_of_functions_starts_at_the_first_line_that_is_in_none(string source, int expected)
    {
        var file = Reports.File("/srv/a.py", [1], [1]) with
        {
            ReadSource = () => source,
            Regions = [new Region(RegionKind.Function, "f", 1, LineSet.Of(1))],
        };

        var outside = Json(Reports.Of(file)).GetProperty("files").GetProperty("a.py").GetProperty("functions").GetProperty("");

        Assert.AreEqual(expected, outside.GetProperty("start_line").GetInt32());
    }

    [TestMethod]
    public void Percentages_are_numbers_with_a_point() =>
        Assert.AreEqual("100.0", Json(Reports.Of()).GetProperty("totals").GetProperty("percent_covered").GetRawText());

    private static JsonElement Json(CoverageReport report, ReportOptions? options = null) =>
        JsonDocument.Parse(Written.By(CoverageJson.Write, report, options)).RootElement;
}
