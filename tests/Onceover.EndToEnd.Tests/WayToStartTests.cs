using Onceover.EndToEnd.Tests.Machine;
using Onceover.EndToEnd.Tests.Programs;

namespace Onceover.EndToEnd.Tests;

/// <summary>Options, variables, programs around it and restrictions under which an interpreter is measured as always, without a word from us.</summary>
[TestClass]
public sealed class WayToStartTests
{
    private const string Program = "def late(x):\n    if x:\n        return 1\n    return 2\nlate(1)\nlate(0)\n";
    private const string Ran = "1: ran\n2: ran, 3 taken, 4 taken\n3: ran\n4: ran\n5: ran\n6: ran";

    [TestMethod]
    [DataRow("$PYTHON -P program.py")]
    [DataRow("$PYTHON -OO program.py")]
    [DataRow("$PYTHON -B -s -W error -X dev program.py")]
    [DataRow("$PYTHON -X importtime program.py 2>/dev/null")]
    [DataRow("$PYTHON -X frozen_modules=off -X no_debug_ranges program.py")]
    [DataRow("echo 'import program' | $PYTHON -")]
    [DataRow("echo 'import program' | $PYTHON -i -q 2>/dev/null")]
    [DataRow("echo 'import program' | $PYTHON")]
    [DataRow("PYTHONSAFEPATH=1 PYTHONNOUSERSITE=1 PYTHONDONTWRITEBYTECODE=1 PYTHONHASHSEED=0 $PYTHON program.py")]
    [DataRow("PYTHONMALLOC=debug PYTHONTRACEMALLOC=1 PYTHONFAULTHANDLER=1 $PYTHON program.py")]
    [DataRow("PYTHONMALLOC=malloc PYTHONPYCACHEPREFIX=$PWD/cache LC_ALL=C HOME=/nonexistent TMPDIR=/nonexistent $PYTHON program.py")]
    [DataRow("PYTHONPERFSUPPORT=1 $PYTHON program.py")]
    [DataRow("umask 777; $PYTHON -B program.py")]
    [DataRow("prlimit --nproc=1 $PYTHON program.py")]
    [DataRow("mkdir link.d && ln -s $PWD link.d/here && cd link.d/here && $PYTHON program.py")]
    [DataRow("nohup setsid nice $PYTHON program.py")]
    [DataRow("seq 8 | xargs -P 4 -n 1 $PYTHON program.py")]
    [DataRow("setpriv --no-new-privs --bounding-set=-all $PYTHON program.py")]
    [DataRow("unshare --fork --pid --mount --net --ipc --uts $PYTHON program.py")]
    [DataRow("unshare --map-root-user $PYTHON program.py")]
    [DataRow("unshare --time --boottime 1000000 --monotonic 1000000 $PYTHON program.py")]
    [DataRow("$PYTHON -m compileall -q --invalidation-mode unchecked-hash program.py && $PYTHON -m program")]
    public async Task It_is_measured_as_always(string command)
    {
        using var scratch = new Scratch();
        scratch.Write("program.py", Program);
        Assert.AreEqual(new Outcome(0, "", ""), await RunAsync(scratch, command) with { Output = "" });
        Assert.AreEqual(Ran, (await new Measurement(scratch).FiguresAsync("program.py")).ToString());
    }

    [TestMethod]
    public async Task Customisations_run_as_always()
    {
        using var scratch = new Scratch();
        scratch.Write("program.py", "import sitecustomize, usercustomize\nprint(sitecustomize.inner.name, usercustomize.name)\n");
        scratch.Write("lib/sitecustomize/__init__.py", "from . import inner\n");
        scratch.Write("lib/sitecustomize/inner.py", "name = 'package'\n");
        scratch.Write("user/lib/python3.14/site-packages/usercustomize.py", "name = 'user'\n");
        Assert.AreEqual(
            new Outcome(0, "package user\n", ""),
            await RunAsync(scratch, "PYTHONUSERBASE=$PWD/user PYTHONPATH=$PYTHONPATH:lib $PYTHON program.py"));
        Assert.AreEqual("1: ran\n2: ran", (await new Measurement(scratch).FiguresAsync("program.py")).ToString());
        Assert.AreEqual("1: ran", (await new Measurement(scratch).FiguresAsync("inner.py")).ToString());
    }

    [TestMethod]
    public async Task A_stopped_and_continued_process_goes_on_recording()
    {
        using var scratch = new Scratch();
        scratch.Write("program.py", "import os, signal\nif os.fork() == 0:\n    os.kill(os.getpid(), signal.SIGSTOP)\n    os._exit(3)\npid, _ = os.waitpid(-1, os.WUNTRACED)\nos.kill(pid, signal.SIGCONT)\nos.wait()\n");
        Assert.AreEqual(new Outcome(0, "", ""), await RunAsync(scratch, "$PYTHON program.py"));
        Assert.AreEqual(
            "1: ran\n2: ran, 3 taken, 5 taken\n3: ran\n4: ran\n5: ran\n6: ran\n7: ran",
            (await new Measurement(scratch).FiguresAsync("program.py")).ToString());
    }

    [TestMethod]
    public async Task A_storm_of_signals_loses_nothing()
    {
        using var scratch = new Scratch();
        scratch.Write("program.py", """
            import signal
            left = 300
            def handler(number, frame):
                global left
                left -= 1
                exec(compile("def made():\n    return 1\nmade()\n", "<made>", "exec"), {})
            signal.signal(signal.SIGALRM, handler)
            signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
            while left > 0:
                exec(compile("def made(x):\n    if x:\n        return 1\nmade(1)\n", "<made>", "exec"), {})
            signal.setitimer(signal.ITIMER_REAL, 0)
            """);
        Assert.AreEqual(new Outcome(0, "", ""), await RunAsync(scratch, "$PYTHON program.py"));
        Assert.AreEqual(
            "1: ran\n2: ran\n3: ran\n5: ran\n6: ran\n7: ran\n8: ran\n9: ran, 10 taken, 11 taken\n10: ran\n11: ran",
            (await new Measurement(scratch).FiguresAsync("program.py")).ToString());
    }

    private static Task<Outcome> RunAsync(Scratch scratch, string command) =>
        new Command(Repository.Onceover, "run", "--source", ".", "--", "sh", "-c", command)
        {
            Folder = scratch.Folder,
            Environment = new Dictionary<string, string?> { ["PYTHON"] = Guest.Of("python3.14").Path },
        }.RunAsync();
}
