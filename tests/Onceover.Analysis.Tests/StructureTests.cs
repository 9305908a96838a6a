using Onceover.Model;

namespace Onceover.Analysis.Tests;

[TestClass]
public sealed class StructureTests
{
    [TestMethod]
    [DataRow("a = (1,\n  2)\nb\n", "1 1 3", DisplayName = "brackets")]
    [DataRow("a = 1 + \\\n  2\nb\n", "1 1 3", DisplayName = "backslash")]
    [DataRow("a = '''x\ny'''\nb\n", "1 1 3", DisplayName = "string")]
    [DataRow("a = f'''x{\n1}y'''\nb\n", "1 1 3", DisplayName = "f-string")]
    [DataRow("a = f'x{\n1}y'\nb\n", "1 1 3", DisplayName = "field over lines in a one-line f-string")]
    [DataRow("with (a,\n  b):\n  c\n", "1 1 3", DisplayName = "with in parentheses")]
    [DataRow("if (a\n  ): b\nc\n", "1 1 3", DisplayName = "suite on the header's last line")]
    [DataRow("@d(\n  1)\ndef f(\n  a):\n  b\n", "1 1 3 3 5", DisplayName = "decorator and signature")]
    [DataRow("a = [ # x\n\n  1]\n", "1 1 1", DisplayName = "comment and blank line in brackets")]
    [DataRow("a; b = (\n1); c\n", "1 1", DisplayName = "several statements")]
    [DataRow("a = 1 \\\n\nb\n", "1 1 3", DisplayName = "backslash before a blank line")]
    [DataRow("a\n# x\n\nb\n", "1 2 3 4", DisplayName = "comments and blank lines belong to nothing")]
    public void Every_line_of_a_statement_maps_to_its_first(string source, string firstLines)
    {
        var structure = Python.Structure(source);
        Assert.AreEqual(firstLines, string.Join(" ", Enumerable.Range(1, structure.LineCount).Select(structure.FirstLine)));
    }

    [TestMethod]
    [DataRow("'''a\nb'''\nc\n", "{1, 2}", DisplayName = "module")]
    [DataRow("# x\n\n'a'\n", "{3}", DisplayName = "after comments")]
    [DataRow("def f():\n    'a'\n    b\n", "{2}", DisplayName = "function")]
    [DataRow("async def f():\n    r'a' u'b'\n", "{2}", DisplayName = "concatenated with prefixes")]
    [DataRow("class C:\n    (\n    'a'\n    )\n", "{2, 3, 4}", DisplayName = "class, in parentheses")]
    [DataRow("class C: 'a'\n", "{1}", DisplayName = "on the header's line")]
    [DataRow("def f(): 'a'; b\n", "{1}", DisplayName = "before another statement")]
    [DataRow("if x:\n    'a'\n", "{}", DisplayName = "not in an if")]
    [DataRow("b'a'\n", "{}", DisplayName = "not bytes")]
    [DataRow("f'a'\n", "{}", DisplayName = "not an f-string")]
    [DataRow("'a'.b\n", "{}", DisplayName = "not an attribute of one")]
    [DataRow("'a' 'b'()\n", "{}", DisplayName = "not a call of one")]
    [DataRow("('a',)\n", "{}", DisplayName = "not a tuple")]
    [DataRow("'a' + 'b'\n", "{}", DisplayName = "not a sum")]
    [DataRow("a\n'b'\n", "{}", DisplayName = "only first")]
    public void Docstrings_are_found(string source, string lines) =>
        Assert.AreEqual(lines, Python.Structure(source).Docstrings.ToString());

    [TestMethod]
    public void Statements_are_first_lines_with_an_entry_without_docstrings()
    {
        var structure = Python.Structure("'''a\nb'''\nc = (1,\n  d)\ndef f():\n    'e'\n    return 1\n");
        Assert.AreEqual("{3, 5, 7}", structure.StatementsAmong(LineSet.Of(1, 4, 5, 7)).ToString());
    }

    [TestMethod]
    public void Lines_beyond_the_text_do_no_harm() =>
        Assert.AreEqual("{1, 99}", Python.Structure("a\n").StatementsAmong(LineSet.Of(1, 99)).ToString());

