using System.Text;
using Onceover.Cli.Reporting;
using Spectre.Console;

namespace Onceover.Cli;

/// <summary>
/// The terminal that standard error is, for Spectre.Console. Its own output asks .NET's console for the width, which changes what the terminal's
/// keys send and leaves it so.
/// </summary>
internal sealed class TerminalOutput(TextWriter writer) : IAnsiConsoleOutput
{
    private const int UnknownHeight = 24;

    public TextWriter Writer => writer;

    public bool IsTerminal => true;

    public int Width => Screens.WidthOfError();

    public int Height => UnknownHeight;

    public void SetEncoding(Encoding encoding)
    {
    }
}
