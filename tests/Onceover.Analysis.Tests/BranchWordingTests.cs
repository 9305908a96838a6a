using Onceover.Model;

namespace Onceover.Analysis.Tests;

[TestClass]
public sealed class BranchWordingTests
{
    [TestMethod]
    [DataRow("if x:\n    a\nb\n", 1, 2, "line 1 never went to line 2: its condition was never true")]
    [DataRow("if x:\n    a\nb\n", 1, 3, "line 1 never went to line 3: its condition was never false")]
    [DataRow("if x:\n    a\n", 1, -1, "line 1 never left the module: its condition was never false")]
    [DataRow("def f():\n    if x:\n        a\n", 2, -1, "line 2 never left function 'f': its condition was never false")]
    [DataRow("b\nclass C:\n    if x:\n        a\n", 3, -2, "line 3 never left class 'C': its condition was never false")]
    [DataRow("@d\ndef f():\n    if x: return\n    a\n", 3, -1, "line 3 never left function 'f': its condition was never true")]
    [DataRow("while x:\n    a\nb\n", 1, 2, "line 1 never went to line 2: the loop was never entered")]
    [DataRow("while x:\n    a\nb\n", 1, 3, "line 1 never went to line 3: the loop's condition never became false")]
    [DataRow("for x in y:\n    a\nb\n", 1, 2, "line 1 never went to line 2: there was nothing to loop over")]
    [DataRow("for x in y:\n    a\nb\n", 1, 3, "line 1 never went to line 3: the loop never came to its end")]
    [DataRow("match x:\n    case 1:\n        a\nb\n", 2, 3, "line 2 never went to line 3: its pattern never matched")]
    [DataRow("match x:\n    case 1:\n        a\nb\n", 2, 4, "line 2 never went to line 4: its pattern always matched")]
    [DataRow("a\nb\n", 1, 2, "line 1 never went to line 2")]
    public void A_missing_branch_in_words(string source, int from, int to, string words)
    {
        var structure = Python.Structure(source);
        var wording = new BranchWording(structure, LineSet.From(Enumerable.Range(1, structure.LineCount)));
        Assert.AreEqual(words, wording.NeverTaken(new Arc(from, to)).ToString());
    }
}
