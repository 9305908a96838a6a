using System.Text;
using Onceover.Model;

namespace Onceover.Analysis.Tests;

/// <summary>Sources of unreasonable shape: none may exhaust the stack or take more than linear time.</summary>
[TestClass]
[DoNotParallelize]
public sealed class LargeSourceTests
{
    private const int Many = 100_000;

    [TestMethod]
    [Timeout(20_000, CooperativeCancellation = false)]
    [DataRow("a = 1\n", "", DisplayName = "statements")]
    [DataRow("def f(): ...\n", "", DisplayName = "functions")]
    [DataRow("class C:\n    def f(self):\n        if x: return\n", "", DisplayName = "classes")]
    [DataRow("x = [\n", "", DisplayName = "brackets that stay open")]
    [DataRow("x = f'{", "", DisplayName = "f-strings that stay open")]
    [DataRow("x = 'a", "", DisplayName = "strings that stay open")]
    [DataRow("(", "\n", DisplayName = "opening parentheses")]
    [DataRow("not ", "x\n", DisplayName = "nots")]
    [DataRow("x or ", "x\n", DisplayName = "ors")]
    [DataRow("f'{x}' ", "\n", DisplayName = "one long line")]
    [DataRow("\\\n", "x\n", DisplayName = "continued lines")]
    [DataRow("...\n", "", DisplayName = "ellipses")]
    [DataRow("def f()\\\n", "...\n", DisplayName = "signatures of an ellipsis body")]
    [DataRow("\n", "...\n", DisplayName = "blank lines before an ellipsis")]
    [DataRow("@d\n", "def f(): pass\n", DisplayName = "decorators")]
    [DataRow("#\n", "x\n", DisplayName = "comments")]
    [DataRow("x; ", "x\n", DisplayName = "semicolons")]
    [DataRow("if x: pass\nelif y: break\n", "", DisplayName = "elifs")]
    public void A_hundred_thousand(string repeated, string end)
    {
        var parsed = SourceStructure.Parse(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(repeated, Many)) + end));
        if (parsed.Understood)
        {
            Assert.IsNotNull(parsed.Value.Branches(LineSet.From(Enumerable.Range(1, parsed.Value.LineCount))));
            Assert.IsNotNull(ExclusionRules.Default.View(parsed.Value));
        }
        else
        {
            Assert.AreEqual(SourceProblemKind.NotUnderstood, parsed.Problem.Kind);
        }
    }

    [TestMethod]
    public void A_chain_of_elifs_with_a_try_and_a_function_inside()
    {
        var source = "while x:\n try:\n  if x: pass\n" + string.Concat(Enumerable.Repeat("  elif x: pass\n", Many))
            + "  else:\n   def f(): pass\n finally:\n  if x:\n   a\n";
        var structure = Python.Structure(source);
        Assert.IsGreaterThan(1, structure.Branches(LineSet.From(Enumerable.Range(1, structure.LineCount))).Count);
        Assert.HasCount(1, ExclusionRules.Default.View(structure).Regions);
    }

    [TestMethod]
    public void As_many_indentations_as_CPython_takes()
    {
        Assert.AreEqual(198, Nested(99));
        Assert.AreEqual("too many levels of indentation", Python.Problem(NestedSource(100)).Message);
    }

    private static int Nested(int depth)
    {
        var structure = Python.Structure(NestedSource(depth));
        return structure.Branches(LineSet.From(Enumerable.Range(1, structure.LineCount))).Count;
    }

    private static string NestedSource(int depth) =>
        string.Concat(Enumerable.Range(0, depth).Select(i => $"{new string(' ', i)}if x:\n")) + new string(' ', depth) + "a\n";
}
