namespace Onceover.Reports.Tests;

[TestClass]
public class NameOrderTests
{
    [TestMethod]
    [DataRow("a2", "a10")]
    [DataRow("a", "a1")]
    [DataRow("a1", "b0")]
    [DataRow("a1b2", "a1b10")]
    [DataRow("a0", "a/z")]
    [DataRow("a001", "a1")]
    [DataRow("a9999999999999999999999", "a10000000000000000000000")]
    [DataRow("\uffee", "😀")]
    [DataRow("", "a")]
    public void Natural_order_compares_digits_as_numbers(string before, string after)
    {
        Assert.IsLessThan(0, NameOrder.Natural.Compare(before, after));
        Assert.IsGreaterThan(0, NameOrder.Natural.Compare(after, before));
    }

    [TestMethod]
    public void Code_points_order_beyond_the_basic_plane_comes_last() =>
        Assert.IsLessThan(0, NameOrder.CodePoints.Compare("\uffee", "😀"));
}
