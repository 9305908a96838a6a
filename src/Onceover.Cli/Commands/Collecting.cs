using System.Globalization;
using Onceover.Cli.Launching;
using Onceover.Collect;
using Onceover.Model;
using Onceover.Store;

namespace Onceover.Cli.Commands;

/// <summary>From run folders to the run file.</summary>
internal static class Collecting
{
    private static readonly (Unmeasured Reason, string Words)[] Reasons =
    [
        (Unmeasured.Isolated, "-I"),
        (Unmeasured.NoEnvironment, "-E"),
        (Unmeasured.NoSite, "-S"),
        (Unmeasured.EmptiedEnvironment, "an emptied environment"),
        (Unmeasured.OtherModulePath, "another PYTHONPATH"),
        (Unmeasured.OtherUser, "another user"),
        (Unmeasured.Unknown, "unknown reason"),
    ];

    /// <summary>Collects a run that has just ended, and says what a person should know about it.</summary>
    /// <returns>Whether the run file has it now. If not, the folder stays for another command.</returns>
    public static bool Attempt(MeasuredRun measured, MeasuringScope scope, KeepRequest keep, Words words)
    {
        try
        {
            Finish(measured, scope, keep, words);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or RunFileException)
        {
            words.Say(Directory.Exists(measured.Folder.Path)
                ? Mistakes.NotKept(keep.DataFile, measured.Folder.Path, error.Message)
                : Mistakes.RunFolderGone(measured.Folder.Path));
            return false;
        }
    }

    /// <summary>What one folder holds, counted as its own run asked for.</summary>
    public static Run Of(RunFolderContent content, MeasuringScope scope)
    {
        var run = Collector.Collect(new CollectRequest(
            content,
            scope.RelativeFiles ? scope.Folder : "/",
            scope.ToCollect(),
            scope.Context,
            scope.Started)
        {
            Conditions = scope.Conditions,
        });
        return run with { Branches = scope.Branches, Roots = [.. scope.Sources.Where(Directory.Exists)] };
    }

    private static void Finish(MeasuredRun measured, MeasuringScope scope, KeepRequest keep, Words words)
    {
        RunFolderContent content;
        Run run;
        using (words.During("collecting"))
        {
            content = RunFolder.Read(measured.Folder.Path);
            run = Of(content, scope);
        }

        var spools = content.Spools.ToLookup(spool => spool.Process?.Pid ?? 0, spool => Path.GetFileName(spool.Path));
        if (NotMeasured(measured.Watch.Finish(spools), content) is { } unmeasured)
        {
            run = run with { Notes = run.Notes.Add(unmeasured) };
        }

        // Said first: it holds whether or not the run file can be written.
        foreach (var note in run.Notes)
        {
            words.Warn(note);
        }

        using var left = Leftovers.Take(measured.Runs);
        var kept = RunFile.Keep(keep.DataFile, run.Union(left.Run(keep)), keep.Append, keep.Started);
        if (kept.Files.IsEmpty)
        {
            words.Warn("nothing was measured: no Python code in scope ran");
        }

        left.Discard();
        measured.Folder.Discard(measured.DescendantsLive ? RunFolderUse.Of(measured.Folder.Path) : RunFolderUse.None);
        measured.Runs.DeleteIfEmpty();
    }

    /// <summary>One line about the Pythons that ran without the agent, or null. Those too old for it, or without room for a spool, have left word themselves.</summary>
    private static string? NotMeasured(IReadOnlyList<Unmeasured> processes, RunFolderContent content)
    {
        if (processes.Count == 0)
        {
            return null;
        }

        var saidSo = content.Notes.Count(note => note.Kind == SpoolNoteKind.UnsupportedPython) + content.Problems.Length;
        var counts = Reasons
            .Select(reason => (reason.Words, Count: processes.Count(process => process == reason.Reason)
                - (reason.Reason == Unmeasured.Unknown ? saidSo : 0)))
            .Where(reason => reason.Count > 0)
            .ToList();
        var total = counts.Sum(reason => reason.Count);
        return total == 0 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{total} Python process{(total == 1 ? " was" : "es were")} not measured ({string.Join(", ", counts.Select(reason => counts.Count == 1 ? reason.Words : $"{reason.Count} with {reason.Words}"))})");
    }
}
