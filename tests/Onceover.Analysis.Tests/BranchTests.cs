namespace Onceover.Analysis.Tests;

[TestClass]
public sealed class BranchTests
{
    [TestMethod]
    public void An_if_leads_into_its_suite_or_past_it() =>
        Assert.AreEqual("1->2 1->3", Python.Branches("if x:\n    a\nb\n"));

    [TestMethod]
    public void An_if_at_the_end_of_a_module_leaves_it() =>
        Assert.AreEqual("1->exit 1->2", Python.Branches("if x:\n    a\n"));

    [TestMethod]
    public void An_elif_is_a_branch_of_its_own() =>
        Assert.AreEqual("1->2 1->3 3->4 3->6", Python.Branches("if x:\n    a\nelif y:\n    b\nelse:\n    c\nd\n", dead: 5));

    [TestMethod]
    public void A_while_leads_into_its_suite_or_to_its_else() =>
        Assert.AreEqual("1->2 1->4", Python.Branches("while x:\n    a\nelse:\n    b\nc\n", dead: 3));

    [TestMethod]
    public void A_for_leads_into_its_suite_or_past_it() =>
        Assert.AreEqual("1->2 1->3", Python.Branches("for x in y:\n    a\nb\n"));

    [TestMethod]
    public void An_if_at_the_end_of_a_loop_goes_back_to_its_top() =>
        Assert.AreEqual("1->2 1->4 2->1 2->3", Python.Branches("for x in y:\n    if x:\n        a\nb\n"));

    [TestMethod]
    public void An_if_at_the_end_of_a_function_leaves_it_by_its_first_line() =>
        Assert.AreEqual("3->exit 3->4", Python.Branches("@d\ndef f():\n    if x:\n        a\nb\n"));

    [TestMethod]
    public void An_exit_is_minus_the_first_decorators_line() =>
        Assert.AreEqual(-1, Python.Structure("@d\ndef f():\n    if x:\n        a\n").Branches(Model.LineSet.Of(1, 2, 3, 4))[0].To);

    [TestMethod]
    public void A_suite_on_the_line_of_an_if_is_no_branch() =>
        Assert.AreEqual("", Python.Branches("if x: a\nb\n"));

    [TestMethod]
    public void A_return_on_the_line_of_an_if_is_one() =>
        Assert.AreEqual("2->exit 2->3", Python.Branches("def f():\n    if x: return 1\n    a\n"));

    [TestMethod]
    public void A_break_on_the_line_of_an_if_goes_past_the_else_of_the_loop() =>
        Assert.AreEqual("1->2 1->5 2->3 2->6", Python.Branches("for x in y:\n    if x: break\n    a\nelse:\n    b\nc\n", dead: 4));

    [TestMethod]
    public void A_return_inside_try_goes_through_finally() =>
        Assert.AreEqual("3->4 3->6", Python.Branches("def f():\n    try:\n        if x: return 1\n        a\n    finally:\n        b\n    c\n", dead: 5));

    [TestMethod]
    public void A_raise_goes_to_the_first_handler() =>
        Assert.AreEqual("2->3 2->4", Python.Branches("try:\n    if x: raise E\n    a\nexcept E:\n    b\n"));

    [TestMethod]
    public void Nothing_follows_an_if_that_ends_a_finally_when_the_try_always_returns() =>
        Assert.AreEqual("", Python.Branches("def f():\n    try:\n        return 1\n    finally:\n        if x:\n            a\n", dead: 4));

    [TestMethod]
    public void The_last_if_of_a_with_goes_on_to_what_follows_the_with() =>
        Assert.AreEqual("2->3 2->4", Python.Branches("with x:\n    if y:\n        a\nb\n"));

    [TestMethod]
    [DataRow("True")]
    [DataRow("not 0")]
    [DataRow("(1)")]
    [DataRow("x or 'a'")]
    [DataRow("__debug__ and 0x1")]
    [DataRow("...")]
    public void A_test_that_always_holds_is_no_branch(string test) =>
        Assert.AreEqual("", Python.Branches($"if {test}:\n    a\nb\n"));

