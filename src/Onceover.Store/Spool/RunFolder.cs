using System.Collections.Immutable;

namespace Onceover.Store;

/// <summary>
/// The folder that a host makes for one run and names to its guests: <c>scope</c>, a <c>*.spool</c> per process, and a
/// <c>*.note</c> per process whose Python cannot load the agent.
/// </summary>
public static class RunFolder
{
    /// <summary>The variable that carries the folder's absolute path to the guests.</summary>
    public const string Variable = "ONCEOVER_RUN";

    public const string ScopeFileName = "scope";

    public const string SpoolPattern = "*.spool";

    public const string NotePattern = "*.note";

    /// <summary>
    /// Everything the guests left, in the ordinal order of file names. A note without a detail of its own names its interpreter.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be listed.</exception>
    public static RunFolderContent Read(string folder)
    {
        var spools = ImmutableArray.CreateBuilder<Spool>();
        var notes = ImmutableArray.CreateBuilder<SpoolNote>();
        var problems = ImmutableArray.CreateBuilder<string>();
        var others = ImmutableArray.CreateBuilder<RefusedSpool>();
        foreach (var path in Directory.EnumerateFiles(folder, SpoolPattern).Order(StringComparer.Ordinal))
        {
            var reading = SpoolReader.Read(path);
            if (reading.Spool is { } spool)
            {
                spools.Add(spool);
                notes.AddRange(spool.Notes.Select(note => WithDetail(note, spool.Process)));
            }
            else
            {
                problems.Add(reading.Problem!);
                if (reading.IsOtherVersion)
                {
                    others.Add(new RefusedSpool(path, reading.Problem!));
                }
            }
        }

        foreach (var path in Directory.EnumerateFiles(folder, NotePattern).Order(StringComparer.Ordinal))
        {
            notes.Add(NoteFile.Read(path));
        }

        return new RunFolderContent(spools.ToImmutable(), notes.ToImmutable(), problems.ToImmutable()) { OtherVersions = others.ToImmutable() };
    }

    // The agent leaves out what the process's record says anyway.
    private static SpoolNote WithDetail(SpoolNote note, SpoolProcess? process) =>
        note.Detail.Length > 0 || process is null ? note : note with { Detail = $"{process.Executable} (CPython {process.Version})" };
}

/// <param name="Spools">Those that could be read.</param>
/// <param name="Notes">Of all spools and note files.</param>
/// <param name="Problems">A line for each spool that could not be read.</param>
public sealed record RunFolderContent(
    ImmutableArray<Spool> Spools,
    ImmutableArray<SpoolNote> Notes,
    ImmutableArray<string> Problems)
{
    /// <summary>Those that another version of Onceover recorded and can read.</summary>
    public ImmutableArray<RefusedSpool> OtherVersions { get; init; } = [];
}

/// <summary>A spool that is not read.</summary>
/// <param name="Path">Below the folder that was read, as that was named.</param>
/// <param name="Problem">Why, in words for a person; it begins with the path.</param>
public sealed record RefusedSpool(string Path, string Problem);
