using System.Runtime.InteropServices;
using Onceover.Cli.Launching;

namespace Onceover.Cli.Merging;

/// <summary>Turns a first Ctrl-C into a request to stop before anything is written; a second one ends the process as always.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];

    public Interruption()
    {
        foreach (var signal in (int[])[Libc.SIGINT, Libc.SIGTERM, Libc.SIGHUP])
        {
            registrations.Add(PosixSignalRegistration.Create((PosixSignal)signal, context =>
            {
                context.Cancel = !source.IsCancellationRequested;
                Signal = signal;
                source.Cancel();
            }));
        }
    }

    public CancellationToken Token => source.Token;

    /// <summary>The number of the signal that came.</summary>
    public int Signal { get; private set; }

    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        source.Dispose();
    }
}
