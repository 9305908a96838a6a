using System.Collections.Immutable;

namespace Onceover.Model;

/// <summary>Path and content together name a file's facts.</summary>
public readonly record struct FileKey(string Path, ContentHash Hash) : IComparable<FileKey>
{
    public int CompareTo(FileKey other)
    {
        var byPath = string.CompareOrdinal(Path, other.Path);
        return byPath != 0 ? byPath : Hash.CompareTo(other.Hash);
    }

    public static bool operator <(FileKey left, FileKey right) => left.CompareTo(right) < 0;

    public static bool operator >(FileKey left, FileKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(FileKey left, FileKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(FileKey left, FileKey right) => left.CompareTo(right) >= 0;
}

/// <summary>Whether figures include branches. Uniting two runs takes the greater value.</summary>
public enum BranchChoice
{
    /// <summary>Nobody said; the report decides.</summary>
    Unsaid,

    /// <summary>By configuration or option: lines only.</summary>
    Off,

    /// <summary>By configuration or option: lines and branches.</summary>
    On,
}

/// <summary>
/// What one or many guests executed: a set of facts, so that merging is union — in any order, any number of times.
/// </summary>
/// <param name="Files">Facts by path and content.</param>
/// <param name="Notes">What a reader of the figures must know (lines dropped, code left alone, processes that could not be measured).</param>
public sealed record Run(ImmutableSortedDictionary<FileKey, FileFacts> Files, ImmutableSortedSet<string> Notes)
{
    public static readonly Run Empty = new(
        ImmutableSortedDictionary<FileKey, FileFacts>.Empty,
        ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    /// <summary>The folders that bounded what was measured (absolute, or relative to the run's root); empty when nothing did.</summary>
    public ImmutableSortedSet<string> Roots { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Whether reports count branches, as far as the measuring command knew.</summary>
    public BranchChoice Branches { get; init; }

    public static Run Of(IEnumerable<FileFacts> files) => new(
        Unite(files),
        Empty.Notes);

    public Run Union(Run other) => new(
        Files.Count >= other.Files.Count ? Unite(Files, other.Files.Values) : Unite(other.Files, Files.Values),
        Notes.Union(other.Notes))
    {
        Roots = Roots.Union(other.Roots),
        Branches = Branches > other.Branches ? Branches : other.Branches,
    };

    /// <summary>What can run by either run, and what ran in both: line by line, branch by branch, for the same content, interpreter and context.</summary>
    public Run Intersect(Run other) => Union(other) with
    {
        Files = Unite(Files.Values.Concat(other.Files.Values).Select(file => file with { Executed = file.Executed.Clear() }))
            .SetItems(Files
                .Where(pair => other.Files.ContainsKey(pair.Key))
                .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Intersect(other.Files[pair.Key])))),
    };

    /// <summary>What can run by this run, and what ran in it and not in the other: for the same content, interpreter and context.</summary>
    public Run Except(Run other) => this with
    {
        Files = Files.SetItems(Files
            .Where(pair => other.Files.ContainsKey(pair.Key))
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Except(other.Files[pair.Key])))),
        Notes = Notes.Union(other.Notes),
    };

    /// <summary>The same facts under the paths that <paramref name="pathOf"/> gives; files that come to bear one path unite if their content is the same.</summary>
    public Run Renamed(Func<string, string> pathOf) =>
        this with { Files = Unite(Files.Values.Select(file => file with { Path = pathOf(file.Path) })) };

    /// <summary>
    /// Facts of formats that record no content, given to the one content that <paramref name="all"/> knows of the path. Where that knows none or
    /// several, they stay as they are.
    /// </summary>
    public Run WithContentAdopted(Run all)
    {
        var known = all.Files.Keys
            .Where(key => key.Hash.IsKnown)
            .GroupBy(key => key.Path)
            .Where(contents => !contents.Skip(1).Any())
            .ToDictionary(contents => contents.Key, contents => contents.First().Hash, StringComparer.Ordinal);
        return known.Count == 0 || Files.Keys.All(key => key.Hash.IsKnown) ? this : this with
        {
            Files = Unite(Files.Values.Select(file =>
                !file.Hash.IsKnown && known.TryGetValue(file.Path, out var hash) ? file with { Hash = hash } : file)),
        };
    }

    /// <summary>Facts of formats that do not record the interpreter, given to <paramref name="version"/>.</summary>
    public Run WithInterpreterAdopted(InterpreterVersion version) => version.IsKnown
        ? this with { Files = Unite(Files.Values.Select(file => file.WithInterpreterAdopted(version))) }
        : this;

    /// <summary>Paths for which more than one content was recorded; that which no one knows is not another.</summary>
    public IEnumerable<string> DriftedPaths() => Files.Keys
        .Where(key => key.Hash.IsKnown)
        .GroupBy(key => key.Path)
        .Where(group => group.Skip(1).Any())
        .Select(group => group.Key);

    private static ImmutableSortedDictionary<FileKey, FileFacts> Unite(IEnumerable<FileFacts> files) => Unite(Empty.Files, files);

    private static ImmutableSortedDictionary<FileKey, FileFacts> Unite(
        ImmutableSortedDictionary<FileKey, FileFacts> first, IEnumerable<FileFacts> files)
    {
        var builder = first.ToBuilder();
        foreach (var file in files)
        {
            var key = new FileKey(file.Path, file.Hash);
            builder[key] = builder.TryGetValue(key, out var known) ? known.Union(file) : file;
        }

        return builder.ToImmutable();
    }
}
