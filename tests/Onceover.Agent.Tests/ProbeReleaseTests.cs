using System.Runtime.Versioning;
using Onceover.Model;
using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>Line probes are taken out of code that goes on running, and nobody else's are.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class ProbeReleaseTests
{
    /// <summary>Jumps lead to lines that are current already: loops on one line, conditions of many parts, ways out of handlers.</summary>
    private const string Work = """
        def work(values, strict=False):
            if strict:
                raise ValueError(values)
            total = 0
            try:
                total += sum(value for value in values if value and (value > 1 or value < 5))
            except TypeError:
                total = -1
            while total > 10 and (total % 3 or total % 7): total -= 1
            with open("/dev/null") as null:
                for value in values: total += value if value else 1
            return [value for value in values if value] + [
                total
                if total
                else 0,
            ]
        """;

    public static IEnumerable<object[]> Guests => Tests.Guests.WithEvents();

    public static IEnumerable<object[]> GuestsWithLock => Tests.Guests.WithEvents().Where(guest => !((Interpreter)guest[0]).Path.EndsWith('t'));

    [TestMethod]
    [DynamicData(nameof(GuestsWithLock))]
    public void A_probe_stays_only_on_a_line_that_was_never_reached(Interpreter guest)
    {
        var measured = Measured.Run(guest, WithProbes("""
            for i in range(3): work([0, 1, 2, 30])
            print(sorted(probes(work.__code__)))
            """));
        Assert.AreEqual("[3, 7, 8, 15]\n", measured.Output);
    }

    /// <summary>3.12 forgets them when anybody asks for an event; later versions have them from the compiler.</summary>
    [TestMethod]
    [DynamicData(nameof(GuestsWithLock))]
    public void Pairs_of_instructions_that_are_one_stay_so_in_code_that_was_seen_and_in_code_of_others(Interpreter guest)
    {
        const string Program = """
            import dis
            source = '''

            def work(a, b):
                c = a; d = c; e = d
                f = a
                if a:
                    c = 1; d = b
                return a + b + c + d
            '''

            def pairs(name):
                names = {}
                exec(compile(source, name, "exec"), names)
                for _ in range(3):
                    names["work"](1, 2)
                return [i.opname for i in dis.get_instructions(names["work"], adaptive=True) if "FAST" in i.opname]
            print(pairs(__file__), pairs("<elsewhere>"), sep="\n")
            """;
        var lines = Measured.Run(guest, Program).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var plain = guest.RunIn("/", ["-c", "__file__ = '<here>'\n" + Program]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        CollectionAssert.AreEqual(plain, lines);
        if (guest.Minor == 12)
        {
            StringAssert.Contains(plain[0], "STORE_FAST__LOAD_FAST");
        }
    }

    /// <summary>A debug build asserts what END_ASYNC_FOR leads back to, which from 3.14 on is not always what it means.</summary>
    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void An_async_comprehension_in_a_handler_comes_to_its_end(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            import asyncio
            async def items(count):
                for i in range(count):
                    yield i
            async def length(them):
                try:
                    count = len(them)
                except TypeError:
                    seen = [x async for x in them]
                    count = len(seen)
                return count
            for n in range(4):
                print(asyncio.run(length(items(n))))
            """);
        Assert.AreEqual("0\n1\n2\n3\n", measured.Output);
    }

    [TestMethod]
    [DynamicData(nameof(GuestsWithLock))]
    public void Loops_of_a_module_are_freed_too(Interpreter guest)
    {
        var measured = Measured.Run(guest, WithProbes("""
            import sys
            total = 0
            for i in range(10): total += i if i else 1
            while total > 0 and (total % 2 or total): total -= 1
            print(sorted(probes(sys._getframe().f_code) & {total + 26, total + 27}))
            """));
        Assert.AreEqual("[]\n", measured.Output);
    }

    [TestMethod]
    [DynamicData(nameof(GuestsWithLock))]
    public void A_function_of_one_line_is_freed_though_it_reports_none(Interpreter guest)
    {
        var measured = Measured.Run(guest, WithProbes("""
            def one(values): return [value for value in values if value and value > 1] or [value for value in values]
            for i in range(3): one([0, 1, 2])
            print(probes(one.__code__))
            """));
        Assert.AreEqual("set()\n", measured.Output);
    }

    [TestMethod]
    [DynamicData(nameof(GuestsWithLock))]
    public void What_ran_before_in_equal_code_is_not_reported_again(Interpreter guest)
    {
        var measured = Measured.Run(guest, WithProbes("""
            import inspect, os
            source = inspect.getsource(work)
            for i in range(2):
                names = {}
                exec(compile(source, os.getcwd() + "/made.py", "exec"), names)
                names["work"]([0, 1, 2, 30])
                print(sorted(probes(names["work"].__code__)))
            """));
        Assert.AreEqual("[3, 7, 8, 15]\n[3, 7, 8, 15]\n", measured.Output);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_tool_that_wants_every_line_gets_every_line(Interpreter guest) => AssertSameAsPlain(guest, """
        events = monitoring.events
        monitoring.use_tool_id(2, "other")
        monitoring.register_callback(2, events.LINE, lambda code, line: seen.append(line))
        work([0, 1, 2, 30])
        monitoring.set_local_events(2, work.__code__, events.LINE)
        work([0, 1, 2, 30])
        work([0, 5])
        monitoring.set_local_events(2, work.__code__, 0)
        work([0, 5])
        monitoring.set_events(2, events.LINE)
        work([])
        monitoring.set_events(2, 0)
        """);

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_tool_that_was_there_first_gets_every_line(Interpreter guest) => AssertSameAsPlain(guest, """
        events = monitoring.events
        monitoring.use_tool_id(2, "other")
        monitoring.register_callback(2, events.LINE, lambda code, line: seen.append(line))
        monitoring.set_local_events(2, work.__code__, events.LINE)
        work([0, 1, 2, 30])
        work([0, 5])
        """);

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_tool_that_disables_lines_gets_them_again_after_a_restart(Interpreter guest) => AssertSameAsPlain(guest, """
        events = monitoring.events
        def line(code, line):
            seen.append(line)
            return monitoring.DISABLE
        monitoring.use_tool_id(2, "other")
        monitoring.register_callback(2, events.LINE, line)
        work([0, 1, 2, 30])
        monitoring.set_local_events(2, work.__code__, events.LINE)
        for i in range(3):
            work([0, 1, 2, 30])
            work([7])
            monitoring.restart_events()
        monitoring.set_local_events(2, work.__code__, 0)
        monitoring.free_tool_id(2)
        work([0, 5])
        """);

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_tool_gets_every_instruction(Interpreter guest) => AssertSameAsPlain(guest, """
        events = monitoring.events
        monitoring.use_tool_id(2, "other")
        def instruction(code, offset):
            # Offsets and jumps differ in marked code.
            name = dis.opname[code.co_code[offset]]
            if not name.startswith("JUMP_"):
                seen.append((name, list(code.co_positions())[offset // 2]))
        import dis
        monitoring.register_callback(2, events.INSTRUCTION, instruction)
        work([0, 1, 2, 30])
        work([0, 1, 2, 30])
        monitoring.set_local_events(2, work.__code__, events.INSTRUCTION)
        work([0, 1, 2, 30])
        monitoring.set_local_events(2, work.__code__, 0)
        work([0, 1, 2, 30])
        """);

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_trace_function_sees_every_line_before_and_after_they_were_reported(Interpreter guest) => AssertSameAsPlain(guest, """
        import sys
        def trace(frame, event, argument):
            if frame.f_code.co_name in ("work", "<genexpr>"):
                seen.append((event, frame.f_lineno))
            return trace
        for i in range(3):
            sys.settrace(trace)
            work([0, 1, 2, 30])
            sys.settrace(None)
            work([0, 5])
        """);

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_debugger_stops_where_it_always_does(Interpreter guest) => AssertSameAsPlain(guest, """
        import bdb
        class Debugger(bdb.Bdb):
            def user_line(self, frame):
                seen.append(frame.f_lineno)
                if len(seen) % 3:
                    self.set_step()
                else:
                    self.set_continue()
        work([0, 1, 2, 30])
        debugger = Debugger()
        debugger.set_break(__file__, 11)
        debugger.runcall(work, [0, 1, 2, 30])
        work([0, 1, 2, 30])
        """);

    /// <summary>The same events as without us, and our own lines complete.</summary>
    private static void AssertSameAsPlain(Interpreter guest, string program)
    {
        var whole = $"""
            {Work}
            import sys
            monitoring = sys.monitoring
            seen = []
            {program}
            print(seen)
            """;
        var folder = Directory.CreateTempSubdirectory("onceover-").FullName;
        try
        {
            var file = Path.Combine(folder, "main.py");
            File.WriteAllText(file, whole);
            var measured = Measured.Run(guest, whole);
            Assert.AreEqual(guest.RunIn(folder, [file]), measured.Output);
            var lines = measured.Codes("main.py").Where(code => code.QualifiedName == "work").Aggregate(LineSet.Empty, (all, code) => all.Union(code.ExecutedLines));
            var always = LineSet.Of(2, 4, 5, 6, 9, 10, 11, 12, 13, 14);
            Assert.AreEqual(always, lines.Intersect(always));
            Assert.AreEqual(LineSet.Empty, lines.Intersect(LineSet.Of(3, 7, 8)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A program that can ask on which lines of a code object a probe is left.</summary>
    private static string WithProbes(string program) => $$"""
        {{Work}}
        def probes(code):
            import dis
            probe = getattr(dis, "_all_opmap", {}).get("INSTRUMENTED_LINE", 254)
            lines = {at: line for start, end, line in code.co_lines() for at in range(start, end, 2)}
            starts = {instruction.offset for instruction in dis.get_instructions(code)}
            return {lines[at] for at in starts if code._co_code_adaptive[at] == probe}
        {{program}}
        """;
}
