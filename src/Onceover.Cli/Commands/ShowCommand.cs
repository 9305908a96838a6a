using Onceover.Cli.Arguments;
using Onceover.Cli.Reporting;
using Onceover.Reports;

namespace Onceover.Cli.Commands;

/// <summary><c>onceover show</c>: sources with a mark at every line.</summary>
internal static class ShowCommand
{
    /// <param name="arguments">What follows <c>show</c>.</param>
    public static int Execute(string[] arguments)
    {
        var parsed = new ReportOptionSet("show").Parse(arguments);
        using var words = new Words(parsed.Quiet);
        var settings = ReportInput.SettingsOf(parsed, words);
        var options = ReportCommand.OptionsOf("show", ReportCommand.PrecisionOf(parsed, settings), parsed, settings) with
        {
            Screen = Screens.OfOutput(null),
        };
        var input = ReportInput.Read(parsed, settings, words);
        var files = parsed.Files.Count == 0
            ? [.. input.Report.Files.OrderBy(file => file.Name, NameOrder.Natural)]
            : parsed.Files.Select(path => Find(path, input)).ToList();
        ReportOutput.WriteFile(ReportOutput.Standard, output => AnnotatedSource.Write(files, parsed.Around, options, output), words);
        return input.Failed ? ExitCode.Failed : ExitCode.Done;
    }

    private static ReportFile Find(string path, ReportInput input)
    {
        var full = Path.GetFullPath(path, input.Folder);
        return input.Report.Files.FirstOrDefault(file => file.FullPath == full)
            ?? input.Report.Files.FirstOrDefault(file => file.FullPath == new Collect.LinkResolver().Resolve(full))
            ?? throw new MistakeException(Mistakes.FileNotMeasured(path, Alike(path, input.Report)));
    }

    /// <summary>A file of the same name elsewhere, or of a similar one.</summary>
    private static string? Alike(string path, CoverageReport report)
    {
        var names = report.Files.Select(file => file.Name).ToList();
        return names.Find(name => name.EndsWith("/" + path, StringComparison.Ordinal))
            ?? names.Find(name => Path.GetFileName(name) == Path.GetFileName(path))
            ?? Parsing.Similar(path, names);
    }
}
