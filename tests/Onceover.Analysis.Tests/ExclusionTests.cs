namespace Onceover.Analysis.Tests;

[TestClass]
public sealed class ExclusionTests
{
    [TestMethod]
    [DataRow("a\nb  # pragma: no cover\nc\n", "{2}", DisplayName = "a statement")]
    [DataRow("a = (1,  \n  2)  # PRAGMA NO COVER\nb\n", "{1}", DisplayName = "a hit inside a statement counts at its first line")]
    [DataRow("if x:  # pragma: no cover\n    a\n    b = (\n      1)\nelse:\n    c\n", "{1, 2, 3}", DisplayName = "a suite, at first lines")]
    [DataRow("if x:\n    a\nelse:  # pragma: no cover\n    b\nc\n", "{3, 4}", DisplayName = "the suite of an else")]
    [DataRow("if (x and  # pragma: no cover\n    y):\n    a\nb\n", "{1, 3}", DisplayName = "a hit before the header's colon")]
    [DataRow("x = {1: 2}  # pragma: no cover\nif y:\n    a\n", "{1}", DisplayName = "a colon in brackets opens nothing")]
    [DataRow("x: int = 1  # pragma: no cover\ny\n", "{1}", DisplayName = "an annotation's colon opens nothing")]
    [DataRow("def f(\n    a):  # pragma: no cover\n    b = (\n      1)\n\n    c\nd\n", "{1, 2, 3, 4, 5, 6}", DisplayName = "a function, every line")]
    [DataRow("@d  # pragma: no cover\n@e\ndef f():\n    a\nb\n", "{1, 2, 3, 4}", DisplayName = "a decorator takes the function along")]
    [DataRow("@d\n@e\nclass C:  # pragma: no cover\n    a = 1\nb\n", "{1, 2, 3, 4}", DisplayName = "a class takes its decorators along")]
    [DataRow("@d\n# pragma: no cover\ndef f():\n    a\nb\n", "{1, 2, 3, 4}", DisplayName = "a comment among decorators")]
    [DataRow("try:\n    a\nexcept E:  # pragma: no cover\n    b\nfinally:\n    c\n", "{3, 4}", DisplayName = "a handler")]
    [DataRow("if TYPE_CHECKING:\n    a\nif typing.TYPE_CHECKING:\n    b\nc\n", "{1, 2, 3, 4}", DisplayName = "TYPE_CHECKING")]
    [DataRow("def f(): ...\ndef g(\n    a,\n) -> int: ...\nx[...]\ny = ...\n", "{1, 2, 3, 4}", DisplayName = "ellipsis bodies")]
    [DataRow("def f():\n    ...  # x\na\n", "{1, 2}", DisplayName = "an ellipsis body on its own line takes the signature along")]
    [DataRow("class C:\n    '''a'''\n    ...\n\n\nb\n", "{3, 4, 5}", DisplayName = "blank lines after an ellipsis are part of the match")]
    [DataRow("match x:\n    case 1:\n        a\n    case _:\n        b  # pragma: no cover\n", "{4, 5}", DisplayName = "a last case goes with its body")]
    [DataRow("match x:\n    case 1:\n        a  # pragma: no cover\n    case _:\n        b\n        c  # pragma: no cover\n", "{3, 6}", DisplayName = "other cases stay")]
    public void Lines_are_excluded_by_default(string source, string excluded) =>
        Assert.AreEqual(excluded, ExclusionRules.Default.View(Python.Structure(source)).Excluded.ToString());

    [TestMethod]
    [DataRow("while True:\n    a\nif x:  # pragma: no branch\n    b\nif (x and # pragma: no branch\n  y): c\n", "{1, 3, 5}")]
    [DataRow("if 1: a\nif 10: b\n", "{1}")]
    public void Lines_are_partial_by_default(string source, string partial) =>
        Assert.AreEqual(partial, ExclusionRules.Default.View(Python.Structure(source)).NoBranch.ToString());

    [TestMethod]
    [DataRow("raise NotImplementedError", "def f():\n    raise NotImplementedError\n", "{2}")]
    [DataRow("(?i)todo", "a # ToDo\n", "{1}")]
    [DataRow(@"if a:\n\s*b", "x\nif a:\n    b\n    c\n", "{2, 3, 4}", DisplayName = "over lines")]
    [DataRow(@"(?s)# start.*?# stop", "a\n# start\nb\n\n# stop\nc\n", "{2, 3, 4, 5}", DisplayName = "a block")]
    [DataRow(@"\A(?s:.*# pragma: exclude file.*)\Z", "a\nif b:\n    c\n# pragma: exclude file\n", "{1, 2, 3, 4, 5}", DisplayName = "a whole file")]
    [DataRow("^$", "a\n\nb\n", "{2, 4}", DisplayName = "empty matches")]
    [DataRow("é", "a\nx = 'é'\n", "{2}", DisplayName = "text that is not ASCII")]
    public void Lines_are_excluded_by_a_pattern(string pattern, string source, string excluded) =>
        Assert.AreEqual(excluded, Excluded(source, pattern));

    [TestMethod]
    public void Where_matches_overlap_over_lines_the_first_one_wins() =>
        Assert.AreEqual("{1, 2}", Excluded("a\nb\nc\n", @"a\nb", @"b\nc"));

    [TestMethod]
    public void The_first_pattern_that_is_not_understood_is_named()
    {
        Assert.IsFalse(ExclusionRules.TryCompile(["a"], ["b", "(c", "(d"], out _, out var problem));
        Assert.AreEqual("'(c' is not understood as a regular expression: missing ), unterminated subpattern", problem.ToString());
    }

    private static string Excluded(string source, params string[] patterns)
    {
        Assert.IsTrue(ExclusionRules.TryCompile(patterns, [], out var rules, out var problem), problem?.ToString());
        return rules.View(Python.Structure(source)).Excluded.ToString();
    }
}
