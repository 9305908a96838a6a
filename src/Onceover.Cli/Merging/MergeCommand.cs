using Onceover.Cli.Arguments;
using Onceover.Cli.Configuration;
using Onceover.Cli.Launching;
using Onceover.Collect;

namespace Onceover.Cli.Merging;

/// <summary><c>onceover merge</c>: one run of many inputs. The inputs stay as they are.</summary>
internal static class MergeCommand
{
    /// <param name="arguments">What follows <c>merge</c>.</param>
    public static int Execute(string[] arguments)
    {
        var options = new MergeOptions();
        var result = Parsing.Parse(options.Command, arguments);
        var output = result.GetValue(options.Output);
        var explain = result.GetValue(options.Explain);
        if (output is null && !explain)
        {
            throw new MistakeException(Mistakes.ArgumentMissing("merge", "-o OUT"));
        }

        using var words = new Words(result.GetValue(options.Quiet));
        var folder = Directory.GetCurrentDirectory();
        var settings = SettingsFile.Load(result.GetValue(options.ConfigurationFile), folder, Environment.GetEnvironmentVariable);
        var named = result.GetValue(options.Inputs)!;
        var inputs = MergeInputs.Expand(named, folder);
        if (inputs.Count == 0)
        {
            throw new MistakeException(Mistakes.NothingToMerge());
        }

        foreach (var (_, word) in named.Index().ExceptBy(inputs.Select(input => input.Operand), word => word.Index))
        {
            words.Warn($"{word} holds nothing to merge");
        }

        using var interruption = new Interruption();
        try
        {
            var readers = new InputReaders(folder, settings.Run.RelativeFiles);
            var reading = new InputReading(inputs, readers, result.GetValue(options.KeepGoing), interruption.Token);
            var aliases = new PathAliases(settings.Paths, folder, settings.Run.RelativeFiles, path => SourceContent.Exists(Path.GetFullPath(path, folder)));
            var merge = new Merge(reading, readers, aliases, options.ForeignPython(result), options.OnDrift(result));
            var merged = words.Watch("reading", inputs.Count, progress =>
            {
                reading.Progress = progress;
                return merge.Of(options.Operation(result), words);
            });
            merged = StatementCompletion.Complete(merged, folder, () => PythonOf(result.GetValue(options.Python)));
            interruption.Token.ThrowIfCancellationRequested();
            if (explain)
            {
                Console.Out.Write(string.Concat(merge.Explanation.Select(line => line + "\n")));
            }

            foreach (var problem in reading.Problems)
            {
                words.Fail($"left out: {problem}");
            }

            if (output is not null)
            {
                MergeOutput.Write(output, merged, options.WritesCoverageData(result, output), words);
                var count = reading.Good.Count();
                words.Note($"merged {count} input{(count == 1 ? "" : "s")} into {output}");
            }

            return reading.Problems.Count == 0 ? ExitCode.Done : ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            words.Fail("interrupted: nothing was written");
            return ExitCode.SignalBase + interruption.Signal;
        }
    }

    /// <summary>The one that is named must be there; without one, statements stay unknown.</summary>
    private static string? PythonOf(string? named)
    {
        try
        {
            return GuestCommand.FindPython(named, Environment.GetEnvironmentVariable);
        }
        catch (MistakeException) when (named is null)
        {
            return null;
        }
    }
}
