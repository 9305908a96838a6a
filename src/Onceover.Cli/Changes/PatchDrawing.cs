using Onceover.Cli.Reporting;
using Onceover.Model;
using Onceover.Reports;

namespace Onceover.Cli.Changes;

/// <summary>From a report and what git says was changed to a patch report.</summary>
/// <param name="repository">What was changed.</param>
/// <param name="input">What was measured.</param>
/// <param name="before">An older run; null if there is none to compare with.</param>
/// <param name="words">Hears what cannot be compared.</param>
internal sealed class PatchDrawing(Repository repository, ReportInput input, BaseRun? before, Words words)
{
    private readonly ILookup<string, ContentHash> measured = input.Run.Files.Keys
        .ToLookup(key => Path.GetFullPath(key.Path, input.Folder), key => key.Hash, StringComparer.Ordinal);

    public PatchReport Draw(PatchBase comparedWith)
    {
        var changes = repository.ChangesSince(comparedWith).DistinctBy(change => change.Path).ToDictionary(change => change.Path, StringComparer.Ordinal);
        var files = new List<PatchFile>();
        var incomparable = new List<string>();
        foreach (var file in input.Report.Files)
        {
            if (repository.NameOf(file.FullPath) is not { } path)
            {
                continue;
            }

            var change = changes.TryGetValue(path, out var found) ? InPythonLines(found, file.FullPath, comparedWith) : null;
            var known = before is null ? PatchBefore.Nothing : before.Of(path, change, [.. measured[file.FullPath]]);
            if (known is null)
            {
                incomparable.Add(file.Name);
            }

            files.Add(PatchFile.Of(file, change, known ?? PatchBefore.Nothing));
        }

        if (incomparable.Count > 0)
        {
            words.Warn(
                $"the base run has another content of {incomparable[0]}{(incomparable.Count == 1 ? "" : $" and {incomparable.Count - 1} other files")} than {comparedWith}: what was lost there is not known");
        }

        return PatchReport.Of(input.Report, comparedWith, files) with
        {
            NotMeasured = [.. NotMeasured(changes.Values).Order(NameOrder.Natural)],
            ComparesOutside = before is not null,
        };
    }

    private FileChange InPythonLines(FileChange change, string path, PatchBase comparedWith)
    {
        try
        {
            var now = File.ReadAllBytes(path);
            var old = now.Contains((byte)'\r') && change.OldPath is { } oldPath ? repository.Content(comparedWith.Commit, oldPath) : null;
            return change with { Shift = GitLines.InPythonLines(change.Shift, now, old) };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return change;
        }
    }

    /// <summary>Changed files of which the run knows nothing, although nobody asked to leave them out.</summary>
    private IEnumerable<string> NotMeasured(IEnumerable<FileChange> changes)
    {
        var measuring = FileSelection.Of(input.Settings.Run.Include ?? [], input.Settings.Run.Omit ?? [], [], input.Folder);
        foreach (var change in changes.Where(change => change.Path.EndsWith(".py", StringComparison.Ordinal) && !change.Shift.Hunks.IsEmpty))
        {
            var path = Path.Combine(repository.Root, change.Path);
            var isBounded = input.Run.Roots.Any(root => path.StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root, input.Folder)) + "/", StringComparison.Ordinal));
            if (!measured.Contains(path) && (isBounded || input.Run.Roots.IsEmpty) && measuring.Selects(path) && input.Selection.Selects(path))
            {
                yield return ReportDrawing.NameOf(path, input.Folder);
            }
        }
    }
}
