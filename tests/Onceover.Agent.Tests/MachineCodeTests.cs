using System.Runtime.Versioning;
using Onceover.Store;
using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>Guests that compile to machine code: what is recorded, and branches whose jump nobody takes.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class MachineCodeTests
{
    private const string NeverJumps = """
        def work(items, always, missing):
            total = 0
            for item in items:
                if always:
                    total += 1
                if missing is None:
                    total += 2
                if missing is not None:
                    total += 4
                if not missing:
                    total += 8
                total += 16
            return total

        """;

    /// <summary>How each conditional jump of a function stands in memory, and what is behind it.</summary>
    private const string Show = """

        import dis
        def show(code):
            running = code._co_code_adaptive
            names = {number: name for name, number in dis._all_opmap.items()}
            for it in dis.get_instructions(code):
                if it.opname.startswith("POP_JUMP"):
                    print(it.opname, names[running[it.offset]], running[it.offset + 1] == 1, names[running[it.offset + 4]])

        """;

    private static Setup WithCompiler { get; } = new() { Environment = [("PYTHON_JIT", "1")] };

    private static Setup Eagerly { get; } = new() { Scope = _ => RecordingScope.Default with { FreesBranchesEagerly = true } };

    /// <summary>The debug build asserts what it comes to.</summary>
    public static IEnumerable<object[]> Guests => Tests.Guests.All().Where(guest => ((Interpreter)guest[0]).Minor >= 14);

    public static IEnumerable<object[]> Compiling => Guests.Where(guest =>
        ((Interpreter)guest[0]).RunIn("/", ["-c", "import sys; print(sys._jit.is_available())"]) == "True\n");

    [TestMethod]
    [DynamicData(nameof(Compiling))]
    public void The_end_of_a_loop_that_ran_as_machine_code_is_recorded(Interpreter guest)
    {
        const string Program = """
            def counted(n):
                total = 0
                for i in range(n):
                    total += 1
                return total
            def nested(n):
                total = 0
                for i in range(n):
                    for j in (1, 2):
                        if j == 3:
                            total += 5
                        total += 1
                return [one for one in range(n)]
            def waiting(n):
                while n:
                    n -= 1
                    if n == 7:
                        n -= 1
                return n
            counted(1 << 17)
            nested(1 << 15)
            waiting(1 << 17)
            """;
        Assert.AreEqual(Arms(Measured.Run(guest, Program)), Arms(Measured.Run(guest, Program, WithCompiler)));
    }

    [TestMethod]
    [DynamicData(nameof(Compiling))]
    public void A_long_loop_that_has_no_items_ends_where_it_ends(Interpreter guest)
    {
        var body = string.Concat(Enumerable.Repeat("        total += 1\n", 60));
        var program = $"""
            def work(items):
                total = 0
                for item in items:
            {body}    return total
            for n in range(6000):
                work(())
            print(work((1,)) if ITEMS else work(()))
            """.Replace("\n            ", "\n", StringComparison.Ordinal);
        foreach (var items in (string[])["True", "False"])
        {
            var text = program.Replace("ITEMS", items, StringComparison.Ordinal);
            var compiled = Measured.Run(guest, text, WithCompiler);
            var plain = Measured.Run(guest, text);
            Assert.AreEqual(plain.Output, compiled.Output);
            Assert.AreEqual(Arms(plain), Arms(compiled));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Compiling))]
    public void Nothing_is_armed_where_everybody_passes(Interpreter guest) => Assert.AreEqual(
        """
        POP_JUMP_IF_FALSE POP_JUMP_IF_TRUE True INSTRUMENTED_JUMP_FORWARD
        POP_JUMP_IF_NOT_NONE POP_JUMP_IF_NONE True INSTRUMENTED_JUMP_FORWARD
        POP_JUMP_IF_NONE POP_JUMP_IF_NONE False INSTRUMENTED_NOT_TAKEN
        POP_JUMP_IF_TRUE POP_JUMP_IF_FALSE True INSTRUMENTED_JUMP_FORWARD

        """,
        Measured.Run(guest, NeverJumps + Show + """
            work(range(100), True, None)
            show(work.__code__)
            """, WithCompiler).Output);

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Without_that_compiler_branches_stay_as_they_are(Interpreter guest) => Assert.AreEqual(
        """
        POP_JUMP_IF_FALSE INSTRUMENTED_POP_JUMP_IF_FALSE False NOT_TAKEN
        POP_JUMP_IF_NOT_NONE INSTRUMENTED_POP_JUMP_IF_NOT_NONE False NOT_TAKEN
        POP_JUMP_IF_NONE POP_JUMP_IF_NONE False INSTRUMENTED_NOT_TAKEN
        POP_JUMP_IF_TRUE INSTRUMENTED_POP_JUMP_IF_TRUE False NOT_TAKEN

        """,
        Measured.Run(guest, NeverJumps + Show + """
            work(range(100), True, None)
            show(work.__code__)
            """).Output);

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Both_arms_of_a_turned_branch_are_recorded(Interpreter guest)
    {
        string[] ends =
        [
            "",
            "work([1], False, None)",
            "work([1], True, 3)",
            "work([1], False, 3)",
            "import sys; sys.monitoring.restart_events(); work([1], True, None)",
            "import sys; sys.monitoring.restart_events(); work([1], False, 3)",
            "import types; types.FunctionType(work.__code__.replace(), globals())([1, 2], True, 0)",
        ];
        foreach (var end in ends)
        {
            var program = $"{NeverJumps}print(work(range(100), True, None))\nprint(work(range(3), True, None))\n{end}\n";
            var turned = Measured.Run(guest, program, Eagerly);
            var plain = Measured.Run(guest, program);
            Assert.AreEqual(Arms(plain), Arms(turned), end);
            Assert.AreEqual(plain.Output, turned.Output);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_program_sees_the_code_that_was_compiled(Interpreter guest)
    {
        const string Program = NeverJumps + """
            import dis, io, marshal, sys, traceback
            def seen():
                text = io.StringIO()
                dis.dis(work, file=text)
                lines = []
                def trace(frame, event, argument):
                    lines.append((event, frame.f_code.co_name, frame.f_lineno))
                    return trace
                sys.settrace(trace)
                work([1], True, None)
                work([1], False, 2)
                sys.settrace(None)
                try:
                    work([1], True, [])
                    work(3, True, None)
                except TypeError:
                    lines.append(traceback.format_exc())
                return [text.getvalue(), lines, marshal.dumps(work.__code__.replace()), work.__code__.co_code, list(work.__code__.co_lines()), list(work.__code__.co_positions())]
            with open(__file__) as source:
                before = compile(source.read(), __file__, "exec")
            print(work(range(9), True, None), [code for code in before.co_consts if hasattr(code, "co_code")][0].co_code == work.__code__.co_code)
            for line in seen():
                print(line)
            """;
        Assert.AreEqual(WithoutFolder(Measured.Run(guest, Program)), WithoutFolder(Measured.Run(guest, Program, Eagerly)));
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Code_that_somebody_holds_keeps_its_hash(Interpreter guest) => Assert.AreEqual(
        "True True\n",
        Measured.Run(guest, NeverJumps + """
            held = {work.__code__: 1}
            before = hash(work.__code__)
            work(range(300), True, None)
            print(work.__code__ in held, hash(work.__code__) == before)
            """, Eagerly).Output);

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Code_is_left_alone_beside_another_tool(Interpreter guest) => Assert.AreEqual(
        "True\n",
        Measured.Run(guest, NeverJumps + """
            import sys
            sys.monitoring.use_tool_id(2, "profiler")
            before = hash(work.__code__)
            work(range(300), True, None)
            print(hash(work.__code__) == before)
            """, Eagerly).Output);

    private static string WithoutFolder(Measured measured) => measured.Output.Replace(measured.Folder, "", StringComparison.Ordinal);

    private static string Arms(Measured measured) =>
        string.Join('\n', measured.Codes("main.py").Select(code => $"{code.QualifiedName}: {string.Join(' ', code.ExecutedLines)}; {RecordedArms.OfAll(code)}").Distinct().Order(StringComparer.Ordinal));
}
