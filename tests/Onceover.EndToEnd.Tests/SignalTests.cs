using System.Globalization;
using Onceover.EndToEnd.Tests.Machine;
using Onceover.EndToEnd.Tests.Programs;

namespace Onceover.EndToEnd.Tests;

/// <summary>Signals reach the guest, once, and what was recorded before is kept.</summary>
[TestClass]
public sealed class SignalTests
{
    public static IEnumerable<string> Guests => Guest.All.Concat(Guest.Optional).Select(guest => guest.Name);

    private const string Handles = """
        import signal, sys, time
        def handler(number, frame):
            sys.exit(5)
        signal.signal(getattr(signal, sys.argv[1]), handler)
        print("ready", flush=True)
        while True:
            time.sleep(0.05)
        """;

    [TestMethod]
    [DataRow("SIGTERM")]
    [DataRow("SIGHUP")]
    [DataRow("SIGINT")]
    [DataRow("SIGQUIT")]
    public async Task A_signal_to_the_command_is_the_guests(string signal)
    {
        using var scratch = new Scratch();
        var exitCode = await SignalledAsync(scratch, Handles, signal, signal);
        Assert.AreEqual(5, exitCode);
        Assert.AreEqual("ran", (await new Measurement(scratch).FiguresAsync("program.py")).Lines[3]);
    }

    [TestMethod]
    [DataRow("SIGTERM", 143)]
    [DataRow("SIGHUP", 129)]
    public async Task A_signal_that_ends_the_guest_keeps_what_was_recorded(string signal, int expected)
    {
        using var scratch = new Scratch();
        var exitCode = await SignalledAsync(scratch, "print('ready', flush=True)\nimport time\nwhile True:\n    time.sleep(0.05)\n", signal);
        Assert.AreEqual(expected, exitCode);
        Assert.AreEqual("1: ran\n2: ran\n3: ran\n4: ran", (await new Measurement(scratch).FiguresAsync("program.py")).ToString());
    }

    [TestMethod]
    public async Task Ctrl_C_at_a_terminal_reaches_the_guest_once()
    {
        using var scratch = new Scratch();
        scratch.Write("program.py", """
            import signal, sys, time
            count = 0
            def handler(number, frame):
                global count
                count += 1
            signal.signal(signal.SIGINT, handler)
            print("ready", flush=True)
            time.sleep(1.5)
            sys.exit(10 + count)
            """);
        scratch.Write("terminal.py", """
            import os, pty, sys
            child, terminal = pty.fork()
            if child == 0:
                os.execv(sys.argv[1], sys.argv[1:])
            seen = b""
            while b"ready" not in seen:
                seen += os.read(terminal, 1024)
            os.write(terminal, b"\x03")
            try:
                while os.read(terminal, 1024):
                    pass
            except OSError:
                pass
            sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
            """);
        var python = Guest.Of("python3.14").Path;
        var outcome = await new Command(python, "terminal.py", Repository.Onceover, "run", "-q", "--source", "program.py", "--", python, "program.py")
        {
            Folder = scratch.Folder,
        }.RunAsync();
        outcome.Expecting(11);
    }

    [TestMethod]
    public async Task A_program_at_a_terminal_is_in_its_foreground()
    {
        using var scratch = new Scratch();
        scratch.Write("program.py", "import os, sys\nsys.exit(20 + os.isatty(0) + os.isatty(1) + (os.tcgetpgrp(0) == os.getpgrp()))\n");
        scratch.Write("terminal.py", """
            import os, pty, sys
            sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))
            """);
        var python = Guest.Of("python3.14").Path;
        var outcome = await new Command(python, "terminal.py", Repository.Onceover, "run", "-q", "--source", "program.py", "--", python, "program.py")
        {
            Folder = scratch.Folder,
        }.RunAsync();
        outcome.Expecting(23);
    }

