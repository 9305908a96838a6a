using System.Runtime.Versioning;
using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>Where the interpreter is at its limits, the program does what it does without us, and recording goes on.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class PressureTests
{
    public static IEnumerable<object[]> Guests => Tests.Guests.All();

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void First_hits_at_the_recursion_limit_change_nothing(Interpreter guest)
    {
        const string Program = """
            import os, sys
            def depth(n):
                try:
                    return depth(n + 1)
                except RecursionError:
                    return n
            def at(n, function):
                return at(n - 1, function) if n else function()
            deepest = depth(0)
            done = 0
            for back in range(1, 80):
                names = {}
                exec(compile("def made():\n    x = 1\n    return x\n", os.getcwd() + "/made.py", "exec"), names)
                try:
                    done += at(deepest - back, names["made"])
                except RecursionError:
                    pass
            print(deepest, done)
            """;
        Assert.AreEqual(guest.RunIn("/", ["-c", Program]), Measured.Run(guest, Program).Output);
    }

    [TestMethod]
    public void Each_allocation_that_fails_in_a_first_hit_fails_us_alone()
    {
        // Of the guests only the debug build always has _testcapi.
        const string Program = """
            import _testcapi, os
            source = "def f(x):\n    if x:\n        return 1\n    return 2\n"
            for first in range(150):
                names = {}
                exec(compile(source, os.getcwd() + f"/made{first}.py", "exec"), names)
                f = names["f"]
                try:
                    _testcapi.set_nomemory(first, first + 1 + first % 3)
                    results = f(1), f(0)
                    _testcapi.remove_mem_hooks()
                    assert results == (1, 2), (first, results)
                except MemoryError:
                    _testcapi.remove_mem_hooks()
            print("done")
            """;
        var measured = Measured.Run(Tests.Guests.Debug, Program);
        Assert.AreEqual("done\n", measured.Output);
        Assert.IsLessThan(60, measured.Spool.Lost.Records);
        Assert.AreEqual(4, measured.ExecutedLines("made149.py").Count);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Destructors_signal_handlers_and_the_interpreters_end_are_recorded(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            import atexit, signal
            class Last:
                def __del__(self):
                    self.gone = 1
            def handler(number, frame):
                seen = 1
            signal.signal(signal.SIGALRM, handler)
            signal.raise_signal(signal.SIGALRM)
            Last()
            kept = Last()
            @atexit.register
            def end():
                late = 1
            """);
        var executed = measured.ExecutedLines("main.py");
        foreach (var line in (int[])[4, 6, 13])
        {
            Assert.IsTrue(executed.Contains(line), $"line {line}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Eight_threads_record_what_one_does(Interpreter guest)
    {
        const string Program = """
            import sys, threading
            source = "".join(f"def f{n}(x):\n    if x % {n % 5 + 2}:\n        return x\n    for i in range(x % 3):\n        x += i\n    return {n}\n" for n in range(60))
            names = {}
            exec(compile(source, __file__.replace("main.py", "made.py"), "exec"), names)
            def work():
                for x in range(40):
                    for n in range(60):
                        names[f"f{n}"](x)
            threads = [threading.Thread(target=work) for _ in range(int(sys.argv[1]))]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            """;
        var one = Measured.Run(guest, Program, new Setup { Arguments = ["1"] });
        var eight = Measured.Run(guest, Program, new Setup { Arguments = ["8"] });
        Assert.AreEqual(one.ExecutedLines("made.py"), eight.ExecutedLines("made.py"));
        Assert.AreEqual(Arms(one), Arms(eight));
    }

    private static string Arms(Measured measured) => string.Join('\n', measured.Codes("made.py")
        .Select(code => code.QualifiedName + ": " + string.Concat(code.ArmHits.Select(hit => hit != 0 ? '1' : '0'))).Order(StringComparer.Ordinal));
}
