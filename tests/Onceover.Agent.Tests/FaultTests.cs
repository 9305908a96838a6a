using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Onceover.Store;
using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>
/// Whatever we ask for is refused, at each place where we ask: the program does what it does without us, and what was not recorded is said.
/// </summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class FaultTests
{
    /// <summary>Imports, branches, loops, exceptions, a generator, code that is made, equal code, threads, a real path that is a link.</summary>
    private const string Program = """
        import os, sys, threading
        os.symlink("linked", "link")
        sys.path[:0] = ["link", "."]
        import one, two
        def work(x):
            total = 0
            for i in range(x):
                if i % 2:
                    total += i
                else:
                    total -= 1
            try:
                total //= x % 3
            except ZeroDivisionError:
                total = 0
            return total
        def values(x):
            while x:
                x -= 1
                yield x if x else None
        for n in range(4):
            names = {}
            exec(compile("def made(x):\n    if x:\n        return 1\n    return 2\n", os.getcwd() + f"/made{n // 2}.py", "exec"), names)
            print(names["made"](0), names["made"](n), [work(n) for _ in range(3)], list(values(n)), one.answer(n), two.Two().answer(n))
        threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        """;

    private static readonly (string, string)[] Files =
    [
        ("linked/one.py", "def answer(x):\n    return x and x + 1\n"),
        ("two.py", "class Two:\n    def answer(self, x):\n        if x > 1: return x\n        return [y for y in range(x)]\n"),
    ];

    /// <summary>Every n-th call, unless there is time.</summary>
    private static readonly int Stride = Environment.GetEnvironmentVariable("ONCEOVER_NIGHTLY") is null ? 5 : 1;

    public TestContext TestContext { get; set; } = null!;

    public static IEnumerable<object[]> Guests => Tests.Guests.All();

    public static IEnumerable<object[]> GuestsWithFailingMemory => Tests.Guests.WithFailingMemory();

    public static IEnumerable<object[]> GuestsThatMark =>
        Tests.Guests.WithFailingMemory().Where(guest => ((Interpreter)guest[0]).Minor is 12 or 13 && !((Interpreter)guest[0]).Path.EndsWith('t'));

    /// <summary>Each call once, and each with all that follow it, by <c>Guest/failing_calls.c</c>.</summary>
    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Each_call_of_the_C_library_that_fails_fails_us_alone(Interpreter guest)
    {
        var library = Directory.CreateTempSubdirectory("onceover-");
        try
        {
            var shim = Path.Combine(library.FullName, "failing_calls.so");
            using var compiler = Process.Start("cc", ["-shared", "-fPIC", "-O1", "-o", shim, Interpreter.Beside("Guest/failing_calls.c"), "-ldl"]);
            compiler.WaitForExit();
            Assert.AreEqual(0, compiler.ExitCode);

            var counted = Path.Combine(library.FullName, "count");
            var whole = Run(guest, shim, ("FAILING_CALLS_COUNT", counted));
            var calls = int.Parse(File.ReadAllText(counted), CultureInfo.InvariantCulture);
            TestContext.WriteLine($"{calls} calls");
            Assert.IsGreaterThan(50, calls);
            Assert.IsFalse(whole.Spool.Lost.Any);
            var problems = new List<string>();
            for (var call = 1 + (Environment.TickCount % Stride); call <= calls; call += Stride)
            {
                foreach (var last in (int[])[call, int.MaxValue])
                {
                    var problem = Problem(whole, Run(guest, shim, ("FAILING_CALLS", $"{call}-{last}")));
                    if (problem.Length > 0)
                    {
                        problems.Add($"call {call} to {last}: {problem}");
                    }
                }
            }

            Assert.IsEmpty(problems, string.Join('\n', problems));
        }
        finally
        {
            library.Delete(recursive: true);
        }
    }

    [TestMethod]
    [DynamicData(nameof(GuestsWithFailingMemory))]
    public void Each_allocation_that_fails_in_a_first_hit_fails_us_alone(Interpreter guest)
    {
        const int Places = 150;
        var measured = Measured.Run(guest, """
            import _testcapi, os, sys
            source = "def f(x):\n    if x:\n        return 1\n    return 2\n"
            for first in range(int(sys.argv[1])):
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
                    print(first)
            """, new Setup { Arguments = [Places.ToString(CultureInfo.InvariantCulture)] });
        var raised = measured.Output.Split('\n').ToHashSet(StringComparer.Ordinal);
        var incomplete = Enumerable.Range(0, Places).Count(n => !raised.Contains($"{n}") && measured.ExecutedLines($"made{n}.py").Count < 4);
        Assert.IsLessThan(Places / 2, raised.Count);
        Assert.IsLessThanOrEqualTo(measured.Spool.Lost.Records, incomplete);
        Assert.IsLessThan(Places / 2, incomplete);
        Assert.AreEqual(4, measured.ExecutedLines($"made{Places - 1}.py").Count);
    }

    /// <summary>Code is marked at its third event here; before and after, memory can be had.</summary>
    [TestMethod]
    [DynamicData(nameof(GuestsThatMark))]
    public void Each_allocation_that_fails_while_a_function_gets_its_copy_fails_us_alone(Interpreter guest)
    {
        const int Places = 150;
        var measured = Measured.Run(guest, """
            import _testcapi, os, sys
            source = "def f(items):\n    total = 0\n    for item in items:\n        if item:\n            total += 1\n        total += 1\n    return total\n"
            raised = copied = 0
            for first in range(int(sys.argv[1])):
                names = {}
                exec(compile(source, os.getcwd() + f"/made{first}.py", "exec"), names)
                f = names.pop("f")
                once, more = (), (1,) * 5
                f(once)
                size = len(f.__code__.co_code)
                try:
                    _testcapi.set_nomemory(first, first + 1 + first % 3)
                    result = f(more)
                    _testcapi.remove_mem_hooks()
                    assert result == 10, (first, result)
                except MemoryError:
                    _testcapi.remove_mem_hooks()
                    raised += 1
                assert f((1, 0, 1)) == 5, first
                copied += len(f.__code__.co_code) > size
            print(raised, copied)
            """, new Setup
        {
            Arguments = [Places.ToString(CultureInfo.InvariantCulture)],
            Scope = _ => RecordingScope.Default with { FreesBranchesEagerly = true },
        });
        var counts = measured.Output.Split(' ').Select(count => int.Parse(count, CultureInfo.InvariantCulture)).ToList();
        Assert.IsLessThan(Places / 2, counts[0]);
        Assert.IsGreaterThan(Places / 2, counts[1]);
        Assert.IsFalse(measured.Spool.Lost.Any);
        var told = Enumerable.Range(0, Places).Select(n => measured.Codes($"made{n}.py").Single(code => code.QualifiedName == "f"))
            .Select(code => $"{code.ExecutedLines.Count} {RecordedArms.OfLoneBranches(code, guest.Minor, between: true)}").Distinct();
        Assert.AreEqual("6 4:11", string.Join(", ", told));
    }

    /// <summary>Each time in a process of its own.</summary>
    [TestMethod]
    [DynamicData(nameof(GuestsWithFailingMemory))]
    public void Each_allocation_that_fails_while_the_agent_starts_fails_us_alone(Interpreter guest)
    {
        // Before 3.14 an interpreter without memory for imports or for compiling crashes by itself, soon or later; the agent does both at its end.
        var places = guest.Minor < 14 ? 70 : 200;
        var measured = Measured.RunUnchecked(guest, """
            import _testcapi, importlib.machinery, importlib.util, os, sys
            loader = importlib.machinery.ExtensionFileLoader("sitecustomize", sys.argv[1])
            spec = importlib.util.spec_from_loader("sitecustomize", loader)
            source = "def f(x):\n    if x:\n        return 1\n    return 2\n"
            for first in range(int(sys.argv[2])):
                process = os.fork()
                if process:
                    status = os.waitpid(process, 0)[1]
                    assert status == 0, (first, status)
                    continue
                module = importlib.util.module_from_spec(spec)
                _testcapi.set_nomemory(first, first + 1 + first % 3)
                try:
                    loader.exec_module(module)
                    error = None
                except BaseException as failure:
                    error = failure
                _testcapi.remove_mem_hooks()
                assert not isinstance(error, SystemError), error
                tools = [sys.monitoring.get_tool(id) for id in range(6)] if hasattr(sys, "monitoring") else []
                assert tools.count("onceover") + tools.count(None) == len(tools) and tools.count("onceover") < 2, (first, tools)
                names = {}
                exec(compile(source, os.getcwd() + f"/made{first}.py", "exec"), names)
                assert (names["f"](1), names["f"](0)) == (1, 2), first
                print(first, "onceover" in tools)
                sys.exit()
            """, new Setup { AgentFolder = "/nowhere", Arguments = [Measured.AgentFolder + "/sitecustomize.so", places.ToString(CultureInfo.InvariantCulture)] });

        // The import machinery itself says something when memory is short for it.
        Assert.IsFalse(measured.Error.Contains("Assertion", StringComparison.Ordinal) || measured.Error.Contains("in PySys", StringComparison.Ordinal), measured.Error);
        Assert.AreEqual(0, measured.ExitCode, measured.Error);
        Assert.HasCount(places, measured.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var complete = 0;
        foreach (var spool in measured.Content.Spools)
        {
            var lines = spool.Codes.Where(code => Path.GetFileName(code.File.Path).StartsWith("made", StringComparison.Ordinal)).Sum(code => code.ExecutedLines.Count);
            complete += lines >= 4 ? 1 : 0;
            Assert.IsTrue(lines >= 4 || spool.Lost.Any || spool.Notes.Any(), $"{lines} lines, and nothing is said");
        }

        // The first places are before the agent's code begins, the last behind it.
        Assert.IsGreaterThan(0, complete);
        Assert.IsGreaterThan(places * 9 / 10, measured.Content.Spools.Length);
    }

    private static Measured Run(Interpreter guest, string shim, (string, string) variable) => Measured.RunUnchecked(
        guest, Program, new Setup { Files = Files, Scope = folder => RecordingScope.Default with { Sources = [folder] }, Environment = [("LD_PRELOAD", shim), variable] });

    private static string Problem(Measured whole, Measured faulty)
    {
        if ((faulty.ExitCode, faulty.Output, faulty.Error) != (0, whole.Output, ""))
        {
            return $"the program is disturbed: {faulty.ExitCode} {faulty.Output} {faulty.Error}";
        }

        // A process without a spool is one that the host finds not measured.
        var told = !faulty.Content.Spools.Any()
            || faulty.Content.Spools.Any(spool => spool.Lost.Any)
            || faulty.Content.Notes.Any() || faulty.Content.Problems.Any();
        var missing = Recorded(whole).Except(Recorded(faulty)).ToList();
        var invented = Recorded(faulty).Except(Recorded(whole)).ToList();
        return invented.Count > 0 ? $"invented: {string.Join(", ", invented)}"
            : missing.Count > 0 && !told ? $"not said: {string.Join(", ", missing)}"
            : "";
    }

    /// <summary>Each line and arm, by the end of its file's path: folders have other names each time.</summary>
    private static HashSet<string> Recorded(Measured measured) => measured.Content.Spools.SelectMany(spool => spool.Codes).SelectMany(code =>
        code.ExecutedLines.Select(line => $"{Path.GetFileName(code.File.Path)} line {line}")
            .Concat(Enumerable.Range(0, code.ArmHits.Length).Where(arm => code.ArmHits[arm] != 0)
                .Select(arm => $"{Path.GetFileName(code.File.Path)} {code.QualifiedName} {code.FirstLine} arm {arm}")))
        .ToHashSet(StringComparer.Ordinal);
}
