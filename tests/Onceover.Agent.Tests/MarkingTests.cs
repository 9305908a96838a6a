using System.Runtime.Versioning;
using Onceover.Store;
using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>Where one event stands for both arms of a branch, code is marked; and what a program sees of that.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class MarkingTests
{
    private const string OneSided = """
        def work(items):
            total = 0
            for item in items:
                if item >= 0:
                    total += 1
                if item == -1 or item == -2:
                    total += 2
                elif item == -3:
                    continue
                total += [1 for _ in "ab" if item][0] if item else 0
            return total
        """;

    /// <summary>Short programs would not get that far.</summary>
    private static Setup Eagerly { get; } = new() { Scope = _ => RecordingScope.Default with { FreesBranchesEagerly = true } };

    public static IEnumerable<object[]> Guests => Tests.Guests.All().Where(guest => ((Interpreter)guest[0]).Minor is 12 or 13);

    public static IEnumerable<object[]> GuestsWithLock => Guests.Where(guest => !((Interpreter)guest[0]).Path.EndsWith('t'));

    [TestMethod]
    [DynamicData(nameof(GuestsWithLock))]
    public void No_branch_keeps_an_event_however_one_sided_it_is(Interpreter guest)
    {
        var measured = Measured.Run(guest, OneSided + """

            work(range(10))
            import dis
            code = work.__code__
            for it in dis.get_instructions(code):
                if code._co_code_adaptive[it.offset] >= 236 and (it.opname.startswith("POP_JUMP") or it.opname == "FOR_ITER"):
                    print(it.opname, it.positions.lineno)
            """, Eagerly);
        Assert.AreEqual("", measured.Output);
        Assert.IsEmpty(measured.Content.Notes);
    }

    [TestMethod]
    [DynamicData(nameof(GuestsWithLock))]
    public void Loops_of_a_module_are_marked_before_they_run(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            import sys
            total = 0
            for item in range(10):
                if item >= 0:
                    total += 1
                total += 1
            code = sys._getframe().f_code
            import dis
            for it in dis.get_instructions(code):
                if it.positions.lineno < 7 and code._co_code_adaptive[it.offset] >= 236 and it.opname.startswith("POP_JUMP"):
                    print(it.positions.lineno)
            """, Eagerly);
        Assert.AreEqual("", measured.Output);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_program_sees_what_it_sees_without_us(Interpreter guest)
    {
        var program = OneSided + """

            import inspect, sys, traceback

            class Body:
                names = [name for name in ("a", "b") if name]
                if names:
                    first = names[0]
                seen = sorted(name for name in locals() if not name.startswith("__"))

            def closure(x):
                def inner(y, *, z=1):
                    while y:
                        if x:
                            y -= 1
                        y -= 1
                    return x, y, z
                return inner

            def generator(n):
                for i in range(n):
                    if i % 2:
                        yield i
                try:
                    yield "last"
                finally:
                    if n:
                        print("closed")

            def fails(x):
                for i in range(3):
                    if i == 1:
                        x += 1
                    if i == 2: x = (i if x else
                                    [][i])
                return x.missing

            def shape(code):
                rows = [(code.co_name, code.co_qualname, code.co_varnames, code.co_cellvars, code.co_freevars, code.co_flags, code.co_stacksize,
                         code.co_nlocals, code.co_argcount, code.co_names, sorted({line for _, _, line in code.co_lines() if line}))]
                for constant in code.co_consts:
                    rows += shape(constant) if hasattr(constant, "co_code") else [repr(constant)]
                return rows

            print(*shape(work.__code__), *shape(closure.__code__), *shape(generator.__code__), sep="\n")
            print(Body.seen, Body.first, closure(1)(4), inspect.getsource(closure), inspect.signature(closure(1)))
            for x in (0, None):
                try:
                    fails(x)
                except Exception:
                    print(traceback.format_exc())
            it = generator(4)
            print(next(it), next(it), next(it), inspect.getgeneratorlocals(it), it.gi_frame.f_lineno)
            it.close()
            lines = []
            def trace(frame, event, argument):
                lines.append((event, frame.f_code.co_name, frame.f_lineno))
                return trace
            for traced in range(2):
                sys.settrace(trace)
                work([1, -1, -2, -3, 0])
                closure(0)(2)
                sys.settrace(None)
            print(lines)
            print(work.__code__.replace(co_name="other").co_name, hash(work.__code__) == hash(work.__code__.replace()))
            exec(compile("for i in range(2):\n if i: work([i])\nprint(i)", __file__, "exec"))
            """;
        var measured = Measured.Run(guest, program, Eagerly);
        Assert.AreEqual(Plain(guest, measured.Folder, program), measured.Output);
    }

    [TestMethod]
    [DynamicData(nameof(GuestsWithLock))]
    public void A_traceback_that_somebody_holds_keeps_its_lines(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            def fail(item):
                raise ValueError(item)

            def work(items):
                kept = []
                for item in items:
                    if kept:
                        item += 1 if item >= 0 else 2
                        item += 1 if item >= 0 else 2
                        item += 1 if item >= 0 else 2
                        item += 1 if item >= 0 else 2
                        item += 1 if item >= 0 else 2
                    try:
                        fail(item)
                    except ValueError as error:
                        kept.append(error.__traceback__)
                    item += 1 if item >= 0 else 2
                return kept

            print({trace.tb_lineno for trace in work(range(100))})
            """, Eagerly);
        Assert.AreEqual("{14}\n", measured.Output);
    }

    [TestMethod]
    [DynamicData(nameof(GuestsWithLock))]
    public void Code_that_somebody_holds_is_left_alone_and_named(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            import types
            source = compile("def strange(n):\n  for i in range(n):\n    n += 1 if i >= 0 else 2\n  return n", __file__, "exec")
            strange = types.FunctionType(source.co_consts[0], globals())
            held = [strange.__code__]
            strange(1 << 17)
            """);
        var note = measured.Content.Notes.Single();
        Assert.AreEqual(SpoolNoteKind.Unmarked, note.Kind);
        Assert.AreEqual("strange", note.Detail);
    }

    /// <summary>The same file's output without us: tracebacks name it.</summary>
    private static string Plain(Interpreter guest, string folder, string program)
    {
        Directory.CreateDirectory(folder);
        try
        {
            var file = Path.Combine(folder, "main.py");
            File.WriteAllText(file, program);
            return guest.RunIn(folder, [file]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
