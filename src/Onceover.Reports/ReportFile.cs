using System.Collections.Immutable;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>How the source text at hand relates to what was measured.</summary>
public enum SourceState
{
    /// <summary>It is the content that ran.</summary>
    AsMeasured,

    /// <summary>It has other content than what ran, so lines may be off.</summary>
    Changed,

    /// <summary>It is gone or not readable.</summary>
    Missing,
}

/// <summary>One file of a report.</summary>
public sealed record ReportFile
{
    private readonly Totals? totals;

    public required FileResult Result { get; init; }

    /// <summary>The absolute path, separated by '/'; reports sort by it. The recorded path where no absolute one is known.</summary>
    public required string FullPath { get; init; }

    /// <summary>The path that people read: relative to the working directory where the file lies below it, else absolute.</summary>
    public required string Name { get; init; }

    /// <summary>Functions and classes, in source order.</summary>
    public ImmutableArray<Region> Regions { get; init; } = [];

    /// <summary>Which lines continue a statement; pages mark them like its first.</summary>
    public LineMap FirstLines { get; init; } = LineMap.Identity;

    /// <summary>The ways into suites that do not lead to the first line below: those of <c>if a: return</c>, for one.</summary>
    public ArcSet UnusualWaysIn { get; init; } = ArcSet.Empty;

    public SourceState SourceState { get; init; }

    /// <summary>The sentence that tells of <see cref="SourceState.Changed"/>.</summary>
    public static string ChangedSince(string name) => $"{name} was changed since it was measured: its lines may be off";

    /// <summary>
    /// The decoded source text, or null where there is none. Reports call it rarely, perhaps on another thread, so that a
    /// report over many files need not hold them all.
    /// </summary>
    public Func<string?> ReadSource { get; init; } = static () => null;

    /// <summary>Which lines ran in which context; empty when contexts are not asked for.</summary>
    public ImmutableSortedDictionary<string, LineSet> Contexts { get; init; } =
        ImmutableSortedDictionary.Create<string, LineSet>(StringComparer.Ordinal);

    public Totals Totals { get => totals ?? Result.Totals; private init => totals = value; }

    /// <summary>The same with its totals computed once, and without branches if the report has none.</summary>
    internal ReportFile Settled(bool branches)
    {
        var result = branches ? Result : Result.WithoutBranches();
        return this with { Result = result, Totals = result.Totals };
    }
}
