using Onceover.Cli.Launching;
using Onceover.Cli.Reporting;
using Onceover.Model;
using Onceover.Store;

namespace Onceover.Cli.Commands;

/// <summary>Run folders that no host lives for: their runs were interrupted, or guests outlived them. Disposing lets go of them.</summary>
internal sealed class Leftovers : IDisposable
{
    private readonly List<LeftRun> folders;
    private readonly RunsFolder runs;

    private Leftovers(RunsFolder runs)
    {
        this.runs = runs;
        folders = [.. runs.TakeLeft().Select(folder => new LeftRun(folder, RunFolderUse.Of(folder.Path), MeasuringScopeFile.Read(folder.Path)))];
    }

    public static Leftovers Take(RunsFolder runs) => new(runs);

    /// <summary>The run file, after what earlier runs left has been added to it.</summary>
    /// <exception cref="MistakeException">There is none, or it cannot be used.</exception>
    public static Run ReadWith(string dataFile, Words words)
    {
        using var left = Take(new RunsFolder(dataFile));
        if (left.folders.Count == 0)
        {
            return RunSource.Read(dataFile);
        }

        var recovered = left.Run(null);
        words.Note($"collected what {(left.folders.Count == 1 ? "an earlier run" : $"{left.folders.Count} earlier runs")} left in {left.runs.Path}");
        foreach (var note in recovered.Notes)
        {
            words.Warn(note);
        }

        try
        {
            var kept = RunFile.Keep(dataFile, recovered, append: true, DateTimeOffset.UnixEpoch);
            left.Discard();
            left.runs.DeleteIfEmpty();
            return kept;
        }
        catch (RunFileException error)
        {
            throw new MistakeException(Mistakes.DataFileRefused(error.Message));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A report of what is there is still right; the folders stay.
            words.Warn($"{dataFile} could not be written: {error.Message}");
            return File.Exists(dataFile) ? RunSource.Read(dataFile).Union(recovered) : recovered;
        }
    }

    /// <summary>
    /// What they hold. A run that replaces the run file replaces what was interrupted before it started too; but what ran beside it, and what
    /// guests recorded that still live, counts.
    /// </summary>
    /// <param name="keep">The run that ends now; null when nothing is replaced.</param>
    public Run Run(KeepRequest? keep) => folders
        .Where(left => keep is null || keep.Append || left.Use.Any || left.Folder.StartedUtc >= keep.Started.UtcDateTime)
        .Select(left => left.Collect())
        .Aggregate(Model.Run.Empty, (one, two) => one.Union(two));

    /// <summary>Deletes what is collected now, no living process writes to, and no other version of Onceover can read.</summary>
    public void Discard() => folders.ForEach(left => left.Discard());

    public void Dispose() => folders.ForEach(left => left.Folder.Dispose());

    /// <param name="Folder">Held by us.</param>
    /// <param name="Use">Who may still write to it.</param>
    /// <param name="Scope">What its run asked for; null where another version of Onceover wrote it.</param>
    private sealed record LeftRun(HeldRunFolder Folder, RunFolderUse Use, MeasuringScope? Scope)
    {
        private IReadOnlyList<string> others = [];

        public Run Collect()
        {
            if (Scope is null)
            {
                return Model.Run.Empty with { Notes = [$"{Folder.Path}: a run of another version of Onceover left it; it stays as it is"] };
            }

            var content = RunFolder.Read(Folder.Path);
            others = [.. content.OtherVersions.Select(spool => spool.Path)];
            return Collecting.Of(content, Scope);
        }

        public void Discard()
        {
            if (Scope is not null)
            {
                Folder.Discard(others.Count == 0 ? Use : new RunFolderUse(true, Use.Spools.Union(others).ToHashSet(StringComparer.Ordinal)));
            }
        }
    }
}
