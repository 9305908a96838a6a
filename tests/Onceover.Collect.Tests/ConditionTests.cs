using System.Text;
using Onceover.Analysis;
using Onceover.Model;

namespace Onceover.Collect.Tests;

/// <summary>The decisions inside statements, construct by construct. In the programs y is true, n is false, no is None.</summary>
[TestClass]
public sealed class ConditionTests
{
    private static readonly (string Program, string Expected)[] Constructs =
    [
        ("y and n", "operand y: true"),
        ("x = n and y or y", "operand n: false; operand y: "),
        ("x = n or not y or n", "operand n: false; operand y: true"),
        ("x = (y or n) and (n or y) and n", "operand y: true; operand n: ; operand n: false; operand y: true"),
        ("if y and not n:\n    pass", "operand y: true; operand n: false"),
        ("while y and n:\n    pass", "operand y: true; operand n: false"),
        ("assert y or n", "operand y: true; operand n: "),
        ("assert y", ""),
        ("if y:\n    pass", ""),
        ("if n: pass", "test n: false"),
        ("if y: pass\nelif n: pass", "test y: true; test n: "),
        ("while not y: pass", "test y: true"),
        ("x = 1 if n else 2", "ternary n: false"),
        ("x = 1 if not n else 2", "ternary n: false"),
        ("x = 1 if y and n else 2", "operand y: true; operand n: false"),
        ("x = (y if n else y) and n", "operand y if n else y: true; ternary n: false"),
        ("x = [i for i in (0, 1) if i]", "filter i: true, false"),
        ("x = list(i for i in (1, 2) if i if y if n)", "filter i: true; filter y: true; filter n: false"),
        ("x = {i: 1 for i in (0, 1) if not i}", "filter i: true, false"),
        ("x = 1 < 2 < 1 + n", "comparison 1 < 2: true"),
        ("if 0 < y < 1:\n    pass", "comparison 0 < y: true; comparison y < 1: false"),
        ("if n < y is not None != 3:\n    pass", "comparison n < y: true; comparison y is not None: true; comparison None != 3: true"),
        ("if no is None and y is not None:\n    pass", "operand no is None: true; operand y is not None: true"),
        ("x = 1 if not no is None else 2", "ternary no is None: true"),
        ("match y:\n    case 1 if n:\n        pass\n    case 1 if y:\n        pass", "guard n: false; guard y: true"),
        ("x = lambda: y and n\nx()", "operand y: true"),
        ("x = lambda: y and n", "operand y: "),
        ("def f(a):\n    return a and (\n        n\n        or y)\nf(1)\nf(0)", "operand a: true, false; operand n: false"),
        ("x = f'{y and n}{1 if n else 2}'", "operand y: true; ternary n: false"),
        ("é = 'ü' if y and n else 'ä'", "operand y: true; operand n: false"),
        ("x = True and y", ""),
        ("x = any(i for i in (0, 1) if i) and y", "operand any(i for i in (0, 1) if i): true; filter i: true, false"),
        ("try:\n    y\nfinally:\n    x = n or y", "operand n: false"),
        ("def f():\n    try:\n        return 1\n    finally:\n        x = y and n or y\nf()", "operand y: true; operand n: false"),
        ("class C:\n    def m(self): return self and y or n\nC().m()", "operand self: true; operand y: true"),
        ("if (z := y) and z > 1:\n    pass", "operand z := y: true; operand z > 1: false"),
        ("def f(a, b, c):\n    return a < b < c\nf(1, 2, 3)\nf(2, 1, 3)", "comparison a < b: true, false"),
        ("def f(a, b, c, d):\n    if a < b < c and d: pass\nf(1, 2, 2, 4)", "comparison a < b: true; comparison b < c: false; operand d: "),
        ("def f(a, b):\n    return max(a, b and not a)\nf(1, 0)", "operand b: false"),
        ("def f(a):\n    return [b and b or a for b in a]\nf([0])", "operand b: false; operand b: "),
        ("async def f():\n    async def g(): return 0\n    return await g() or y\nimport asyncio\nasyncio.run(f())", "operand await g(): false"),
    ];

