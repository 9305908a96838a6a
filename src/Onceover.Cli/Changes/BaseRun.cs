using System.Collections.Immutable;
using Onceover.Cli.Reporting;
using Onceover.Model;
using Onceover.Reports;

namespace Onceover.Cli.Changes;

/// <summary>What an older run executed, in the lines of today's files.</summary>
/// <param name="Files">By path in the repository: what was recorded for each content.</param>
/// <param name="Repository">Where the contents come from.</param>
/// <param name="Base">The commit that the changes are counted from.</param>
internal sealed record BaseRun(ILookup<string, FileFacts> Files, Repository Repository, PatchBase Base)
{
    /// <param name="run">The older run, its paths as they are on this machine.</param>
    /// <param name="selection">Which contexts count.</param>
    /// <param name="folder">Where its relative paths start.</param>
    /// <param name="repository">Where it was measured.</param>
    /// <param name="comparedWith">The commit that the changes are counted from.</param>
    public static BaseRun Of(Run run, FileSelection selection, string folder, Repository repository, PatchBase comparedWith) => new(
        run.Files.Values
            .Select(facts => (Path: repository.NameOf(Path.GetFullPath(facts.Path, folder)), Facts: facts))
            .Where(file => file.Path is not null)
            .ToLookup(file => file.Path!, file => selection.Within(file.Facts), StringComparer.Ordinal),
        repository,
        comparedWith);

    /// <summary>What ran before in a file.</summary>
    /// <param name="path">Where it is now, in the repository.</param>
    /// <param name="change">How it differs from the base; null if it does not.</param>
    /// <param name="measured">The contents that the newer run has of it.</param>
    /// <returns>Null where the older run has another content, so that nobody knows which line is which.</returns>
    public PatchBefore? Of(string path, FileChange? change, ImmutableArray<ContentHash> measured)
    {
        if (Files[path].FirstOrDefault(facts => measured.Contains(facts.Hash)) is { } same)
        {
            return new PatchBefore(same.AllExecuted, LineShift.None);
        }

        var oldPath = change is null ? path : change.OldPath;
        var known = oldPath is null ? [] : Files[oldPath];
        if (!known.Any())
        {
            return PatchBefore.Nothing;
        }

        var content = Repository.Content(Base.Commit, oldPath!);
        var hash = content is null ? ContentHash.Unknown : ContentHash.OfBytes(content);
        return known.FirstOrDefault(facts => !facts.Hash.IsKnown || facts.Hash == hash) is { } before
            ? new PatchBefore(before.AllExecuted, change?.Shift ?? LineShift.None)
            : null;
    }
}
