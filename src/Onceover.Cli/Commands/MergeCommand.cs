using System.CommandLine;
using Onceover.Cli.Arguments;
using Onceover.Cli.Configuration;
using Onceover.Cli.Reporting;
using Onceover.Model;
using Onceover.Store;

namespace Onceover.Cli.Commands;

/// <summary>The words of <c>merge</c>.</summary>
internal sealed class MergeOptions
{
    public MergeOptions() => Command = new Command("merge", CommandSet.Summary("merge"))
    {
        Output, ConfigurationFile, Quiet, Inputs,
    };

    public Option<string?> Output { get; } = OptionNames.Output("none");

    public Option<string?> ConfigurationFile { get; } = OptionNames.ConfigurationFile();

    public Option<bool> Quiet { get; } = OptionNames.Quiet();

    public Argument<string[]> Inputs { get; } = new("IN")
    {
        Description = "Run files, or folders of them.",
        Arity = ArgumentArity.OneOrMore,
    };

    public Command Command { get; }
}

/// <summary><c>onceover merge</c>: the union of run files. The inputs stay as they are.</summary>
internal static class MergeCommand
{
    /// <param name="arguments">What follows <c>merge</c>.</param>
    public static int Execute(string[] arguments)
    {
        var options = new MergeOptions();
        var result = Parsing.Parse(options.Command, arguments);
        var output = result.GetValue(options.Output) ?? throw new MistakeException(Mistakes.ArgumentMissing("merge", "-o OUT"));
        using var words = new Words(result.GetValue(options.Quiet));
        var folder = Directory.GetCurrentDirectory();
        var settings = SettingsFile.Load(result.GetValue(options.ConfigurationFile), folder, Environment.GetEnvironmentVariable);
        var inputs = result.GetValue(options.Inputs)!.SelectMany(Expand).ToList();
        if (inputs.Count == 0)
        {
            throw new MistakeException(Mistakes.NothingToMerge());
        }

        var aliases = new PathAliases(settings.Paths, folder, path => Path.Exists(Path.GetFullPath(path, folder)));
        Keep(output, aliases.Apply(RunSource.ReadAll(inputs)));
        words.Note($"merged {inputs.Count} run file{(inputs.Count == 1 ? "" : "s")} into {output}");
        return ExitCode.Done;
    }

    /// <summary>In a folder, at any depth, what is a run file of ours or of a newer version; other files are not looked at twice.</summary>
    private static IEnumerable<string> Expand(string input) => Directory.Exists(input)
        ? Directory.EnumerateFiles(input, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Where(IsRunFile)
            .Order(StringComparer.Ordinal)
        : [input];

    private static bool IsRunFile(string path)
    {
        try
        {
            RunFile.RefuseForeign(path);
            return new FileInfo(path).Length > 0;
        }
        catch (Exception error) when (error is RunFileException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Keep(string output, Run run)
    {
        try
        {
            RunFile.Write(output, run);
        }
        catch (RunFileException error)
        {
            throw new MistakeException(Mistakes.OutputRefused(error.Message));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MistakeException(Mistakes.CannotWrite(output, error.Message));
        }
    }
}
