using System.Collections.Immutable;
using Onceover.Model;

namespace Onceover.Store;

/// <summary>The union of run files as it grows. Time and memory follow distinct content: a table that was seen before is not decoded again.</summary>
internal sealed class RunFold
{
    private readonly Dictionary<byte[], FileFold> files = new(RawKey.Comparer);

    private BranchChoice branches;

    private readonly Scratch scratch = new();

    public List<string> Roots { get; } = [];

    public List<string> Notes { get; } = [];

    public void Add(BranchChoice choice) => branches = choice > branches ? choice : branches;

    /// <exception cref="FormatException">The entry contradicts itself.</exception>
    public void Add(ReadOnlySpan<byte> input, FileTokens tokens)
    {
        var lookup = files.GetAlternateLookup<ReadOnlySpan<byte>>();
        var raw = scratch.Key(tokens.Path.Raw(input), tokens.Hash.Raw(input));
        if (!lookup.TryGetValue(raw, out var file))
        {
            lookup[raw] = file = new FileFold(tokens.Path.Text(input), FileFold.HashOf(input, tokens.Hash));
        }

        file.Add(input, tokens, scratch);
    }

    public Run ToRun() => Run.Of(files.Values.Select(file => file.ToFacts())) with
    {
        Branches = branches,
        Roots = ImmutableSortedSet.CreateRange(StringComparer.Ordinal, Roots),
        Notes = ImmutableSortedSet.CreateRange(StringComparer.Ordinal, Notes),
    };
}
