using Onceover.Model;

namespace Onceover.Reports.Tests;

[TestClass]
public sealed class MarkedSourceTests
{
    [TestMethod]
    [DataRow("if a and b:  # c: d", "a and b")]
    [DataRow("    elif x[1:2] == {1: 'a:b'} :", "x[1:2] == {1: 'a:b'}")]
    [DataRow("while (n := f(':')):", "(n := f(':'))")]
    [DataRow("if n := f():", "n := f()")]
    [DataRow("async for a, b in c:", "a, b in c")]
    [DataRow("case \"\\\":\" | 2 if x:", "\"\\\":\" | 2 if x")]
    [DataRow("if (a and", "(a and")]
    [DataRow("if a and \\", "a and")]
    [DataRow("if (a  # c", "(a")]
    [DataRow("if a == \"\"\"b: \" c\"\"\":", "a == \"\"\"b: \" c\"\"\"")]
    [DataRow("iffy = 1", null)]
    [DataRow("if_ : int", null)]
    [DataRow("with a:", null)]
    [DataRow("if", null)]
    public void The_place_of_a_decision_is_between_keyword_and_colon(string text, string? decision)
    {
        var line = Lines(text, []).Single();

        Assert.AreEqual(decision, line.Decision is { } columns ? line.Text[columns] : null);
    }

    [TestMethod]
    [DataRow("if (\n    a and\n    b[1:2]  # c: d\n): f(x)\n", "(|a and|b[1:2]|)")]
    [DataRow("if a and \\\n  b:\n", "a and|b")]
    [DataRow("if a == \"\"\"b:\n  c:\"\"\" and (d\n  ): return\n", "a == \"\"\"b:|c:\"\"\" and (d|)")]
    public void A_decision_over_several_lines_has_its_place_on_each(string text, string expected)
    {
        var count = text.Count(c => c == '\n');
        var file = Reports.File("/srv/a.py", [1], [1], [new(1, 8), new(1, 9)], [new(1, 8)]) with { ReadSource = () => text, FirstLines = LineMap.Of([new LineRange(1, count)]) };

        var lines = new MarkedSource(file).Lines().Take(count);

        Assert.AreEqual(expected, string.Join('|', lines.Select(line => line.Decision is { } columns ? line.Text[columns] : "-")));
    }

    [TestMethod]
    public void A_condition_that_never_went_both_ways_is_said_and_has_its_place()
    {
        var line = Lines("é = a and b.c or x", [
            Of(5, 6, seenTrue: true, seenFalse: false), Of(11, 14, seenTrue: false, seenFalse: false), Of(18, 19, seenTrue: true, seenFalse: true)]).Single();

        Assert.AreEqual("`a` was never false; `b.c` was never asked", string.Join("; ", line.Conditions));
        Assert.AreEqual("a; b.c", string.Join("; ", line.Conditions.Select(condition => line.Text[condition.Columns])));
    }

    [TestMethod]
    public void A_condition_outside_of_the_text_is_left_out() =>
        Assert.IsEmpty(Lines("x = y", [Of(4, 99, seenTrue: true, seenFalse: false)]).Single().Conditions);

    [TestMethod]
    public void The_test_of_a_line_with_branches_is_left_to_them()
    {
        var test = Of(3, 4, seenTrue: true, seenFalse: false, ConditionKind.Test);

        Assert.IsEmpty(Lines("if a:", [test]).Single().Conditions);
    }

    private static ConditionResult Of(int start, int end, bool seenTrue, bool seenFalse, ConditionKind kind = ConditionKind.Operand) =>
        new(1, new Condition(1, start, 1, end, kind), seenTrue, seenFalse);

    /// <summary>One line that ran, and went one of two ways.</summary>
    private static List<MarkedLine> Lines(string text, ConditionResult[] conditions)
    {
        var file = Reports.File("/srv/a.py", [1], [1], [new(1, 2), new(1, 3)], [new(1, 2)]);
        return [.. new MarkedSource(file with { ReadSource = () => text, Result = file.Result with { Conditions = [.. conditions] } }).Lines()];
    }
}
