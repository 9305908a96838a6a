namespace Onceover.Cli.Launching;

/// <summary>Who else gets the terminal's signals, and who waits for us to stop.</summary>
internal static class JobControl
{
    /// <summary>
    /// Whether our parent is a shell that put us into a job of our own: same session, other process group. Stopping ourselves where
    /// nobody continues us would hang the run.
    /// </summary>
    public static bool ShellWatchesUs()
    {
        var parent = Libc.ParentPid();
        return parent > 1
            && Libc.SessionOf(parent) == Libc.SessionOf(0)
            && Libc.ProcessGroupOf(parent) != Libc.ProcessGroupOf(0);
    }

    /// <summary>
    /// Whether a SIGINT or SIGQUIT that reached us came to the guest as well: the terminal sends them to its whole foreground group. .NET does not
    /// say who sent a signal, so one that a person sends to us alone while we are in the foreground is taken for the terminal's.
    /// </summary>
    public static bool TerminalSignalsGuestToo()
    {
        var group = Libc.ProcessGroupOf(0);
        return Libc.TerminalForegroundGroup(0) == group
            || Libc.TerminalForegroundGroup(1) == group
            || Libc.TerminalForegroundGroup(2) == group
            || ControllingTerminalForeground() == group;
    }

    private static int ControllingTerminalForeground()
    {
        try
        {
            using var terminal = File.OpenHandle("/dev/tty");
            return Libc.TerminalForegroundGroup((int)terminal.DangerousGetHandle());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return -1;
        }
    }
}
