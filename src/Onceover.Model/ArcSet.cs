using System.Collections;

namespace Onceover.Model;

/// <summary>An immutable set of arcs, kept sorted by (from, to).</summary>
public sealed partial class ArcSet : IEquatable<ArcSet>, IReadOnlyList<Arc>
{
    public static readonly ArcSet Empty = new([]);

    private readonly Arc[] arcs;

    private ArcSet(Arc[] sortedDistinct) => arcs = sortedDistinct;

    public bool IsEmpty => arcs.Length == 0;

    public int Count => arcs.Length;

    public Arc this[int index] => arcs[index];

    public ReadOnlySpan<Arc> AsSpan() => arcs;

    public static ArcSet Of(params ReadOnlySpan<Arc> arcs) => FromOwned(arcs.ToArray());

    public static ArcSet From(IEnumerable<Arc> arcs) => FromOwned(arcs.ToArray());

    /// <summary>Whether any arc leaves <paramref name="line"/>, and which: the arcs from one line lie together.</summary>
    public ReadOnlySpan<Arc> LeavingLine(int line)
    {
        var start = LowerBound(new Arc(line, int.MinValue));
        var end = start;
        while (end < arcs.Length && arcs[end].From == line)
        {
            end++;
        }

        return arcs.AsSpan(start, end - start);
    }

    /// <summary>The arcs that leave one of <paramref name="lines"/>.</summary>
    public ArcSet LeavingAny(LineSet lines)
    {
        if (IsEmpty || lines.IsEmpty)
        {
            return Empty;
        }

        var found = new List<Arc>();
        var last = lines.Last;
        for (var i = LowerBound(new Arc(lines.First, int.MinValue)); i < arcs.Length && arcs[i].From <= last; i++)
        {
            if (lines.Contains(arcs[i].From))
            {
                found.Add(arcs[i]);
            }
        }

        return found.Count == 0 ? Empty : found.Count == arcs.Length ? this : new ArcSet([.. found]);
    }

    public bool Contains(Arc arc) => Array.BinarySearch(arcs, arc) >= 0;

    /// <summary>Takes arcs that are sorted by (from, to) and distinct already, as a reader of our own files has them.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    public static ArcSet FromSorted(ReadOnlySpan<Arc> arcs)
    {
        for (var i = 1; i < arcs.Length; i++)
        {
            if (arcs[i - 1] >= arcs[i])
            {
                throw new ArgumentException($"{arcs[i]} does not come after {arcs[i - 1]}", nameof(arcs));
            }
        }

        return arcs.IsEmpty ? Empty : new ArcSet(arcs.ToArray());
    }

    public ArcSet Union(ArcSet other)
    {
        if (IsEmpty || ReferenceEquals(this, other))
        {
            return other;
        }

        var union = SortedValues.Union(arcs, other.arcs);
        return union == arcs ? this : union == other.arcs ? other : new ArcSet(union);
    }

    public ArcSet Intersect(ArcSet other) => Where(other.Contains);

    public ArcSet Except(ArcSet other) => other.IsEmpty ? this : Where(arc => !other.Contains(arc));

    public ArcSet Where(Func<Arc, bool> predicate)
    {
        var kept = Array.FindAll(arcs, arc => predicate(arc));
        return kept.Length == arcs.Length ? this : kept.Length == 0 ? Empty : new ArcSet(kept);
    }

    public IEnumerator<Arc> GetEnumerator() => ((IEnumerable<Arc>)arcs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(ArcSet? other) => other is not null && arcs.AsSpan().SequenceEqual(other.arcs);

    public override bool Equals(object? obj) => Equals(obj as ArcSet);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var arc in arcs)
        {
            hash.Add(arc);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => $"{{{string.Join(", ", arcs)}}}";

    private static ArcSet FromOwned(Arc[] arcs) => SortedValues.Distinct(arcs) is { Length: > 0 } distinct ? new ArcSet(distinct) : Empty;

    private int LowerBound(Arc arc)
    {
        var index = Array.BinarySearch(arcs, arc);
        return index >= 0 ? index : ~index;
    }
}
