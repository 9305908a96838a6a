using System.Collections.Immutable;

namespace Onceover.Model;

/// <summary>The figures of one report, kept to compare later ones with.</summary>
/// <param name="Time">When the report was made; UTC.</param>
/// <param name="Branches">Whether figures include branches. Snapshots that differ in it do not compare.</param>
/// <param name="Files">By the names that reports show.</param>
public sealed record Snapshot(DateTimeOffset Time, bool Branches, ImmutableSortedDictionary<string, Totals> Files)
{
    public Totals Totals => Files.Values.Aggregate(default(Totals), (sum, file) => sum + file);

    /// <summary>Whether every figure is the same, whenever they were taken.</summary>
    public bool HasFiguresOf(Snapshot other) => Branches == other.Branches && Files.SequenceEqual(other.Files);
}
