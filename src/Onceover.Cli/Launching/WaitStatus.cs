namespace Onceover.Cli.Launching;

/// <summary>Linux's encoding of <c>waitpid</c>'s status.</summary>
internal static class WaitStatus
{
    /// <summary>The signal that stopped the process, or 0 when it did not stop.</summary>
    public static int StopSignal(int status) => (status & 0xff) == 0x7f ? status >> 8 & 0xff : 0;

    /// <param name="status">Of a process that ended.</param>
    public static GuestEnd End(int status)
    {
        var signal = status & 0x7f;
        return signal == 0
            ? new GuestEnd(status >> 8 & 0xff, Signal: 0)
            : new GuestEnd(ExitCode.SignalBase + signal, signal);
    }
}
