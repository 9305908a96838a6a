using Onceover.Reports;

namespace Onceover.Cli.Reporting;

/// <summary>The terminal that standard output is, if it is one.</summary>
internal static class Screens
{
    private const int StandardOutput = 1;

    private const int UnknownWidth = 80;

    /// <summary>For an output that may be named; null where it is no terminal.</summary>
    /// <param name="output">A path; null or <c>-</c> for standard output.</param>
    public static Screen? OfOutput(string? output) =>
        output is null or ReportOutput.Standard && Launching.Libc.IsTerminal(StandardOutput) == 1
            ? new Screen(Width(), Environment.GetEnvironmentVariable("NO_COLOR") is null or "" && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb"))
            : null;

    private static int Width()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : UnknownWidth;
        }
        catch (IOException)
        {
            return UnknownWidth;
        }
    }
}
