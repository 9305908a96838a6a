using Microsoft.Win32.SafeHandles;
using Onceover.Reports;

namespace Onceover.Cli.Reporting;

/// <summary>The terminal that standard output is, if it is one.</summary>
internal static class Screens
{
    private const int StandardOutput = 1;

    private const int StandardError = 2;

    private const int UnknownWidth = 80;

    /// <summary><c>TIOCGWINSZ</c> on Linux.</summary>
    private const nuint WindowSize = 0x5413;

    /// <summary>For an output that may be named; null where it is no terminal.</summary>
    /// <param name="output">A path; null or <c>-</c> for standard output.</param>
    public static Screen? OfOutput(string? output) =>
        output is null or ReportOutput.Standard && Launching.Libc.IsTerminal(StandardOutput) == 1
            ? new Screen(Width(StandardOutput), Environment.GetEnvironmentVariable("NO_COLOR") is null or "" && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb"))
            : null;

    /// <summary>
    /// Standard output. A terminal is written to directly, since .NET's console would send it sequences of its own first; for pipes that
    /// console knows best when nobody listens any more.
    /// </summary>
    public static Stream OpenOutput() => OpenTerminal(StandardOutput) ?? Console.OpenStandardOutput();

    /// <summary>Standard error, in the same way.</summary>
    public static Stream OpenError() => OpenTerminal(StandardError) ?? Console.OpenStandardError();

    private static FileStream? OpenTerminal(int descriptor) => Launching.Libc.IsTerminal(descriptor) == 1
        ? new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0)
        : null;

    /// <summary>In columns, of the terminal that standard error is.</summary>
    public static int WidthOfError() => Width(StandardError);

    /// <summary>Asked of the system, for the same reason.</summary>
    private static int Width(int descriptor)
    {
        var size = new ushort[4];
        return Launching.Libc.ControlTerminal(descriptor, WindowSize, size) == 0 && size[1] > 0 ? size[1] : UnknownWidth;
    }
}
