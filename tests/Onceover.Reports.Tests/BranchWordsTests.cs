using Onceover.Model;

namespace Onceover.Reports.Tests;

[TestClass]
public class BranchWordsTests
{
    private static readonly BranchWords Words = new(
    [
        new Region(RegionKind.Class, "A", 1, LineSet.Of(3, 4, 5, 6)),
        new Region(RegionKind.Function, "A.get", 2, LineSet.Of(3, 4, 6)),
    ], ArcSet.Of(new Arc(7, -2), new Arc(8, 7)));

    [TestMethod]
    [DataRow("    if a:", 4, "never jumped to line 4: the condition was never true")]
    [DataRow("    elif a:", 6, "never jumped to line 6: the condition was never false")]
    [DataRow("\twhile(a):", 6, "never jumped to line 6: the condition was never false")]
    [DataRow("    for x in y:", 4, "never jumped to line 4: there was never an item")]
    [DataRow("    async  for x in y:", 6, "never jumped to line 6: the loop never ran to its end")]
    [DataRow("    case 1:", 4, "never jumped to line 4: the pattern never matched")]
    [DataRow("    case 1:", 6, "never jumped to line 6: the pattern always matched")]
    [DataRow("    case [a, b] if a:", 4, "never jumped to line 4: the case was never chosen")]
    [DataRow("    case [a, b] if(a):", 6, "never jumped to line 6: the case was always chosen")]
    [DataRow("    case [", 4, "never jumped to line 4: the case was never chosen")]
    [DataRow("    iffy = 1", 4, "never jumped to line 4")]
    [DataRow("", 4, "never jumped to line 4")]
    public void A_missed_branch_says_what_never_happened_and_why(string line, int to, string expected) =>
        Assert.AreEqual(expected, Words.Missed(new Arc(3, to), [new Arc(3, 4), new Arc(3, 6)], line).ToString());

    [TestMethod]
    public void An_exit_names_the_function_without_its_class() =>
        Assert.AreEqual(
            "never returned from function 'get': the condition was never false",
            Words.Missed(new Arc(3, -2), [new Arc(3, -2), new Arc(3, 4)], "if a:").ToString());

    [TestMethod]
    public void An_exit_outside_of_functions_leaves_the_module() =>
        Assert.AreEqual("never exited the module", Words.Missed(new Arc(9, -1), [new Arc(9, -1), new Arc(9, 10)], "x").ToString());

    [TestMethod]
    public void A_loop_that_goes_back_up_goes_into_its_suite_forwards() =>
        Assert.AreEqual(
            "never jumped to line 3: the condition was never false",
            Words.Missed(new Arc(5, 3), [new Arc(5, 3), new Arc(5, 6)], "if a:").ToString());

    [TestMethod]
    public void Three_ways_have_no_single_cause() =>
        Assert.AreEqual(
            "never jumped to line 6", Words.Missed(new Arc(3, 6), [new Arc(3, 4), new Arc(3, 5), new Arc(3, 6)], "case 1:").ToString());

    [TestMethod]
    [DataRow(7, -2, 8, "never exited the module: the condition was never true")]
    [DataRow(7, 8, -2, "never jumped to line 8: the condition was never false")]
    [DataRow(8, 7, 9, "never jumped to line 7: the condition was never true")]
    [DataRow(8, 9, 7, "never jumped to line 9: the condition was never false")]
    public void A_suite_on_its_header_s_own_line_is_entered_where_it_leads(int line, int missed, int taken, string expected) =>
        Assert.AreEqual(
            expected, Words.Missed(new Arc(line, missed), ArcSet.Of(new(line, missed), new(line, taken)).AsSpan(), "if a: return").ToString());
}
