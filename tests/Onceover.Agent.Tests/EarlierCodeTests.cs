using System.Runtime.Versioning;
using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>Functions that a <c>.pth</c> file's imports defined, and perhaps ran, before the agent came, on 3.11, where they have to be found.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class EarlierCodeTests
{
    /// <summary>A function that ran so often that the interpreter has rewritten it.</summary>
    private const string Early = """
        def work(values):
            total = 0
            for a in values:
                b = a; c = b
                if a > 1: total += a + b + c + len(values)
                elif not a:
                    total = total - values[0]
            return total
        for i in range(100): work([0, 1, 2, 3])
        """;

    public static IEnumerable<object[]> Guests => Tests.Guests.WithoutEvents();

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void What_ran_before_is_recorded_when_it_runs_again(Interpreter guest)
    {
        var measured = Run(guest, Early, "import early\nearly.work([5])\n");
        Assert.AreEqual("2 3 4 5 8", Lines(measured));
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void It_is_rewritten_as_it_was_when_it_was_seen(Interpreter guest)
    {
        const string Program = """
            import early, dis
            early.work([0, 1, 2, 3])
            for i in range(1000): early.work([0, 1, 2, 3])
            print([i.opname for i in dis.get_instructions(early.work, adaptive=True)])
            """;
        var measured = Run(guest, Early, Program);
        Assert.AreEqual("2 3 4 5 6 7 8", Lines(measured));
        Assert.AreEqual(Run(guest, Early, Program, scope: null).Output, measured.Output);
        StringAssert.Contains(measured.Output, "STORE_FAST__LOAD_FAST");
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Frames_that_run_it_meanwhile_come_to_the_same_results(Interpreter guest)
    {
        var measured = Run(
            guest,
            """
            import sys, threading
            class Value:
                def __init__(self, number): self.number = number
                @property
                def twice(self): return 2 * self.number
                def add(self, other): return Value(self.number + other.number)
                def __getitem__(self, index): return self.number + index
            def values(count):
                for i in range(count):
                    value = Value(i)
                    if i % 3 == 0: value = value.add(Value(1))
                    elif value.twice > 7 and i != 8: value = value.add(Value(value[2]))
                    yield value
            def work(count):
                text = ""; total = 0; floats = 0.5
                for value in values(count):
                    total += value.number; text = text + str(total); floats = floats + total
                    a, b = divmod(total, 7)
                    text += text[b] if b < len(text) else min("b", "c")
                return text, total, floats, [x for x in text if x == "1"]
            expected = repr(work(40))
            for i in range(20): work(40)
            held = []
            for count in range(40):
                held.append(values(40))
                for i in range(count): next(held[-1])
            stop = False
            def repeat():
                while not stop: results.add(repr(work(40)))
            results = set()
            sys.setswitchinterval(1e-6)
            threads = [threading.Thread(target=repeat) for i in range(3)]
            for thread in threads: thread.start()
            while not results: pass
            """,
            """
            import early
            for i in range(100): early.results.add(repr(early.work(40)))
            early.stop = True
            for thread in early.threads: thread.join()
            numbers = [value.number for value in early.values(40)]
            print(early.results == {early.expected}, [[value.number for value in left] == numbers[i:] for i, left in enumerate(early.held)].count(False))
            """);
        Assert.AreEqual("True 0\n", measured.Output);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Each_interpreter_has_its_own(Interpreter guest)
    {
        var measured = Run(guest, Early, """
            import _xxsubinterpreters as s, _testcapi
            s.run_string(s.create(), "import early; early.work([])")
            _testcapi.run_in_subinterp("import early; early.work([0])")
            """);
        Assert.AreEqual("2 3 4 5 6 7 8", Lines(measured));
    }

    /// <summary>A module that leaves another object in its place, one that is in no table, and objects that the collector was told to forget.</summary>
    [TestMethod]
    [DataRow("import sys\nclass Other: pass\nother = Other()\nother.work = work\nsys.modules['early'] = other\n")]
    [DataRow("import gc\ngc.collect()\ngc.freeze()\n")]
    [DataRow("import gc\ngc.disable()\n")]
    [DataRow("__file__ = None\nimport _thread, sys\nsys.modules['other'] = sys\nsys.modules['nothing'] = None\nimport beside\n")]
    public void It_is_found_wherever_it_is(string more)
    {
        foreach (var guest in Guests)
        {
            var measured = Run((Interpreter)guest[0], Early + "\n" + more, "import early\nearly.work([5])\n");
            Assert.AreEqual("2 3 4 5 8", Lines(measured), more);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Nobody_is_told_of_the_search(Interpreter guest)
    {
        const string Listening = """

            import sys
            seen = []
            sys.addaudithook(lambda event, arguments: seen.append(event))
            """;
        const string Program = "import early\nprint([event for event in early.seen if event.startswith('gc.')])\nearly.work([])\n";
        Assert.AreEqual("[]\n", Run(guest, Early + Listening, Program).Output);
    }

    private static string Lines(Measured measured) => string.Join(' ', measured.ExecutedLines("path/early.py"));

    private static Measured Run(Interpreter guest, string early, string program) => Run(guest, early, program, _ => Store.RecordingScope.Default);

    private static Measured Run(Interpreter guest, string early, string program, Func<string, Store.RecordingScope>? scope) => Measured.Run(
        guest,
        program,
        new Setup
        {
            Options = [],
            Scope = scope,
            Environment = [("PYTHONUSERBASE", "user")],
            PythonPath = ["path"],
            Files =
            [
                ("path/early.py", early),
                ("path/beside.py", ""),
                ("user/lib/python3.11/site-packages/early.pth", "import early\n"),
            ],
        });
}
