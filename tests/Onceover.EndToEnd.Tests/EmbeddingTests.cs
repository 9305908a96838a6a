using Onceover.EndToEnd.Tests.Machine;
using Onceover.EndToEnd.Tests.Programs;

namespace Onceover.EndToEnd.Tests;

/// <summary>Programs with CPython as a shared library inside (fixtures/embedding), such as application servers are.</summary>
[TestClass]
public sealed class EmbeddingTests
{
    private const string Program = "def late(x):\n    if x:\n        return 1\n    return 2\nlate(1)\nlate(0)\n";
    private const string Ran = "1: ran\n2: ran, 3 taken, 4 taken\n3: ran\n4: ran\n5: ran\n6: ran";

    private static readonly string Home = Path.GetDirectoryName(Path.GetDirectoryName(DebugBuild()))!;

    [TestMethod]
    public async Task It_is_measured_and_never_started_to_compile_sources()
    {
        using var scratch = new Scratch();
        await BuildAsync(scratch);
        scratch.Write("program.py", Program);
        scratch.Write("forgotten.py", "x = 1\n");
        Assert.AreEqual(new Outcome(0, "", ""), await OnceoverAsync(scratch, "run", "--source", ".", "--", "./embedded", "program.py"));
        Assert.AreEqual(Ran, (await new Measurement(scratch).FiguresAsync("program.py")).ToString());
        Assert.AreEqual("1: missed", (await new Measurement(scratch).FiguresAsync("forgotten.py")).ToString());
    }

    [TestMethod]
    public async Task Each_kind_of_subinterpreter_is_measured()
    {
        using var scratch = new Scratch();
        await BuildAsync(scratch);
        scratch.Write("everywhere.py", Program);
        scratch.Write("main_only.py", "x = 1\n");
        scratch.Write("shared_lock.py", "x = 1\n");
        scratch.Write("own_lock.py", "x = 1\n");
        const string Code = "import sys; sys.path.insert(0, '.'); import everywhere, _interpreters; "
            + "__import__(['main_only', 'shared_lock', 'own_lock'][_interpreters.get_current()[0]])";
        Assert.AreEqual(new Outcome(0, "", ""), await OnceoverAsync(scratch, "run", "--source", ".", "--", "./embedded", "--subinterpreters", Code));
        Assert.AreEqual(Ran, (await new Measurement(scratch).FiguresAsync("everywhere.py")).ToString());
        foreach (var module in (string[])["main_only.py", "shared_lock.py", "own_lock.py"])
        {
            Assert.AreEqual("1: ran", (await new Measurement(scratch).FiguresAsync(module)).ToString(), module);
        }
    }

    /// <summary>The same program, once with more rights than its user has: a bit of its mode makes the kernel say so.</summary>
    [TestMethod]
    public async Task With_raised_privileges_nothing_is_written()
    {
        using var scratch = new Scratch();
        await BuildAsync(scratch);
        scratch.Write("try.sh", """
            cp -p embedded raised && chown 0:1 raised && chmod 2755 raised && chmod 755 .
            for program in embedded raised; do
                mkdir -m 700 "run-$program" && cp "$ONCEOVER_RUN/scope" "run-$program" && chown -R 65534:65534 "run-$program"
                ONCEOVER_RUN=$PWD/run-$program setpriv --reuid 65534 --regid 65534 --clear-groups "./$program" -c pass
                echo "$program $(ls "run-$program" | grep -c spool)"
            done
            """);
        var outcome = await OnceoverAsync(scratch, "run", "-q", "--source", ".", "--", "sh", "try.sh");
        Assert.AreEqual("embedded 1\nraised 0\n", outcome.Expecting(0).Output, outcome.Error);
    }

    private static string DebugBuild() => File.ReadAllText(Guest.Of("python3.14-dbg").Path).Split('"')[1];

    /// <summary>With the guest's own C library, which is newer than the machine's.</summary>
    private static async Task BuildAsync(Scratch scratch)
    {
        var libraries = (await new Command("gcc", "-dumpmachine").RunAsync()).Expecting(0).Output.Trim();
        libraries = Path.Combine(Home, "lib", libraries);
        (await new Command(
            "gcc", "-o", scratch["embedded"], Path.Combine(Repository.Fixtures, "embedding/embedded.c"), Path.Combine(libraries, "libpython3.14d.so.1.0"),
            $"-Wl,--disable-new-dtags,-rpath,{libraries}", "-Wl,--allow-shlib-undefined", $"-Wl,--dynamic-linker,{libraries}/ld-linux-x86-64.so.2").RunAsync()).Expecting(0);
    }

    private static Task<Outcome> OnceoverAsync(Scratch scratch, params string[] arguments) => new Command(Repository.Onceover, arguments)
    {
        Folder = scratch.Folder,
        Environment = new Dictionary<string, string?> { ["PYTHONHOME"] = Home },
    }.RunAsync();
}
