using Onceover.Model;

namespace Onceover.Analysis.Tests;

[TestClass]
public sealed class PredictionTests
{
    [TestMethod]
    [DataRow("def f():\n    return 1\n    a\nb\n", "{1, 2, 4}", DisplayName = "after a return")]
    [DataRow("while True:\n    a\nb\n", "{1, 2}", DisplayName = "after a loop without end")]
    [DataRow("while True:\n    if a:\n        break\nelse:\n    b\nc\n", "{1, 2, 3, 6}", DisplayName = "after a loop with a break")]
    [DataRow("while True:\n    while b:\n        break\nc\n", "{1, 2, 3}", DisplayName = "an inner loop's break")]
    [DataRow("if 0:\n    a\nelif b:\n    c\n", "{1, 3, 4}", DisplayName = "a test that never holds")]
    [DataRow("if 1:\n    a\nelse:\n    b\n", "{1, 2}", DisplayName = "a test that always holds")]
    [DataRow("assert 0, a\nb\n", "{1}", DisplayName = "after an assertion that fails")]
    [DataRow("def f():\n    with a:\n        return\n    b\n", "{1, 2, 3, 4}", DisplayName = "a with may suppress what is raised")]
    [DataRow("def f():\n    try:\n        return\n    except E:\n        raise\n    finally:\n        a\n    b\n", "{1, 2, 3, 4, 5, 7}", DisplayName = "after a try that never ends")]
    [DataRow("def f():\n    match a:\n        case 1:\n            return\n        case _:\n            return\n    b\n", "{1, 2, 3, 4, 5, 6}", DisplayName = "after a match that never ends")]
    [DataRow("def f():\n    global a\n    b: int\n    c: int = 1\n    d.e: int\n", "{1, 4, 5}", DisplayName = "without code in a function")]
    [DataRow("@a\n@b(\n  1)\nclass C:\n    'doc'\n    pass\n", "{1, 2, 4, 6}", DisplayName = "decorators")]
    public void What_the_compiler_leaves(string source, string lines) =>
        Assert.AreEqual(lines, Predict(source, 14));

    [TestMethod]
    [DataRow(13, "{1, 2, 3}")]
    [DataRow(14, "{1, 2}")]
    public void An_annotation_in_a_class_has_code_up_to_3_13(int minor, string lines) =>
        Assert.AreEqual(lines, Predict("a: int\nclass C:\n    b: int\n", minor));

    [TestMethod]
    [DataRow(11)]
    [DataRow(15)]
    public void A_definition_that_is_dropped_has_no_lines(int minor) =>
        Assert.AreEqual("{1, 4}", Predict("if 0:\n    def f():\n        return 1\na\n", minor));

    [TestMethod]
    [DataRow("if 1 + 1:\n    a\n")]
    [DataRow("if x or True:\n    a\n")]
    [DataRow("if x or -1:\n    a\n")]
    [DataRow("if (1 if x else 0):\n    a\n")]
    [DataRow("if f'':\n    a\n")]
    [DataRow("while ():\n    a\n")]
    [DataRow("match 1:\n    case x:\n        a\n")]
    [DataRow("match x:\n    case 1 if True:\n        a\n")]
    [DataRow("del ()\n")]
    [DataRow("(x): int\n")]
    [DataRow("def __annotate__(): pass\n")]
    [DataRow("from __future__ import annotations\nclass C:\n    x: int\n")]
    public void There_is_no_prediction_where_the_optimiser_decides(string source) =>
        Assert.IsNull(Predict(source, 14));

    [TestMethod]
    [DataRow(10)]
    [DataRow(16)]
    public void There_is_no_prediction_for_other_versions(int minor) =>
        Assert.IsNull(Predict("a\n", minor));

    private static string? Predict(string source, int minor)
    {
        var structure = Python.Structure(source);
        return structure.PredictLineTable(new InterpreterVersion(3, minor)) is { } lines ? structure.StatementsAmong(lines).ToString() : null;
    }
}
