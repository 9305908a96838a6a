using System.Runtime.InteropServices;

namespace Onceover.Cli.Launching;

/// <summary>
/// The guest as our child: same process group, session, terminal and descriptors, so that it cannot tell that we stand in front of it.
/// .NET's own Process class is not used, since it configures the terminal and the signals for its children.
/// </summary>
internal sealed class GuestProcess
{
    private readonly object gate = new();
    private readonly Queue<int> early = new();
    private int pid;
    private bool ended;

    /// <summary>The name of the program that the guest was when it ended, cut to 15 characters; empty before, or when unknown.</summary>
    public string LastName { get; private set; } = "";

    /// <summary>0 before the start.</summary>
    public int Pid => pid;

    /// <summary>Starts the guest; signals sent before are delivered now.</summary>
    /// <param name="command">The program, looked up in PATH unless it has a slash, and its arguments.</param>
    /// <param name="environment">Entries of the form <c>NAME=value</c>.</param>
    /// <param name="ignoredSignals">Those that it shall ignore, bit n − 1 for signal n; all others start with their default action.</param>
    /// <returns>0, or the <c>errno</c> that says why it did not start.</returns>
    public int Start(IReadOnlyList<byte[]> command, IReadOnlyList<byte[]> environment, ulong ignoredSignals)
    {
        using var arguments = new NativeStrings(command);
        using var variables = new NativeStrings(environment);
        var file = new byte[command[0].Length + 1];
        command[0].CopyTo(file, 0);
        var attributes = new byte[Libc.SpawnAttributesSize];
        _ = Libc.SpawnAttributesInitialize(attributes);
        _ = Libc.SpawnAttributesSetSignalDefaults(attributes, AllBut(ignoredSignals));
        _ = Libc.SpawnAttributesSetFlags(attributes, Libc.POSIX_SPAWN_SETSIGDEF);
        lock (gate)
        {
            var error = Libc.SpawnFromPath(out var started, file, 0, attributes, arguments.Pointers, variables.Pointers);
            if (error != 0)
            {
                return error;
            }

            pid = started;
            while (early.TryDequeue(out var signal))
            {
                _ = Libc.Kill(pid, signal);
            }

            return 0;
        }
    }

    /// <summary>Sends a signal, or keeps it until the guest starts. Nothing happens once it has ended.</summary>
    public void Send(int signal)
    {
        lock (gate)
        {
            if (pid == 0)
            {
                early.Enqueue(signal);
            }
            else if (!ended)
            {
                _ = Libc.Kill(pid, signal);
            }
        }
    }

    /// <summary>
    /// Waits until the guest ends. Other children that end meanwhile are reaped: orphans come to us, as PID 1 or because we asked
    /// for them. When the guest stops and a shell controls our job, we stop too, so that the shell sees it.
    /// </summary>
    public GuestEnd WaitForEnd()
    {
        while (true)
        {
            _ = Libc.WaitId(Libc.P_ALL, 0, 0, Libc.WEXITED | Libc.WSTOPPED | Libc.WNOWAIT);
            var name = ProcessFacts.Name(pid);
            var which = Libc.WaitPid(-1, out var status, Libc.WUNTRACED);
            if (which < 0)
            {
                if (Marshal.GetLastPInvokeError() == Libc.EINTR)
                {
                    continue;
                }

                // Somebody made us ignore SIGCHLD after all, and the kernel reaped the guest itself.
                return new GuestEnd(ExitCode.OurFailure, Signal: 0);
            }

            if (which != pid)
            {
                continue;
            }

            if (WaitStatus.StopSignal(status) != 0)
            {
                if (JobControl.ShellWatchesUs())
                {
                    _ = Libc.Kill(Environment.ProcessId, Libc.SIGSTOP);
                    Send(Libc.SIGCONT);
                }

                continue;
            }

            lock (gate)
            {
                ended = true;
            }

            LastName = name;
            return WaitStatus.End(status);
        }
    }

    /// <summary>Reaps what has ended by now.</summary>
    /// <returns>Whether descendants of the guest still run.</returns>
    public static bool DescendantsLive()
    {
        int which;
        do
        {
            which = Libc.WaitPid(-1, out _, Libc.WNOHANG);
        }
        while (which > 0 || (which < 0 && Marshal.GetLastPInvokeError() == Libc.EINTR));
        return which == 0;
    }

    private static byte[] AllBut(ulong ignored)
    {
        var set = new byte[Libc.SignalSetSize];
        BitConverter.TryWriteBytes(set, ~ignored);
        return set;
    }
}

/// <param name="Code">What we exit with: the guest's code, or 128 + n after signal n.</param>
/// <param name="Signal">The signal that ended it, or 0.</param>
internal readonly record struct GuestEnd(int Code, int Signal);
