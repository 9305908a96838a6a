using System.Runtime.Versioning;
using Onceover.Model;
using Onceover.Store;
using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>What real interpreters record with the agent.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class RecordingTests
{
    public static IEnumerable<object[]> Guests => Tests.Guests.All();

    public static IEnumerable<object[]> GuestsWithEvents => Tests.Guests.WithEvents();

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Lines_that_ran_are_recorded_and_no_others(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            def f(x):
                if x:
                    return 1
                return 2

            f(1)
            if not f:
                f(0)
            """);
        Assert.AreEqual(LineSet.Of(1, 2, 3, 6, 7), measured.ExecutedLines("main.py"));
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void One_line_functions_and_lambdas_count_when_called(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            def called(): return 1
            def idle(): return 2
            twice = lambda x: 2 * x
            called()
            twice(1)
            sum(x for x in [1, 2])
            """);
        var lines = measured.Codes("main.py").ToDictionary(code => code.QualifiedName, code => code.ExecutedLines);
        Assert.AreEqual(LineSet.Of(1), lines["called"]);
        Assert.AreEqual(LineSet.Of(3), lines["<lambda>"]);
        Assert.AreEqual(LineSet.Of(6), lines["<genexpr>"]);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Each_arm_of_a_branch_is_recorded_on_its_own(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            def one(x):
                if x:
                    pass

            def both(x):
                if x:
                    pass

            one(1)
            both(1)
            both(0)
            for i in range(2):
                pass
            while True:
                break
            """);
        var arms = measured.Codes("main.py").ToDictionary(code => code.QualifiedName, Arms);
        Assert.AreEqual(1, arms["one"].Count(seen => seen));
        Assert.AreEqual(2, arms["both"].Count(seen => seen));
        Assert.AreEqual(2, arms["<module>"].Count(seen => seen));
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_hot_function_records_what_it_reaches_late(Interpreter guest)
    {
        // The code object is retired in between: its branches are complete before its lines are.
        var measured = Measured.Run(guest, """
            def f(x):
                t = 0
                for i in range(3):
                    if i < x:
                        t += 1
                if x > 998:
                    t = -1
                return t

            for i in range(1000):
                f(i)
            """);
        Assert.AreEqual(LineSet.Of(2, 3, 4, 5, 6, 7, 8), measured.Codes("main.py").Single(code => code.QualifiedName == "f").ExecutedLines);
        Assert.AreEqual(6, Arms(measured.Codes("main.py").Single(code => code.QualifiedName == "f")).Count(seen => seen));
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_module_tells_all_lines_it_has(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            class A:
                x: int = 1

                def idle(self):
                    def inner():
                        return (lambda: 3)()
                    return inner

            """);
        Assert.AreEqual(LineSet.Of(1, 2, 4, 5, 6, 7), measured.Spool.Modules.Single().Lines);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_module_leaves_its_lines_to_the_compiled_file_that_has_them(Interpreter guest)
    {
        const string Import = "import py_compile, sys; sys.path.insert(0, '.'); py_compile.compile('mine.py'); import mine\n";
        var setup = new Setup { Files = [("mine.py", "assert 1\ndef f():\n    return 1\n")], PythonPath = ["."] };
        Assert.AreEqual("", Lines(Measured.Run(guest, Import, setup)));
        Assert.AreEqual("2 3", Lines(Measured.Run(guest, Import, setup with { Options = ["-O"] })));
        static string Lines(Measured measured) =>
            string.Join(' ', measured.Spool.Modules.Single(module => module.File.Path.EndsWith("/mine.py", StringComparison.Ordinal)).Lines);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Functions_that_are_made_again_and_again_share_a_record(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            import os
            for i in range(100):
                names = {}
                exec(compile("def f(x):\n    if x:\n        return 1\n    return 2\nf(i % 2)", os.getcwd() + "/made.py", "exec"), names | {"i": i})
            """);
        Assert.AreEqual(2, measured.Codes("made.py").Count());
        Assert.AreEqual(LineSet.Of(1, 2, 3, 4, 5), measured.ExecutedLines("made.py"));
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void The_process_says_which_interpreter_it_is(Interpreter guest)
    {
        var measured = Measured.Run(guest, "import sys, os; print(os.getpid(), sys.hexversion, sys.prefix, os.path.dirname(os.__file__))");
        var process = measured.Spool.Process!;
        Assert.AreEqual(
            measured.Output.Trim(),
            $"{process.Pid} {process.HexVersion} {process.Prefix} {process.StandardLibrary}");
        Assert.AreEqual(new InterpreterVersion(3, guest.Minor), process.Version);
        Assert.AreEqual(measured.Folder, process.WorkingDirectory);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Forked_children_and_their_parent_share_a_spool(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            import os
            def child(): return 1
            def parent(): return 2
            pid = os.fork()
            if pid == 0:
                child()
                os._exit(0)
            os.waitpid(pid, 0)
            parent()
            """);
        Assert.HasCount(1, measured.Content.Spools);
        Assert.AreEqual(LineSet.Of(1, 2, 3, 4, 5, 6, 7, 8, 9), measured.ExecutedLines("main.py"));
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Threads_are_recorded(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            import threading
            def work(n):
                total = 0
                for i in range(200):
                    if i % 2:
                        total += n
                return total
            threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
            for t in threads: t.start()
            for t in threads: t.join()
            """);
        Assert.AreEqual(LineSet.Of(3, 4, 5, 6, 7), measured.Codes("main.py").Single(code => code.QualifiedName == "work").ExecutedLines);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void An_isolated_subinterpreter_records_into_the_same_spool(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            import os
            source = "exec(compile('def f(x):\\n    if x:\\n        return 1\\n    return 2\\nf(1)', %r, 'exec'))" % (os.getcwd() + "/sub.py")
            try:
                import _interpreters as interpreters
                new = interpreters.create("isolated")
                assert interpreters.run_string(new, source) is None
            except ImportError:
                import _xxsubinterpreters as interpreters
                new = interpreters.create(isolated=True)
                interpreters.run_string(new, source)
            interpreters.destroy(new)
            """);
        Assert.HasCount(1, measured.Content.Spools);
        Assert.AreEqual(LineSet.Of(1, 2, 3, 5), measured.ExecutedLines("sub.py"));
        Assert.IsEmpty(measured.Content.Notes);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Coroutines_and_async_loops_are_recorded(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            import asyncio
            async def numbers():
                yield 1
                yield 2
            async def main():
                async for number in numbers():
                    if number > 1:
                        await asyncio.sleep(0)
                return number
            asyncio.run(main())
            """);
        Assert.AreEqual(LineSet.Of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), measured.ExecutedLines("main.py"));
    }

    [TestMethod]
    [DynamicData(nameof(GuestsWithEvents))]
    public void Events_that_another_tool_starts_again_change_nothing(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            import sys
            def f(x):
                if x:
                    return 1
                return 2
            f(1)
            sys.monitoring.restart_events()
            f(1)
            f(0)
            sys.monitoring.restart_events()
            f(0)
            """);
        Assert.AreEqual(LineSet.Of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), measured.ExecutedLines("main.py"));
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_killed_process_keeps_what_it_recorded(Interpreter guest)
    {
        var measured = Measured.RunUnchecked(guest, """
            import os, signal
            def last(): os.kill(os.getpid(), signal.SIGKILL)
            last()
            print("never")
            """, new Setup());
        Assert.AreEqual(137, measured.ExitCode);
        Assert.AreEqual(LineSet.Of(1, 2, 3), measured.ExecutedLines("main.py"));
    }

    /// <summary>Left and right of every place in the bytecode where a branch could be.</summary>
    private static IEnumerable<bool> Arms(SpoolCode code) => code.ArmHits.Select(hit => hit != 0);
}
