using System.Runtime.Versioning;
using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>Where the interpreter is at its limits, the program does what it does without us, and recording goes on.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class PressureTests
{
    /// <summary>Ten minutes for each guest, if there is time.</summary>
    private static readonly string RaceSeconds = Environment.GetEnvironmentVariable("ONCEOVER_NIGHTLY") is null ? "1" : "600";

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
        Assert.AreEqual(Arms(one, guest.Minor), Arms(eight, guest.Minor));
    }

    /// <summary>Round by round there is new code, and eight threads start, branch, fail and end in it at once, each in an order of its own.</summary>
    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Eight_threads_that_race_for_new_code_record_what_one_does(Interpreter guest)
    {
        const string Program = """
            import random, sys, threading, time
            count, rounds, seconds = map(int, sys.argv[1:])
            source = "".join(f'''
            def f{n}(x):
                total = {n}
                for i in range(x % 4):
                    if i % 2 and x > {n}: total += i
                    else:
                        total -= 1
                try:
                    total //= x % 3
                except ZeroDivisionError:
                    total = 0
                while total > 5 and (total % 2 or x % 2): total -= 3
                return total if x % 2 else [y for y in range(x) if y]

            def g{n}(x):
                with open("/dev/null"):
                    for value in range(x % 5):
                        if value == 7:
                            raise ValueError(x)
                        yield value
                return (lambda: x)()

            class C{n}:
                limit = {n}

                def f(self, x):
                    def inner(y):
                        return y if y is None else y + x
                    match x % 4:
                        case 0: return inner(None)
                        case 1 if x > self.limit: return inner(1)
                        case _: return inner(x)
            ''' for n in range(12))
            def work(names, seed, together):
                order = random.Random(seed)
                calls = [(n, x) for n in range(12) for x in range(16)]
                order.shuffle(calls)
                together.wait()
                for n, x in calls:
                    names[f"f{n}"](x)
                    list(names[f"g{n}"](x))
                    names[f"C{n}"]().f(x)
            end = time.monotonic() + seconds
            done = 0
            while done < rounds or time.monotonic() < end:
                names = {}
                exec(compile("\n" * done + source, __file__.replace("main.py", "made.py"), "exec"), names)
                together = threading.Barrier(count)
                threads = [threading.Thread(target=work, args=(names, seed, together)) for seed in range(count)]
                for thread in threads: thread.start()
                for thread in threads: thread.join()
                done += 1
            print(done)
            """;
        var eight = Measured.Run(guest, Program, new Setup { Arguments = ["8", "1", RaceSeconds] });
        var one = Measured.Run(guest, Program, new Setup { Arguments = ["1", eight.Output.Trim(), "0"] });
        Assert.AreEqual(one.ExecutedLines("made.py"), eight.ExecutedLines("made.py"));
        Assert.AreEqual(Arms(one, guest.Minor), Arms(eight, guest.Minor));
    }

    private static string Arms(Measured measured, int minor) => string.Join('\n', measured.Codes("made.py")
        .Select(code => $"{code.QualifiedName} {code.FirstLine}: {(minor < 14 ? RecordedArms.OfLoneBranches(code, minor) : RecordedArms.OfAll(code))}").Order(StringComparer.Ordinal));
}
