using Spectre.Console;

namespace Onceover.Cli;

/// <summary>A line on a terminal that appears after half a second, unless it is disposed before, and is taken away again.</summary>
internal sealed class PassingLine : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly ManualResetEventSlim done = new();
    private readonly Task shown;

    /// <param name="console">Opened only if the line appears; understands ANSI sequences.</param>
    /// <param name="text">Shorter than the terminal is wide.</param>
    public PassingLine(Func<IAnsiConsole> console, string text) => shown = Task.Run(() => Show(console, text));

    public void Dispose()
    {
        done.Set();
        shown.Wait();
        done.Dispose();
    }

    private void Show(Func<IAnsiConsole> open, string text)
    {
        if (done.Wait(Patience))
        {
            return;
        }

        try
        {
            var console = open();
            console.Write(new Text(text, new Style(Color.Grey)));
            done.Wait();
            console.Write(new ControlCode("\r\u001b[K"));
        }
        catch (IOException)
        {
            // Nobody looks.
        }
    }
}