    public static IEnumerable<object[]> Rows() =>
        from minor in Enumerable.Range(14, 2)
        from construct in Constructs
        select new object[] { minor, construct.Program, construct.Expected };

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Every_decision_inside_a_line_tells_what_it_was(int minor, string program, string expected)
    {
        var text = $"y, n, no = 1, 0, None\n{program}\n";
        using var project = new GuestProject(("a.py", text));

        var view = ExclusionRules.Default.View(SourceStructure.Parse(Encoding.UTF8.GetBytes(text)).Value!);
        var result = FileResult.Of(Collect(project, minor).Files.Values.Single(), view);

        Assert.AreEqual(expected, string.Join("; ", result.Conditions.Select(condition => Words(condition, text))));
    }

    [TestMethod]
    public void Outcomes_of_versions_and_runs_unite()
    {
        using var one = new GuestProject(("a.py", "import sys\nx = len(sys.argv) > 5 or sys.version_info > (3, 15)\n"));
        var run = Collect(one, 14).Union(Collect(one, 15));

        var result = FileResult.Of(run.Files.Values.Single(), SourceView.Plain);

        Assert.AreEqual(new Condition(2, 4, 2, 21, ConditionKind.Operand), result.Conditions.Single().Condition);
        Assert.HasCount(2, run.Files.Values.Single().Countable);
    }

    [TestMethod]
    public void A_file_that_nothing_imported_has_conditions_that_were_never_decided()
    {
        using var project = new GuestProject(("a.py", "pass\n"), ("b.py", "def f(a, b):\n    return a or b\n"));
        var scope = Scope.Default with { Sources = [project.Folder] };

        var run = project.Collect(scope, conditions: true, project.Record(14, "a.py"));

        var result = FileResult.Of(run.Files.Values.Single(file => file.Path == "b.py"), SourceView.Plain);
        Assert.AreEqual(new ConditionResult(2, new(2, 11, 2, 12, ConditionKind.Operand), false, false), result.Conditions.Single());
    }

    [TestMethod]
    public void Nobody_who_does_not_ask_pays_for_them()
    {
        using var project = new GuestProject(("a.py", "x = 1 if __name__ else 2\n"));

        var run = project.Collect(Scope.Default, project.Record(14, "a.py"));

        Assert.IsTrue(run.Files.Values.Single().Conditions().IsEmpty);
    }

    [TestMethod]
    public void A_note_says_that_3_13_does_not_tell_them()
    {
        using var project = new GuestProject(("a.py", "x = 1 if __name__ else 2\n"));

        var run = Collect(project, 13);

        Assert.IsTrue(run.Files.Values.Single().Conditions().IsEmpty);
        Assert.AreEqual("no conditions: Python 3.13 does not tell them (3.14 and later do)", run.Notes.Single());
    }

    private static Run Collect(GuestProject project, int minor) =>
        project.Collect(Scope.Default, conditions: true, project.Record(minor, "a.py"));

    /// <summary>The expression as it stands in the text, and what it was.</summary>
    private static string Words(ConditionResult result, string text)
    {
        var lines = text.Split('\n').Select(Encoding.UTF8.GetBytes).ToArray();
        var condition = result.Condition;
        Assert.AreEqual(condition.Line, condition.EndLine, "the constructs keep their conditions on one line");
        var expression = Encoding.UTF8.GetString(lines[condition.Line - 1].AsSpan()[condition.Column..condition.EndColumn]);
        var seen = new[] { result.SeenTrue ? "true" : null, result.SeenFalse ? "false" : null }.OfType<string>();
        return $"{condition.Kind.ToString().ToLowerInvariant()} {expression}: {string.Join(", ", seen)}";
    }
}
