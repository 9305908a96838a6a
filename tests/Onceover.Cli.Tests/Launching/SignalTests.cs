using System.Diagnostics;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Cli.Tests.Launching;

[TestClass]
public sealed class SignalTests
{
    private const string Listener = """
        import signal, sys, time
        def note(number, frame):
            print("got", signal.Signals(number).name, flush=True)
            sys.exit(40)
        for name in ("TERM", "HUP", "INT", "QUIT", "USR1"):
            signal.signal(getattr(signal, "SIG" + name), note)
        open("ready", "w").write("ready")
        time.sleep(30)
        """;

    private const string Slow = """
        import os, time
        open("ready", "w").write("ready")
        while not os.path.exists("go"):
            time.sleep(0.05)
        open("late", "w").write("late")
        """;

    [TestMethod]
    [DataRow("TERM")]
    [DataRow("HUP")]
    [DataRow("INT")]
    [DataRow("QUIT")]
    [DataRow("USR1")]
    public async Task A_signal_to_us_is_the_guests(string signal)
    {
        using var onceover = new Onceover();
        onceover.Scratch.Write("listen.py", Listener);

        // In a session of its own there is no terminal that would have told the guest already.
        using var process = new Command("setsid", Repository.Onceover, "run", "--python", Onceover.Python.Path, "listen.py")
        {
            Folder = onceover.Folder,
        }.Start();
        await onceover.WaitForAsync("ready", "ready");
        await Send(signal, process);
        await process.WaitForExitAsync();
        Assert.AreEqual(40, process.ExitCode);
        Assert.AreEqual($"got SIG{signal}\n", await process.StandardOutput.ReadToEndAsync());
        Assert.AreEqual("listen.py: 1 2 3 4 5 6 7 8", await onceover.ExecutedAsync());
    }

    [TestMethod]
    public async Task A_run_that_was_killed_is_collected_by_the_next_command()
    {
        using var onceover = new Onceover();
        onceover.Scratch.Write("slow.py", Slow);
        using var process = new Command("setsid", Repository.Onceover, "run", "--python", Onceover.Python.Path, "slow.py")
        {
            Folder = onceover.Folder,
        }.Start();
        await onceover.WaitForAsync("ready", "ready");
        await Task.Delay(100);
        await Send("KILL", process);
        await process.WaitForExitAsync();

        Assert.AreEqual("slow.py: 1 2 3 4", await onceover.ExecutedAsync());
        onceover.Scratch.Write("go", "");
        await onceover.WaitForAsync("late", "late");
        await Task.Delay(200);
        Assert.AreEqual("slow.py: 1 2 3 4 5", await onceover.ExecutedAsync());
        Assert.IsFalse(Directory.Exists(onceover.Scratch[".onceover.json.runs"]));
    }

    [TestMethod]
    public async Task A_daemon_goes_on_recording_after_its_run()
    {
        using var onceover = new Onceover();
        onceover.Scratch.Write("slow.py", Slow);
        var script = $"{Onceover.Python.Path} slow.py >/dev/null 2>&1 & while [ ! -f ready ]; do sleep 0.05; done; sleep 0.2";
        (await onceover.RunAsync("run", "-q", "--", "sh", "-c", script)).Expecting(0);
        Assert.AreEqual("slow.py: 1 2 3 4", await onceover.ExecutedAsync());
        onceover.Scratch.Write("go", "");
        await onceover.WaitForAsync("late", "late");
        await Task.Delay(300);
        Assert.AreEqual("slow.py: 1 2 3 4 5", await onceover.ExecutedAsync());
        Assert.IsFalse(Directory.Exists(onceover.Scratch[".onceover.json.runs"]));
    }

    /// <summary>setsid may have put the program into a child of itself; then the signal is for that.</summary>
    private static async Task Send(string signal, Process process)
    {
        var children = (await File.ReadAllTextAsync($"/proc/{process.Id}/task/{process.Id}/children")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var own = (await File.ReadAllTextAsync($"/proc/{process.Id}/comm")).Trim() == "setsid" ? children.Single() : $"{process.Id}";
        (await new Command("kill", $"-{signal}", own).RunAsync()).Expecting(0);
    }
}
