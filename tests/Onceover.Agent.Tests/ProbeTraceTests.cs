using System.Runtime.Versioning;
using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>What probes leave behind in the code of 3.11 when they are gone: nothing.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class ProbeTraceTests
{
    /// <summary>
    /// Prints each instruction of the code that functions run, as it is after they ran: opcode, argument and the first of its caches, which has the
    /// counter of its specialisation. The other caches have addresses and numbers that the interpreter gave to types and dictionaries.
    /// </summary>
    private const string Dump = """

        import dis, types
        def codes(code):
            yield code
            for constant in code.co_consts:
                if isinstance(constant, types.CodeType):
                    yield from codes(constant)
        def dump(function):
            for code in codes(function.__code__):
                running, shown, at = code._co_code_adaptive, code.co_code, 0
                while at < len(shown):
                    caches = dis._inline_cache_entries[shown[at]]
                    name = dis._all_opname[running[at]]
                    print(code.co_qualname, at // 2, name, running[at + 1], running[at + 2:at + 4].hex() if caches else "")
                    at += 2 + 2 * caches
        """;

    public static IEnumerable<object[]> Guests => Tests.Guests.WithoutEvents();

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Code_that_ran_a_thousand_times_is_what_the_interpreter_made_of_it(Interpreter guest) => AssertSame(guest, """
        class Point:
            scale = 2
            def __init__(self, x, y=1):
                self.x = x
                self.y = y
            def total(self):
                return self.x * self.scale + self.y
        def items(count):
            for i in range(count):
                yield i
        def words(count):
            text = ""
            for i in range(count):
                text = text + "a"
                text += str(i)
            return text
        def compare(a, b):
            if a < b:
                return -1
            if a == b: return 0
            while a > 5 and a != 7:
                a -= 1
            return 1 if a > b else 2
        def work(values, key="a"):
            total, count = 0, 0
            for value in values:
                if value % 3 == 0:
                    total += value
                elif value in (4, 5):
                    total -= Point(value).total()
                else:
                    count = count + 1
            try:
                total += {"a": 1}[key]
            except KeyError:
                count += 10
            found = [v + total for v in values if v > 2]
            a, b = b, a = count, total
            return total, count, a, b, found, (lambda x: x + total)(1), sum(i for i in items(3)), compare(a, b)
        for i in range(1000):
            try:
                work(list(range(i % 12)), "b" if i % 7 == 0 else [] if i % 11 == 0 else "a")
            except TypeError:
                pass
            words(i % 5)
            compare(i % 9, i % 4)
            compare(2, -i % 3)
            compare(8, i % 9)
            compare(7, i % 9)
        """, "Point.__init__, Point.total, items, words, compare, work");

    /// <summary>The interpreter had rewritten the code when these lines were first come to.</summary>
    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Lines_that_ran_once_and_late_are_what_the_interpreter_made_of_them(Interpreter guest) => AssertSame(guest, """
        def work(values, late):
            total = 0
            for value in values:
                if late and value > 1:
                    found = [value]
                    found.append(total)
                    total = found[0] + len(found)
                elif late:
                    a, b = value, total
                    total = a if a > b else b
                    text = "a"
                    text += str(total)
                total += 1
            while late:
                late = work(values, False) < 0
            return total
        for i in range(50):
            work([0, 1, 2], False)
            work([], False)
        work([1, -1, 5], True)
        """, "work,");

    /// <summary>So that instructions of each kind that is specialised begin a line.</summary>
    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Expressions_over_many_lines_that_are_reached_late_are_what_the_interpreter_made_of_them(Interpreter guest) => AssertSame(guest, """
        class Box:
            value = 1
            def get(self, *rest): return self.value
        def work(late, a, b, box, items):
            total = 0
            if late:
                total = (a
                         +
                         b)
                items[
                    0
                ] = (
                    items[
                        1
                    ]
                )
                box.value = (
                    box
                    .value
                )
                (
                    box
                ).value = b
                found = (a
                         <
                         b)
                if (a
                    <
                    b):
                    total -= 1
                total = (
                    box
                    .get(
                        a,
                        b
                    )
                )
                first, second = (
                    items
                )
                for total in (
                    items
                ): found = total
                total = (
                    len
                    (
                        items
                    )
                )
            return total
        for late in 0, 1:
            for i in range(40):
                work(late, 1 + 2 * (i % 2), 2, Box(), [1, 2])
        """, "work, Box.get");

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Code_that_is_executed_again_and_again_is_what_the_interpreter_made_of_it(Interpreter guest) => AssertSame(guest, """
        source = '''
        total = 0
        for item in items:
            if item > 1: total += item
            else:
                total -= 1
            if item == 2 and total > 1:
                total = total - 1
        text = "a" if total else "b"
        last = [text for text in ("ab", "cd") if text == "cd"]
        '''
        import types
        def work(count):
            for i in range(count):
                exec(made.__code__, {"items": [2, 0, 0, 0, 2, 3, 1] if i % 2 else []})
        made = types.SimpleNamespace(__code__=compile(source, globals().get("__file__", "<made>"), "exec"))
        work(500)
        """, "made, work");

    private static void AssertSame(Interpreter guest, string program, string functions)
    {
        var text = program + Dump + $"\nfor function in ({functions}): dump(function)\n";
        var plain = guest.RunIn("/", ["-c", text]).Split('\n');
        var measured = Measured.Run(guest, text);
        Assert.IsGreaterThan(50, plain.Length);
        CollectionAssert.AreEqual(plain.Except(measured.Output.Split('\n')).ToArray(), measured.Output.Split('\n').Except(plain).ToArray());
        Assert.IsTrue(measured.Codes("main.py").Any(code => code.QualifiedName == "work" && code.ArmHits.Any(hit => hit != 0)));
    }
}
