using System.Runtime.InteropServices;

namespace Onceover.Cli.Launching;

/// <summary>
/// Keeps the signals that mean the guest from ending us, and passes them on. Disposing gives back the default actions.
/// </summary>
internal sealed class SignalForwarding : IDisposable
{
    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly GuestProcess guest;

    /// <param name="guest">Need not have started yet.</param>
    /// <param name="ignoredSignals">What our parent told us to ignore stays ignored, in us and in the guest.</param>
    public SignalForwarding(GuestProcess guest, ulong ignoredSignals)
    {
        this.guest = guest;
        foreach (var signal in (int[])[Libc.SIGHUP, Libc.SIGINT, Libc.SIGQUIT, Libc.SIGTERM, Libc.SIGUSR1, Libc.SIGUSR2, Libc.SIGTSTP])
        {
            if ((ignoredSignals >> (signal - 1) & 1) == 0)
            {
                registrations.Add(PosixSignalRegistration.Create((PosixSignal)signal, context => Handle(context, signal)));
            }
        }
    }

    /// <summary>What to do with a signal, by its number, once the guest has ended and there is nobody to pass it to.</summary>
    public Action<int>? AfterGuest { get; set; }

    public void Dispose() => registrations.ForEach(registration => registration.Dispose());

    private void Handle(PosixSignalContext context, int signal)
    {
        context.Cancel = true;
        if (AfterGuest is { } stop)
        {
            if (signal is not (Libc.SIGTSTP or Libc.SIGUSR1 or Libc.SIGUSR2))
            {
                stop(signal);
            }

            return;
        }

        // The terminal sends these to its whole foreground group. We must not stop before the guest did: its own stop is what stops us.
        if (signal is (Libc.SIGINT or Libc.SIGQUIT or Libc.SIGTSTP) && JobControl.TerminalSignalsGuestToo())
        {
            return;
        }

        guest.Send(signal);
    }
}