    /// <summary>What the program finds at its terminal and of signals and limits, and how it leaves the terminal: as it was, or in raw mode.</summary>
    [TestMethod]
    [DynamicData(nameof(Guests))]
    public async Task A_terminal_and_all_that_is_inherited_are_as_without_us(string guest)
    {
        using var scratch = new Scratch();
        scratch.Write("program.py", """
            import os, resource, signal, sys, termios, tty
            print(termios.tcgetattr(0), os.get_terminal_size(0), os.ttyname(0).startswith("/dev/pts/"))
            print([(number, signal.getsignal(number)) for number in sorted(signal.valid_signals())], signal.pthread_sigmask(signal.SIG_BLOCK, []))
            print([line for line in open("/proc/self/status") if line.startswith(("SigPnd", "SigBlk", "SigIgn", "SigCgt", "ShdPnd", "Umask", "Cap", "NoNewPrivs", "Seccomp:", "Cpus_allowed:"))])
            print([resource.getrlimit(getattr(resource, name)) for name in sorted(dir(resource)) if name.startswith("RLIMIT_")], os.nice(0), os.getcwd())
            print([os.get_inheritable(n) for n in range(3)])
            if sys.argv[1] == "raw":
                tty.setraw(0)
            """);
        scratch.Write("terminal.py", """
            import os, pty, sys, termios
            child, terminal = pty.fork()
            if child == 0:
                os.execv(sys.argv[1], sys.argv[1:])
            seen = b""
            # One end stays open, so that the settings can be read when all others are gone.
            kept = os.open(os.ptsname(terminal), os.O_RDWR | os.O_NOCTTY)
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            settings = termios.tcgetattr(kept)
            os.close(kept)
            try:
                while part := os.read(terminal, 65536):
                    seen += part
            except OSError:
                pass
            print(code, settings, seen.decode())
            """);
        var python = Guest.Of(guest).Path;
        foreach (var leaving in (string[])["as it was", "raw"])
        {
            Task<Outcome> AtATerminalAsync(params string[] command) =>
                new Command(Guest.Of("python3.14").Path, ["terminal.py", .. command, python, "program.py", leaving]) { Folder = scratch.Folder }.RunAsync();
            var plain = (await AtATerminalAsync("/usr/bin/env")).Expecting(0);
            StringAssert.StartsWith(plain.Output, "0 ");
            Assert.AreEqual(plain, await AtATerminalAsync(Repository.Onceover, "run", "-q", "--source", ".", "--"));
        }
    }

    /// <summary>.NET's console would begin by changing what the terminal's keys send.</summary>
    [TestMethod]
    public async Task What_we_say_at_a_terminal_leaves_its_modes_alone()
    {
        using var scratch = new Scratch();
        scratch.Write("terminal.py", "import pty, sys\npty.spawn(sys.argv[1:])\n");
        var outcome = await new Command(Guest.Of("python3.14").Path, "terminal.py", Repository.Onceover, "run", "--", "true") { Folder = scratch.Folder }.RunAsync();
        StringAssert.Contains(outcome.Expecting(0).Output, "nothing was measured");
        Assert.IsFalse(outcome.Output.Contains("\u001b[?", StringComparison.Ordinal) || outcome.Output.Contains("\u001b=", StringComparison.Ordinal), outcome.Output);
    }

    [TestMethod]
    [DataRow("INT", 0, 130)]
    [DataRow("TERM", 0, 143)]
    [DataRow("INT", 5, 5)]
    public async Task A_signal_in_the_middle_of_collecting_ends_us_and_keeps_what_was_recorded(string signal, int guestCode, int expected)
    {
        using var scratch = new Scratch();
        scratch.Write("program.py", "import os, sys\nprint(os.getpid(), flush=True)\nsys.exit(int(sys.argv[1]))\n");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        string error;

        // Somebody who holds the data file keeps us collecting.
        using (new FileStream(scratch[".onceover.json.lock"], FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            using var process = new Command(
                Repository.Onceover, "run", "--source", ".", "--", Guest.Of("python3.14").Path, "program.py", guestCode.ToString(CultureInfo.InvariantCulture))
            {
                Folder = scratch.Folder,
            }.Start();
            var guest = await process.StandardOutput.ReadLineAsync(limit.Token);
            while (Directory.Exists($"/proc/{guest}"))
            {
                await Task.Delay(10, limit.Token);
            }

            // Between the guest's end and the collecting a signal may still be taken for the guest's; a person presses again, too.
            while (!process.HasExited)
            {
                await new Command("kill", "-s", signal, process.Id.ToString(CultureInfo.InvariantCulture)).RunAsync();
                await Task.Delay(100, limit.Token);
            }

            error = await process.StandardError.ReadToEndAsync(limit.Token);
            Assert.AreEqual(expected, process.ExitCode);
        }

        StringAssert.StartsWith(error, "onceover: interrupted while collecting what was recorded\n");
        Assert.AreEqual("1: ran\n2: ran\n3: ran", (await new Measurement(scratch).FiguresAsync("program.py")).ToString());
    }

    private static async Task<int> SignalledAsync(Scratch scratch, string program, string signal, params string[] arguments)
    {
        scratch.Write("program.py", program);
        using var process = new Command(Repository.Onceover, ["run", "-q", "--source", ".", "--", Guest.Of("python3.14").Path, "program.py", .. arguments])
        {
            Folder = scratch.Folder,
        }.Start();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        Assert.AreEqual("ready", await process.StandardOutput.ReadLineAsync(limit.Token));
        await new Command("kill", "-s", signal[3..], process.Id.ToString(CultureInfo.InvariantCulture)).RunAsync();
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }
}