    [TestMethod]
    [DataRow("match = 1\nmatch.x\nmatch[1:2]\nmatch (x)\nmatch: int\nmatch, case = 1, 2\nprint(match)\n")]
    [DataRow("type = 1\ntype(x)\ntype X = int\ntype Y[T] = list[T]\ntype in x\n")]
    [DataRow("case = 1\n_ = case\n")]
    [DataRow("lazy = 1\nlazy import a\nlazy from b import c\nlazy(x)\n")]
    [DataRow("match x:\n    case {'a': [1, *_], **rest} if (lambda: 1)(): pass\n    case -1 | 2j: pass\n    case _: pass\n")]
    [DataRow("match (x):\n  case 1: pass\nmatch x, y:\n  case 1, 2: pass\nmatch not x:\n  case 1: pass\nmatch [x]:\n  case 1: pass\n")]
    [DataRow("match -x:\n  case 1: pass\nmatch * x:\n  case 1: pass\nmatch lambda: 1:\n  case 1: pass\n")]
    [DataRow("try:\n  a\nexcept A, B:\n  b\nexcept* C:\n  c\nelse:\n  d\nfinally:\n  e\n")]
    [DataRow("x = f\"{a[\"b\"]:>{c['d']}}\" f'{x!r:^{y}}' rf'\\{x}' f'\\N{DASH}{{}}' f'{x:%H:%M}' f'{lambda x: 1}'\n")]
    [DataRow("x = t'{a}{f\"{b!s:{c}}\"}' rt\"\"\"\n{x:\n}\"\"\"\n")]
    [DataRow("f'{x:=5}' f'{(y:=5)}' f'{x != y}' f'{x = }' f'{ {1: 2}[1] }'\n")]
    [DataRow("def f[T: int, *Ts, **P](a, /, b: dict[str, int] = {}, *, c) -> lambda: 1: pass\n")]
    [DataRow("class C[T](A, metaclass=B): pass\nasync def f():\n  async with a as b, c: pass\n  async for x in y: pass\n")]
    [DataRow("x = 1if y else 0x1for\n")]
    [DataRow("x = 0xfor 1_000.5e-1_0j\nif 1_0: a\n")]
    [DataRow("if x:\n\ta\n\tif y:\n\t\tb\n")]
    [DataRow("\fif x:\n    a\n\f\n    b\n")]
    [DataRow("if x:\n    a\n  # c\n    b\n#d\n")]
    [DataRow("é = ª = 变量 = 1\n")]
    [DataRow("x = {\n**a,\n}[b:c]; y: int = lambda: {1: 2}\n")]
    [DataRow("if x:\n  \\\n  a\nb\n")]
    [DataRow("")]
    [DataRow("# only a comment")]
    [DataRow("\n\n   \n\t\n")]
    public void What_is_Python_is_understood(string source) =>
        Python.Structure(source);

    [TestMethod]
    [DataRow("if x:\n\ta\n        b\n", 3, "inconsistent use of tabs and spaces in indentation")]
    [DataRow("if x:\n    a\n  b\n", 3, "the indentation matches no outer level")]
    [DataRow("a\n  b\n", 2, "unexpected indentation")]
    [DataRow("if x:\na\n", 2, "an indented block was expected")]
    [DataRow("if x\n    a\n", 1, "':' was expected")]
    [DataRow("x = (1\n", 2, "a bracket is never closed")]
    [DataRow("x = (1]\n", 1, "unmatched ']'")]
    [DataRow("x = 'a\n", 1, "unterminated string")]
    [DataRow("x = '''a\n\n", 1, "unterminated string")]
    [DataRow("x = f'{a'\n", 1, "unterminated string")]
    [DataRow("x = f'{a:'\n", 1, "a replacement field is never closed")]
    [DataRow("x = 1 \\", 2, "the file ends in a continued line")]
    [DataRow("x = 1 \\ \n", 1, "a backslash is not followed by the end of the line")]
    [DataRow("x = $\n", 1, "byte 0x24 starts no token")]
    [DataRow("else:\n    a\n", 1, "'else' does not start a statement here")]
    [DataRow("try:\n    a\nb\n", 3, "'except' or 'finally' was expected")]
    [DataRow("@d\na\n", 2, "a decorator is not followed by a definition")]
    [DataRow("match x:\n    a\n", 2, "'case' was expected")]
    [DataRow("async a\n", 1, "'async' is not followed by def, for or with")]
    [DataRow("if x: if y: a\n", 1, "'if' does not start a statement here")]
    public void What_is_not_understood_is_said_with_its_line(string source, int line, string message) =>
        Assert.AreEqual(new SourceProblem(SourceProblemKind.NotUnderstood, line, message), Python.Problem(source));
}
