using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Cli.Tests.Launching;

/// <summary>A shell with job control on a terminal of its own, and a guest in it.</summary>
[TestClass]
public sealed class TerminalTests
{
    private const string GuestProgram = """
        import os, signal, sys
        count = 0
        def interrupted(number, frame):
            global count
            count += 1
            print("interrupts", count, flush=True)
        signal.signal(signal.SIGINT, interrupted)
        print("ready", os.isatty(0) and os.isatty(1) and os.isatty(2), os.tcgetpgrp(0) == os.getpgrp(), flush=True)
        for line in sys.stdin:
            if line == "quit\n":
                break
            print("echo", line.strip(), flush=True)
        print("end", count, flush=True)
        sys.exit(5)
        """;

    /// <summary>Types what its arguments say, each after the text that is to appear before it: SEEN, TYPED, SEEN, TYPED …</summary>
    private const string Typist = """
        import os, pty, select, sys, time
        pid, terminal = pty.fork()
        if pid == 0:
            os.environ["PS1"] = "$ "
            os.execvp("bash", ["bash", "--norc", "--noediting", "-i"])
        seen, mark = b"", 0
        def wait(text):
            global seen
            end = time.time() + 20
            while text not in seen[mark:]:
                if time.time() > end:
                    sys.exit("never seen: %r in %r" % (text, seen[mark:]))
                if select.select([terminal], [], [], 0.1)[0]:
                    seen += os.read(terminal, 65536)
        steps = [s.encode().decode("unicode_escape").encode() for s in sys.argv[1:]]
        for text, typed in zip(steps[::2], steps[1::2]):
            wait(text)
            mark = len(seen)
            os.write(terminal, typed)
        print(seen.decode())
        """;

    [TestMethod]
    public async Task The_terminal_is_the_guests()
    {
        using var onceover = new Onceover();
        onceover.Scratch.Write("guest.py", GuestProgram);
        var typist = onceover.Scratch.Write("typist.py", Typist);
        var run = $"{Repository.Onceover} run {Onceover.Python.Path} guest.py\n";
        var outcome = await new Command(
            Onceover.Python.Path,
            typist,
            "$ ", run,
            "ready True True", "hello\n",
            "echo hello", @"\x03",
            "interrupts 1", @"\x1a",
            "Stopped", "jobs\n",
            "Stopped", "fg\n",
            "guest.py", "again\n",
            "echo again", "quit\n",
            "end 1", "echo code=$?\n",
            "code=5", "exit\n")
        {
            Folder = onceover.Folder,
        }.RunAsync();
        outcome.Expecting(0);
        Assert.AreEqual("guest.py: 1 2 3 5 6 7 8 9 10 11 12 13 14", await onceover.ExecutedAsync());
    }
}
