using CsCheck;
using Onceover.Model;

namespace Onceover.Reports.Tests;

[TestClass]
public class MissingTextTests
{
    [TestMethod]
    public void Ranges_run_over_consecutive_statements() =>
        Assert.AreEqual("1-2, 5-11, 13-14", Text([1, 2, 3, 4, 5, 10, 11, 12, 13, 14], [3, 4, 12]));

    [TestMethod]
    public void A_branch_is_named_where_both_ends_ran() =>
        Assert.AreEqual("3->exit", Text([1, 2, 3], [1, 2, 3], [new Arc(3, 2), new Arc(3, -1)], [new Arc(3, 2)]));

    [TestMethod]
    public void A_branch_to_or_from_a_missing_line_is_not_named_again() =>
        Assert.AreEqual("2, 5", Text(
            [1, 2, 3, 5, 6], [1, 3, 6], [new Arc(1, 2), new Arc(1, 3), new Arc(5, 6), new Arc(5, -1)], [new Arc(1, 3)]));

    [TestMethod]
    public void Several_branches_of_a_line_are_ordered_as_text() =>
        Assert.AreEqual("1->10, 1->5, 1->exit", Text(
            [1, 2, 5, 10], [1, 2, 5, 10], [new Arc(1, 2), new Arc(1, 5), new Arc(1, 10), new Arc(1, -1)], [new Arc(1, 2)]));

    [TestMethod]
    public void Nothing_missing_is_empty() => Assert.AreEqual("", Text([1, 2], [1, 2]));

    [TestMethod]
    public void Ranges_hold_exactly_the_missing_statements()
    {
        var lines = Gen.Int[1, 60].Array[0, 40].Select(array => LineSet.From(array));
        Gen.Select(lines, lines).Sample((statements, some) =>
        {
            var missing = statements.Intersect(some);
            var ranges = MissingText.Ranges(statements, missing).ToList();
            return missing.SequenceEqual(ranges.SelectMany(range => statements.Where(line => line >= range.First && line <= range.Last)));
        });
    }

    private static string Text(int[] statements, int[] executed, Arc[]? branches = null, Arc[]? taken = null) =>
        MissingText.Of(Reports.File("/srv/a.py", statements, executed, branches, taken).Result);
}
