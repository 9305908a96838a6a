using System.Runtime.Versioning;
using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>The ways by which code comes to run on 3.11, where no event tells that it starts.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class ProbeEntryTests
{
    private const string Module = """
        def work(value):
            if value:
                return 1
            return 2
        work(1)
        """;

    /// <summary>A way each, in the words of the program that goes it.</summary>
    private static readonly string[] Words =
    [
        "import made",
        "exec(code, {})",
        "exec(code, {}, {})",
        "eval(code, {})",
        "exec(source, {'__name__': 'made'}) or exec(compile(source, file, 'exec'), {})",
        "exec(marshal.loads(marshal.dumps(code)), {})",
        "exec(code.replace(co_name='made'), {})",
        "import importlib, made; importlib.reload(made)",
        "import runpy; runpy.run_path(file)",
        "import runpy; runpy.run_module('made')",
        "import runpy; runpy.run_module('made', run_name='__main__', alter_sys=True)",
        "import py_compile; py_compile.compile(file, 'made.pyc'); os.rename(file, 'gone.py'); import made",
        "import subprocess; subprocess.run([sys.executable, '-m', 'made'], check=True)",
        "import subprocess; subprocess.run([sys.executable, file], check=True)",
        "import subprocess; subprocess.run([sys.executable], input=source, text=True, check=True) and exec(code, {})",
        "import importlib.util as u; s = u.spec_from_file_location('other', file); s.loader.exec_module(u.module_from_spec(s))",
        "import threading; t = threading.Thread(target=exec, args=(code, {})); t.start(); t.join()",
        "types.FunctionType(code, {})()",
        "types.FunctionType(marshal.loads(marshal.dumps(code)), {}, 'made')()",
        "types.FunctionType(code.replace(co_name='made'), {})()",
        "other.__code__ = code; other()",
        "other.__code__ = code.replace(co_flags=code.co_flags); other()",
        "type(other)(code, globals())()",
        "import _xxsubinterpreters as s; s.run_string(s.create(), f\"import pathlib; exec(compile(pathlib.Path({file!r}).read_text(), {file!r}, 'exec'), {{}})\")",
        "import _xxsubinterpreters as s; s.run_string(s.create(), f'import sys; sys.path.insert(0, {os.path.dirname(file)!r}); import made')",
        "import _testcapi; _testcapi.run_in_subinterp(f'import sys; sys.path.insert(0, {os.path.dirname(file)!r}); import made')",
    ];

    public static IEnumerable<object[]> Guests => Tests.Guests.WithoutEvents();

    public static IEnumerable<object[]> Ways() =>
        from guest in Tests.Guests.WithoutEvents() from way in Words select new object[] { guest[0], way };

    [TestMethod]
    [DynamicData(nameof(Ways))]
    public void Code_is_recorded_whichever_way_it_comes(Interpreter guest, string way)
    {
        var measured = Measured.Run(
            guest,
            $"""
            import marshal, os, sys, types
            file = __file__.replace("main.py", "made.py")
            with open(file) as text: source = text.read()
            code = compile(source, file, "exec")
            def other(): pass
            {way}
            """,
            new Setup { Options = [], Files = [("made.py", Module)] });
        Assert.AreEqual("1 2 3 5", string.Join(' ', measured.ExecutedLines("made.py")));
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_package_that_is_imported_before_its_main_module_runs_at_its_own_speed(Interpreter guest)
    {
        var measured = Measured.Run(
            guest,
            "import subprocess, sys; subprocess.run([sys.executable, '-m', 'made'], check=True)",
            new Setup
            {
                Options = [],
                Files =
                [
                    ("made/__init__.py", """
                        import ctypes
                        api = ctypes.pythonapi
                        api.PyInterpreterState_Get.restype = api._PyInterpreterState_GetEvalFrameFunc.restype = ctypes.c_void_p
                        evaluator = api._PyInterpreterState_GetEvalFrameFunc(ctypes.c_void_p(api.PyInterpreterState_Get()))
                        print(evaluator == ctypes.cast(api._PyEval_EvalFrameDefault, ctypes.c_void_p).value)
                        """),
                    ("made/__main__.py", "first = 1\nsecond = 2\n"),
                ],
            });
        Assert.AreEqual("True\n", measured.Output);
        Assert.AreEqual("1 2", string.Join(' ', measured.ExecutedLines("made/__main__.py")));
    }

    /// <summary>Of archives the collector looks for the sources; the guest names the member.</summary>
    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_module_of_an_archive_is_recorded_as_source_and_as_bytecode(Interpreter guest)
    {
        var measured = Measured.Run(
            guest,
            """
            import os, pathlib, py_compile, sys, zipfile
            os.chdir(os.path.dirname(__file__))
            with zipfile.ZipFile("archive.zip", "w") as archive:
                archive.write("made.py", "inside.py")
                archive.writestr("compiled.pyc", pathlib.Path(py_compile.compile("made.py", "made.pyc")).read_bytes())
            sys.path.insert(0, "archive.zip")
            import compiled, inside
            """,
            new Setup { Options = [], Files = [("made.py", Module)] });
        var inside = measured.Content.Spools.SelectMany(spool => spool.Codes).Where(code => code.File.Path.EndsWith("archive.zip/inside.py", StringComparison.Ordinal));
        Assert.AreEqual("1 2 3 5", string.Join(' ', inside.SelectMany(code => code.ExecutedLines).Distinct().Order()));
        Assert.AreEqual("1 2 3 5", string.Join(' ', measured.ExecutedLines("made.py")));
    }

    /// <summary>pytest compiles a syntax tree of its own making and runs it, from a cache of its own the second time.</summary>
    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_loader_that_rewrites_assertions_as_pytest_does_is_recorded(Interpreter guest)
    {
        var measured = Measured.Run(
            guest,
            """
            import ast, importlib.abc, importlib.util, marshal, os, sys
            class Rewriting(importlib.abc.MetaPathFinder, importlib.abc.Loader):
                cached = None
                def find_spec(self, name, path, target=None):
                    if name == "made":
                        file = __file__.replace("main.py", "made.py")
                        return importlib.util.spec_from_file_location(name, file, loader=self)
                def create_module(self, spec): return None
                def exec_module(self, module):
                    if self.cached is None:
                        with open(module.__spec__.origin) as text: tree = ast.parse(text.read())
                        for node in ast.walk(tree):
                            if isinstance(node, ast.Return): node.value = ast.copy_location(ast.IfExp(node.value, node.value, node.value), node.value)
                        Rewriting.cached = marshal.dumps(compile(tree, module.__spec__.origin, "exec", dont_inherit=True))
                    exec(marshal.loads(self.cached), module.__dict__)
            sys.meta_path.insert(0, Rewriting())
            import made
            del sys.modules["made"]
            import made
            print(made.work(0))
            """,
            new Setup { Options = [], Files = [("made.py", Module)] });
        Assert.AreEqual("2\n", measured.Output);
        Assert.AreEqual("1 2 3 4 5", string.Join(' ', measured.ExecutedLines("made.py")));
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Copies_of_functions_are_recorded_as_the_functions_are(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            import types
            def work(value):
                if value:
                    return 1
                return 2
            @types.coroutine
            def steps():
                yield 1
            def other(): pass
            types.FunctionType(work.__code__.replace(co_name="copy"), {})(1)
            other.__code__ = work.__code__.replace(co_firstlineno=2)
            other(0)
            list(steps())
            work.__code__ = work.__code__
            work(0)
            """);
        Assert.AreEqual("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15", string.Join(' ', measured.ExecutedLines("main.py")));
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Code_that_is_executed_ten_thousand_times_takes_no_more_memory(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            from pathlib import Path
            def resident(): return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
            source = "if value:\n    def work(value):\n        return value if value else 1\n    work(value)\n"
            same = compile(source, __file__, "exec")
            expression = compile("1 if value else 2", __file__, "eval")
            def run(count):
                for i in range(count):
                    exec(same, {"value": 1})
                    eval(expression, {"value": 1})
                    exec(compile(source, __file__, "exec"), {"value": 1})
            run(500)
            before = resident()
            run(10000)
            print(resident() - before < 300_000)
            """);
        Assert.AreEqual("True\n", measured.Output);
    }
}
