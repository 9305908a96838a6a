using System.Text;
using CsCheck;
using Onceover.Model;

namespace Onceover.Analysis.Tests;

/// <summary>What holds for every input, Python or not.</summary>
[TestClass]
public sealed class AnyInputTests
{
    private static readonly Gen<string> Fragment = Gen.OneOf<string>(
        "if x:\n", "    ", "\t", "a\n", "else:\n", "elif y: b\n", "while 1:\n", "for x in y:\n", "def f():\n", "class C:\n", "try:\n",
        "except E:\n", "finally:\n", "with a:\n", "match x:\n", "case _:\n", "return\n", "break\n", "raise\n", "continue\n", "(", ")", "[", "]",
        "{", "}", "'", "\"", "'''", "f'", "f'''", "t\"", "\\", "\\\n", "#", "# pragma: no cover\n", "\n", "\r", "\r\n", "\f", ":", ";", "=", ":=",
        "lambda", "@d\n", "async ", "...", "é", "\0", "0x", "1e", "type X = 1\n", "x: int\n", "'doc'\n", "not ", "and ", "or ", "True", ",", "\uFEFF");

    [TestMethod]
    public void Any_bytes_give_a_structure_or_a_problem() =>
        Gen.Byte.Array[0, 400].Sample(Check, iter: 20_000);

    [TestMethod]
    public void Any_heap_of_Python_pieces_gives_a_structure_or_a_problem() =>
        Fragment.Array[0, 60].Select(string.Concat).Sample(text => Check(Encoding.UTF8.GetBytes(text)), iter: 20_000);

    private static void Check(byte[] file)
    {
        var parsed = SourceStructure.Parse(file);
        if (!parsed.Understood)
        {
            Assert.IsTrue(parsed.Problem.Line >= 1 && parsed.Problem.Message.Length > 0, $"{parsed.Problem}");
            return;
        }

        var structure = parsed.Value;
        for (var line = 1; line <= structure.LineCount + 1; line++)
        {
            var first = structure.FirstLine(line);
            Assert.IsTrue(first >= 1 && first <= line, $"line {line} maps to {first}");
            Assert.AreEqual(first, structure.FirstLine(first));
        }

        var all = LineSet.From(Enumerable.Range(1, structure.LineCount + 1));
        foreach (var decision in structure.Decisions(all))
        {
            Assert.AreNotEqual(decision.WhenTrue, decision.WhenFalse);
            Assert.AreNotEqual(0, decision.WhenTrue * decision.WhenFalse);
            Assert.AreEqual(decision.Line, structure.FirstLine(decision.Line));
        }

        var view = ExclusionRules.Default.View(structure);
        Assert.IsTrue(view.Excluded.All(line => line <= structure.LineCount + 1));
        Assert.IsTrue(view.NoBranch.All(line => structure.FirstLine(line) == line));
        foreach (var kind in view.Regions.GroupBy(region => region.Kind))
        {
            var lines = kind.SelectMany(region => region.Lines).ToArray();
            Assert.HasCount(lines.Length, lines.Distinct());
        }
    }
}
