using Onceover.Model;

namespace Onceover.Reports.Tests;

[TestClass]
public class TableSortTests
{
    [TestMethod]
    [DataRow("name", "a2 a10 b")]
    [DataRow("-name", "b a10 a2")]
    [DataRow("+stmts", "b a10 a2")]
    [DataRow("-Stmts", "a2 a10 b")]
    [DataRow("miss", "a10 b a2")]
    [DataRow("cover", "b a2 a10")]
    [DataRow("-cover", "a10 a2 b")]
    [DataRow("branch", "a10 b a2")]
    [DataRow("brpart", "a10 b a2")]
    public void Rows_are_sorted_by_the_column_then_by_name(string by, string expected)
    {
        Assert.IsTrue(TableSort.TryParse(by, out var sort));
        var files = Reports.Of(
            Reports.File("/srv/a10", [1, 2], [1, 2]),
            Reports.File("/srv/b", [1], []),
            Reports.File("/srv/a2", [1, 2, 3], [1], [new Arc(1, 2), new Arc(1, 3)], [])).Files;

        Assert.AreEqual(expected, string.Join(' ', sort.Apply(files).Select(file => file.Name)));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("-")]
    [DataRow("missing")]
    [DataRow("--name")]
    [DataRow("0")]
    [DataRow(null)]
    public void Other_words_are_refused(string? by) => Assert.IsFalse(TableSort.TryParse(by, out _));
}
