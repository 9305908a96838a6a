using System.Runtime.Versioning;
using Onceover.Store;
using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>What a guest must not notice.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class DisturbanceTests
{
    private static readonly Setup NoOptions = new() { Options = [] };

    public static IEnumerable<object[]> Guests => Tests.Guests.All();

    public static IEnumerable<object[]> GuestsWithEvents => Tests.Guests.WithEvents();

    public static IEnumerable<object[]> GuestsThatShareFunctions => Guests.Where(guest => ((Interpreter)guest[0]).Minor >= 14);

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void It_starts_no_thread_and_keeps_no_file_open(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            import os
            files = [os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{fd}")]
            print(len(os.listdir("/proc/self/task")), [file for file in files if "spool" in file or "/run" in file])
            """);
        Assert.AreEqual("1 []\n", measured.Output);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void It_leaves_signal_handlers_alone(Interpreter guest)
    {
        const string Program = "with open('/proc/self/status') as status: print(*[line for line in status if line.startswith(('SigBlk', 'SigIgn', 'SigCgt'))])";
        Assert.AreEqual(guest.RunIn("/", ["-c", Program]), Measured.Run(guest, Program).Output);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void The_path_and_the_modules_are_as_without_it(Interpreter guest)
    {
        const string Program = "import sys; print(sys.path[1:], 'sitecustomize' in sys.modules, sorted(sys.modules))";
        var plain = guest.RunIn("/", ["-W", "error", "-c", Program]);
        Assert.AreEqual(plain, Measured.Run(guest, "", new Setup { Program = "-c", Arguments = [Program] }).Output);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_real_sitecustomize_is_imported_in_its_place(Interpreter guest)
    {
        var measured = Measured.Run(guest, "import sitecustomize; print(sitecustomize.__file__.split('/')[-2:], sitecustomize.marker)", new Setup
        {
            Files = [("site/sitecustomize.py", "marker = 'real'\nprint('hello')\n")],
            PythonPath = ["site"],
        });
        Assert.AreEqual("hello\n['site', 'sitecustomize.py'] real\n", measured.Output);
        Assert.AreEqual(2, measured.ExecutedLines("site/sitecustomize.py").Count);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_real_sitecustomize_that_fails_is_reported_as_always(Interpreter guest)
    {
        var measured = Measured.RunUnchecked(guest, "print('ran')", NoOptions with
        {
            Files = [("site/sitecustomize.py", "import no_such_module\n")],
            PythonPath = ["site"],
        });
        Assert.AreEqual("ran\n", measured.Output);
        StringAssert.Contains(measured.Error, "Error in sitecustomize", StringComparison.Ordinal);
        StringAssert.Contains(measured.Error, "no_such_module", StringComparison.Ordinal);
    }

    [TestMethod]
    [DynamicData(nameof(GuestsWithEvents))]
    public void Without_a_run_folder_it_is_silent_and_absent(Interpreter guest)
    {
        var output = guest.RunIn("/", ["-W", "error", "-c", $"""
            import os, subprocess, sys
            environment = os.environ | dict(PYTHONPATH={Quoted(Measured.AgentFolder)})
            environment.pop("ONCEOVER_RUN", None)
            done = subprocess.run([sys.executable, "-c", "import sys; print(hasattr(sys, 'monitoring') and sys.monitoring.get_tool(4) or None, len(sys.path))"], env=environment, capture_output=True)
            print(done.stdout.decode().strip(), done.stderr, len(sys.path))
            """]);
        var length = output.Trim().Split(' ')[^1];
        Assert.AreEqual($"None {length} b'' {length}\n", output);
    }

    [TestMethod]
    [DynamicData(nameof(GuestsWithEvents))]
    public void A_scope_that_is_not_understood_is_noted(Interpreter guest)
    {
        var measured = Measured.Run(
            guest, "import sys; print(hasattr(sys, 'monitoring') and sys.monitoring.get_tool(4) or None)", new Setup { Scope = null, Files = [("run/scope", "onceover-scope 2\0")] });
        Assert.AreEqual("None\n", measured.Output);
        Assert.AreEqual(SpoolNoteKind.NoScope, measured.Content.Notes.Single().Kind);
        Assert.IsEmpty(measured.Spool.Codes);
    }

    [TestMethod]
    [DataRow("elsewhere", "")]
    [DataRow("run/scope", "something of somebody's")]
    public void A_folder_that_is_not_a_hosts_is_left_alone(string file, string content)
    {
        var measured = Measured.Run(
            Tests.Guests.Latest, "import os, sys; print(sys.monitoring.get_tool(4), os.listdir('run'))", new Setup { Scope = null, Files = [(file, content)] });
        StringAssert.StartsWith(measured.Output, "None [", StringComparison.Ordinal);
        Assert.IsEmpty(measured.Content.Spools);
        Assert.IsFalse(measured.Output.Contains(".spool", StringComparison.Ordinal));
    }

    [TestMethod]
    [DynamicData(nameof(GuestsWithEvents))]
    public void The_ids_that_others_expect_stay_free(Interpreter guest) => Assert.AreEqual(
        "[None, None, None, None, 'onceover', None]\n",
        Measured.Run(guest, "import sys; print([sys.monitoring.get_tool(i) for i in range(6)])").Output);

    [TestMethod]
    [DynamicData(nameof(GuestsWithEvents))]
    public void A_taken_id_is_left_to_its_tool(Interpreter guest) => Assert.AreEqual(
        "['other', None, None, 'onceover', 'other', None]\n",
        Measured.Run(guest, LoadLate("0, 4"), new Setup { AgentFolder = "/nowhere" }).Output);

    [TestMethod]
    [DynamicData(nameof(GuestsWithEvents))]
    public void When_other_tools_have_all_ids_a_note_says_so(Interpreter guest)
    {
        var measured = Measured.Run(guest, LoadLate("1, 3, 4, 5"), new Setup { AgentFolder = "/nowhere" });
        Assert.AreEqual("[None, 'other', None, 'other', 'other', 'other']\n", measured.Output);
        Assert.AreEqual(SpoolNoteKind.NoToolId, measured.Content.Notes.Single().Kind);
    }

    [TestMethod]
    [DynamicData(nameof(GuestsWithEvents))]
    public void A_tool_that_takes_our_id_away_only_ends_the_recording(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            import sys
            def before(): return 1
            before()
            sys.monitoring.set_events(4, 0)
            for event in (1 << n for n in range(20)):
                try:
                    sys.monitoring.register_callback(4, event, None)
                except ValueError:
                    pass
            sys.monitoring.free_tool_id(4)
            sys.monitoring.use_tool_id(4, "other")
            def after(x):
                if x:
                    return 2
            after(0)
            after(1)
            print("done")
            """);
        Assert.AreEqual("done\n", measured.Output);
        Assert.IsTrue(measured.ExecutedLines("main.py").Contains(3));
        Assert.IsFalse(measured.ExecutedLines("main.py").Contains(13));
        Assert.AreEqual(SpoolNoteKind.ToolIdLost, measured.Content.Notes.Single().Kind);
    }

    [TestMethod]
    [DynamicData(nameof(GuestsWithEvents))]
    public void Another_tool_gets_its_own_events(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            import sys
            seen = []
            def f(x):
                if x:
                    return 1
                return 2
            monitoring = sys.monitoring
            monitoring.use_tool_id(2, "other")
            monitoring.register_callback(2, monitoring.events.LINE, lambda code, line: seen.append(line))
            f(1)
            monitoring.set_local_events(2, f.__code__, monitoring.events.LINE)
            f(0)
            f(0)
            monitoring.set_local_events(2, f.__code__, 0)
            print(seen)
            """);
        Assert.AreEqual("[4, 6, 4, 6]\n", measured.Output);
        Assert.IsTrue(measured.ExecutedLines("main.py").Contains(5));
        Assert.IsTrue(measured.ExecutedLines("main.py").Contains(6));
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Trace_functions_see_what_they_always_see(Interpreter guest)
    {
        const string Program = """
            import sys
            seen = []
            def trace(frame, event, argument):
                seen.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
                return trace
            def f(x):
                for i in range(x):
                    if i:
                        continue
                return i
            f(2)
            sys.settrace(trace)
            f(2)
            sys.settrace(None)
            print(seen)
            """;
        Assert.AreEqual(guest.RunIn("/", ["-c", Program]), Measured.Run(guest, Program).Output);
    }

    /// <summary>Also the first time that code runs and its branches are taken, when probes are in it.</summary>
    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_trace_function_sees_the_same_of_new_code(Interpreter guest)
    {
        const string Program = """
            import sys
            seen = []
            def trace(frame, event, argument):
                seen.append((event, frame.f_code.co_name, frame.f_lineno, frame.f_lasti))
                return trace
            def f(a, b):
                x = a and b
                y = a or b
                if a and b or x: x = 1
                z = [i for i in range(4) if i if a]
                for i in range(2): x = i if a else b
                while a: a = 0
                try:
                    if not (a or b): raise ValueError
                except ValueError:
                    y = 3
                finally:
                    y = 4
                return x and y or z
            def g():
                for i in range(3):
                    if i == 1:
                        continue
                    yield i if i else None
            sys.settrace(trace)
            for a in (0, 1):
                for b in (0, 1):
                    f(a, b)
            list(g())
            sys.settrace(None)
            print(*seen, sep="\n")
            """;
        Assert.AreEqual(Measured.Run(guest, Program, new Setup { Scope = null }).Output, Measured.Run(guest, Program).Output);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_limited_address_space_and_file_size_are_respected(Interpreter guest)
    {
        var measured = Measured.Run(guest, "print('ran')", new Setup
        {
            Program = "-c",
            Arguments =
            [
                $"""
                import os, resource, sys
                resource.setrlimit(resource.RLIMIT_FSIZE, (8 << 20, 8 << 20))
                resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
                os.execv(sys.executable, [sys.executable, "main.py"])
                """,
            ],
        });
        Assert.AreEqual("ran\n", measured.Output);
        Assert.HasCount(2, measured.Content.Spools);
        Assert.AreEqual(1, measured.ExecutedLines("main.py").Count + measured.Content.Spools.Sum(spool => spool.Lost.Records));
    }

    [TestMethod]
    public void Nothing_leaks_by_the_interpreters_own_count()
    {
        var measured = Measured.RunUnchecked(Tests.Guests.Debug, """
            class A:
                def m(self, x):
                    return [k for k in range(x) if k]
            A().m(3)
            """, new Setup { Options = ["-X", "showrefcount"] });
        Assert.AreEqual("[0 refs, 0 blocks]\n", measured.Error);
        Assert.AreEqual(0, measured.ExitCode);
    }

    [TestMethod]
    [DynamicData(nameof(GuestsThatShareFunctions))]
    public void A_function_that_ran_can_be_handed_to_a_subinterpreter(Interpreter guest)
    {
        // Only code objects without anything attached are handed over as they are; a nested function cannot be pickled.
        const string Program = """
            from concurrent import interpreters
            def outer():
                def answer():
                    return 42
                answer()
                other = interpreters.create()
                print(other.call(answer))
                other.close()
            outer()
            """;
        Assert.AreEqual("42\n", guest.RunIn("/", ["-c", Program]));
        Assert.AreEqual("42\n", Measured.Run(guest, Program).Output);
    }

    /// <summary>A program that loads the agent itself, after other tools took these ids.</summary>
    private static string LoadLate(string ids) => $"""
        import importlib.machinery, importlib.util, sys
        for id in [{ids}]:
            sys.monitoring.use_tool_id(id, "other")
        loader = importlib.machinery.ExtensionFileLoader("sitecustomize", {Quoted(Measured.AgentFolder + "/sitecustomize.so")})
        module = importlib.util.module_from_spec(importlib.util.spec_from_loader("sitecustomize", loader))
        try:
            loader.exec_module(module)
        except ImportError as error:
            assert error.name == "sitecustomize"
        print([sys.monitoring.get_tool(id) for id in range(6)])
        """;

    private static string Quoted(string text) => $"'{text}'";
}