    [TestMethod]
    [DataRow("False")]
    [DataRow("0.0")]
    [DataRow("'' \"\"")]
    [DataRow("x and None")]
    [DataRow("not (True or False)")]
    public void A_test_that_never_holds_is_no_branch(string test) =>
        Assert.AreEqual("", Python.Branches($"if {test}:\n    a\nb\n", dead: 2));

    [TestMethod]
    [DataRow("0 == x")]
    [DataRow("1 if x else 0")]
    [DataRow("True is x")]
    [DataRow("'a'.join(x)")]
    [DataRow("x or False")]
    [DataRow("(True, x)[1]")]
    [DataRow("not x == 1")]
    [DataRow("(y := 1)")]
    [DataRow("f''")]
    public void A_test_with_an_open_end_is_a_branch(string test) =>
        Assert.AreEqual("1->2 1->3", Python.Branches($"if {test}:\n    a\nb\n"));

    [TestMethod]
    public void Each_case_leads_into_its_suite_or_to_the_next_case() =>
        Assert.AreEqual("2->3 2->4 4->5 4->6", Python.Branches("match x:\n    case 1:\n        a\n    case 2:\n        b\nc\n"));

    [TestMethod]
    [DataRow("_")]
    [DataRow("y")]
    [DataRow("1 | y")]
    [DataRow("(1 | _)")]
    [DataRow("(y)")]
    public void A_case_that_takes_everything_is_no_branch(string pattern) =>
        Assert.AreEqual("", Python.Branches($"match x:\n    case {pattern}:\n        a\nb\n"));

    [TestMethod]
    [DataRow("None")]
    [DataRow("[y]")]
    [DataRow("y,")]
    [DataRow("a.b")]
    [DataRow("C()")]
    [DataRow("y if z")]
    [DataRow("(1, y)")]
    [DataRow("1 as y")]
    public void A_case_that_can_fail_is_a_branch(string pattern) =>
        Assert.AreEqual("2->3 2->4", Python.Branches($"match x:\n    case {pattern}:\n        a\nb\n"));

    [TestMethod]
    [DataRow("class A: pass\nb\n")]
    [DataRow("def f(): return 1\nb\n")]
    [DataRow("assert x\nb\n")]
    [DataRow("a if b else c\nd\n")]
    [DataRow("with a: b\nc\n")]
    public void A_line_without_a_decision_is_no_branch(string source) =>
        Assert.AreEqual("", Python.Branches(source));

    [TestMethod]
    public void Statements_without_code_are_stepped_over() =>
        Assert.AreEqual("2->4 2->5", Python.Branches("def f():\n    if x:\n        global y\n        a\n    b\n", dead: 3));

    [TestMethod]
    public void A_multi_line_header_counts_at_its_first_line() =>
        Assert.AreEqual("1->3 1->4", Python.Branches("if (x and\n    y):\n    a\nb\n"));

    [TestMethod]
    public void A_long_chain_of_elifs_is_walked()
    {
        const int count = 20_000;
        var source = "if x:\n    a\n" + string.Concat(Enumerable.Repeat("elif x:\n    a\n", count)) + "b\n";
        var structure = Python.Structure(source);
        var branches = structure.Branches(Model.LineSet.From(Enumerable.Range(1, structure.LineCount)));
        Assert.HasCount(2 * (count + 1), branches);
    }

    [TestMethod]
    [DataRow("if x:\n    a\nb\n", "")]
    [DataRow("for x in y:\n    if x:\n        a\nb\n", "")]
    [DataRow("def f():\n    if x: return\n    a\n", "2->exit")]
    [DataRow("for x in y:\n    if x: continue\n    a\n", "2->1")]
    [DataRow("for x in y:\n    if x: break\n    a\nb\n", "2->4")]
    [DataRow("def f():\n    if (x and\n        y): return\n    a\n", "2->exit")]
    [DataRow("def f():\n    match x:\n        case 1: return\n        case 2:\n            a\n", "3->exit")]
    [DataRow("if x:\n    'no code'\nelse:\n    a\nb\n", "1->5", 2, 3)]
    public void A_way_in_that_does_not_lead_to_the_first_line_below_is_told(string source, string expected, params int[] dead)
    {
        var structure = Python.Structure(source);

        Assert.AreEqual(expected, string.Join(" ", structure.UnusualWaysIn(Model.LineSet.From(Enumerable.Range(1, structure.LineCount).Except(dead)))));
    }
}
