using System.Runtime.InteropServices;

namespace Onceover.Cli.Launching;

/// <summary>
/// The few calls of the C library that .NET has no word for. All arguments are numbers and arrays of numbers, which the runtime passes as
/// they are, so no pointer appears here.
/// </summary>
internal static class Libc
{
    public const int EINTR = 4;
    public const int ENOENT = 2;
    public const int ENOEXEC = 8;
    public const int ECHILD = 10;
    public const int EACCES = 13;
    public const int ENOTDIR = 20;
    public const int ELOOP = 40;
    public const int ENAMETOOLONG = 36;

    public const int SIGHUP = 1;
    public const int SIGINT = 2;
    public const int SIGQUIT = 3;
    public const int SIGUSR1 = 10;
    public const int SIGUSR2 = 12;
    public const int SIGPIPE = 13;
    public const int SIGTERM = 15;
    public const int SIGCONT = 18;
    public const int SIGSTOP = 19;
    public const int SIGTSTP = 20;

    public const int WNOHANG = 1;
    public const int WUNTRACED = 2;
    public const int WSTOPPED = 2;
    public const int WEXITED = 4;
    public const int WNOWAIT = 0x1000000;
    public const int P_ALL = 0;

    public const int PR_SET_CHILD_SUBREAPER = 36;

    public const short POSIX_SPAWN_SETSIGDEF = 4;

    /// <summary>Room for a <c>posix_spawnattr_t</c>: 336 bytes in glibc, less in musl.</summary>
    public const int SpawnAttributesSize = 512;

    /// <summary><c>sizeof(sigset_t)</c>: 1,024 bits, signal n at bit n − 1.</summary>
    public const int SignalSetSize = 128;

    [DllImport("libc", EntryPoint = "posix_spawnp")]
    public static extern int SpawnFromPath(
        out int pid, byte[] file, nint fileActions, byte[] attributes, nint[] arguments, nint[] environment);

    [DllImport("libc", EntryPoint = "posix_spawnattr_init")]
    public static extern int SpawnAttributesInitialize(byte[] attributes);

    [DllImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    public static extern int SpawnAttributesSetFlags(byte[] attributes, short flags);

    [DllImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    public static extern int SpawnAttributesSetSignalDefaults(byte[] attributes, byte[] signals);

    [DllImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    public static extern int WaitPid(int pid, out int status, int options);

    /// <param name="kind">Which children: <see cref="P_ALL"/>.</param>
    /// <param name="which">Not used for all of them.</param>
    /// <param name="information">A <c>siginfo_t</c>, or null.</param>
    /// <param name="options">Some of the above.</param>
    [DllImport("libc", EntryPoint = "waitid", SetLastError = true)]
    public static extern int WaitId(int kind, uint which, nint information, int options);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static extern int Kill(int pid, int signal);

    [DllImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static extern int ProcessControl(int option, nuint one, nuint two, nuint three, nuint four);

    [DllImport("libc", EntryPoint = "getpgid")]
    public static extern int ProcessGroupOf(int pid);

    [DllImport("libc", EntryPoint = "getsid")]
    public static extern int SessionOf(int pid);

    [DllImport("libc", EntryPoint = "getppid")]
    public static extern int ParentPid();

    [DllImport("libc", EntryPoint = "tcgetpgrp")]
    public static extern int TerminalForegroundGroup(int descriptor);

    /// <summary>With the request <c>TIOCGWINSZ</c>: rows, columns and their size in pixels, four numbers.</summary>
    [DllImport("libc", EntryPoint = "ioctl")]
    public static extern int ControlTerminal(int descriptor, nuint request, ushort[] size);

    [DllImport("libc", EntryPoint = "isatty")]
    public static extern int IsTerminal(int descriptor);

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    public static extern int HardLink(byte[] existing, byte[] created);
}
