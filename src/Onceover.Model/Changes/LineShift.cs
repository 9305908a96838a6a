using System.Collections.Immutable;

namespace Onceover.Model;

/// <summary>Which line of an older content of a file each line of a newer one was.</summary>
public sealed class LineShift
{
    /// <summary>Both contents have the same lines.</summary>
    public static readonly LineShift None = new([]);

    private LineShift(ImmutableArray<Hunk> hunks) => Hunks = hunks;

    /// <summary>From first to last.</summary>
    public ImmutableArray<Hunk> Hunks { get; }

    /// <summary>The lines that are new or changed, in the newer content.</summary>
    public LineSet Added => LineSet.From(Hunks.SelectMany(hunk => Enumerable.Range(hunk.NewStart, hunk.NewCount)));

    /// <param name="hunks">From first to last, none inside of another.</param>
    public static LineShift Of(IEnumerable<Hunk> hunks) => new([.. hunks]);

    /// <summary>The line that <paramref name="line"/> of the newer content was; null if it is new.</summary>
    public int? ToOld(int line)
    {
        var (low, high) = (0, Hunks.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Hunks[middle].NewStart <= line ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? line
            : Hunks[low - 1] is var before && line < before.NewStart + before.NewCount ? null
            : line - before.NewStart - before.NewCount + before.OldStart + before.OldCount;
    }

    /// <summary>The arc that <paramref name="arc"/> was; null if one of its ends is new. An exit keeps its sign, a module's its −1.</summary>
    public Arc? ToOld(Arc arc) => (ToOld(arc.From), arc.To) switch
    {
        (null, _) => null,
        ({ } from, -1) => new Arc(from, -1),
        ({ } from, < 0) => ToOld(-arc.To) is { } first ? new Arc(from, -first) : null,
        ({ } from, _) => ToOld(arc.To) is { } to ? new Arc(from, to) : null,
    };
}
