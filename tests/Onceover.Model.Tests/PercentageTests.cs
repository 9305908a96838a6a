namespace Onceover.Model.Tests;

[TestClass]
public class PercentageTests
{
    // Expected values: Python's round() and format() of the same double.
    [TestMethod]
    [DataRow(0.0, 0, "0")]
    [DataRow(0.001, 0, "1")]
    [DataRow(0.49, 0, "1")]
    [DataRow(50.4, 0, "50")]
    [DataRow(0.5, 0, "1")]
    [DataRow(1.5, 0, "2")]
    [DataRow(2.5, 0, "2")]
    [DataRow(98.9, 0, "99")]
    [DataRow(99.0, 0, "99")]
    [DataRow(99.5, 0, "99")]
    [DataRow(99.999999, 0, "99")]
    [DataRow(100.0, 0, "100")]
    [DataRow(66.66666666666667, 2, "66.67")]
    [DataRow(2.675, 2, "2.67")]
    [DataRow(0.125, 2, "0.12")]
    [DataRow(0.0001, 2, "0.01")]
    [DataRow(99.9999, 2, "99.99")]
    [DataRow(100.0, 3, "100.000")]
    [DataRow(0.0, 1, "0.0")]
    [DataRow(8.333333333333334, 15, "8.333333333333334")]
    public void Percentages_show_as_python_rounds_and_never_round_to_none_or_all(double percent, int precision, string expected) =>
        Assert.AreEqual(expected, Percentage.Display(percent, precision));

    [TestMethod]
    [DataRow(99.999, 100, 0, true)]
    [DataRow(100.0, 100, 0, false)]
    [DataRow(99.5, 99.6, 0, false)]
    [DataRow(99.49, 99.6, 0, true)]
    [DataRow(99.49, 99.5, 1, false)]
    [DataRow(99.44, 99.5, 1, true)]
    [DataRow(0.0, 0, 0, false)]
    [DataRow(42.857, 43, 0, false)]
    [DataRow(42.857, 43, 2, true)]
    public void A_threshold_compares_the_rounded_percentage_and_100_is_exact(
        double percent, double threshold, int precision, bool misses) =>
        Assert.AreEqual(misses, Percentage.Misses(percent, threshold, precision));

    [TestMethod]
    [DataRow(-0.1)]
    [DataRow(100.1)]
    [DataRow(double.NaN)]
    public void A_threshold_outside_of_0_to_100_is_refused(double threshold) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Percentage.Misses(50, threshold, 0));

    [TestMethod]
    [DataRow(-1)]
    [DataRow(16)]
    public void A_precision_outside_of_0_to_15_is_refused(int precision) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Percentage.Display(50, precision));
}
