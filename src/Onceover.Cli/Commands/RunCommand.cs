using System.Text;
using Onceover.Cli.Configuration;
using Onceover.Cli.Launching;
using Onceover.Store;

namespace Onceover.Cli.Commands;

/// <summary>
/// <c>onceover run</c>: makes the run's folder, runs the guest in it, collects what the guest left. Nothing is loaded before the
/// guest starts that its start does not need.
/// </summary>
internal static class RunCommand
{
    /// <param name="arguments">All arguments of the process; the first is <c>run</c>.</param>
    public static int Execute(string[] arguments)
    {
        var started = DateTimeOffset.UtcNow;
        var parsed = new RunOptions().Parse(arguments[1..]);
        using var words = new Words(parsed.Quiet);
        var folder = Directory.GetCurrentDirectory();
        if (!Directory.Exists(folder))
        {
            throw new MistakeException(Mistakes.WorkingFolderNotText(folder));
        }

        var settings = SettingsFile.Load(parsed.ConfigurationFile, folder, Environment.GetEnvironmentVariable);
        foreach (var warning in settings.Warnings)
        {
            words.Warn(warning);
        }

        var command = GuestCommand.Resolve(
            WordsOfGuest(arguments, parsed.GuestWords, settings),
            () => GuestCommand.FindPython(parsed.Python, Environment.GetEnvironmentVariable));
        var scope = MeasuringScope.Of(parsed, settings, folder, started);
        var dataFile = DataFile.Of(parsed.DataFile, settings, folder);
        var outer = OuterRun.Find(Environment.GetEnvironmentVariable);
        RefuseForeign(dataFile);
        using var run = MeasuredRun.Prepare(dataFile, outer?.Widen(scope.ToRecord()) ?? scope.ToRecord(), path => MeasuringScopeFile.Write(path, scope));
        var ignored = OwnProcess.IgnoredSignals();
        var guest = new GuestProcess();
        using var signals = new SignalForwarding(guest, ignored);
        GuestEnd end;
        try
        {
            end = run.Execute(command, guest, ignored);
        }
        catch (MistakeException)
        {
            run.Folder.Discard(RunFolderUse.None);
            run.Runs.DeleteIfEmpty();
            throw;
        }

        signals.AfterGuest = signal => Interrupted(words, end, signal);
        outer?.TakeSpools(run.Folder.Path);
        var collected = Collecting.Attempt(run, scope, new KeepRequest(dataFile, parsed.Append, started), words);
        return end.Code == 0 && !collected ? ExitCode.OurFailure : end.Code;
    }

    /// <summary>Ends us in the middle of collecting. The spools stay.</summary>
    private static void Interrupted(Words words, GuestEnd end, int signal)
    {
        words.Say(Mistakes.CollectingInterrupted());
        Environment.Exit(end.Code == 0 ? ExitCode.SignalBase + signal : end.Code);
    }

    private static void RefuseForeign(string dataFile)
    {
        try
        {
            RunFile.RefuseForeign(dataFile);
        }
        catch (RunFileException error)
        {
            throw new MistakeException(Mistakes.DataFileRefused(error.Message) with { ExitCode = ExitCode.OurFailure });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MistakeException(Mistakes.DataFileUnreadable(dataFile, error.Message) with { ExitCode = ExitCode.OurFailure });
        }
    }

    private static byte[][] WordsOfGuest(string[] arguments, int count, Settings settings)
    {
        if (count > 0)
        {
            return OwnProcess.LastArguments(arguments, count);
        }

        return settings.Run.CommandLine is { } line && ShellWords.Split(line) is { Count: > 0 } configured
            ? [.. configured.Select(Encoding.UTF8.GetBytes)]
            : throw new MistakeException(Mistakes.NoCommandLine());
    }
}
