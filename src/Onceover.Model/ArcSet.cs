using System.Collections;

namespace Onceover.Model;

/// <summary>An immutable set of arcs, kept sorted by (from, to).</summary>
public sealed class ArcSet : IEquatable<ArcSet>, IReadOnlyList<Arc>
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

    public bool Contains(Arc arc) => Array.BinarySearch(arcs, arc) >= 0;

    public ArcSet Union(ArcSet other) => IsEmpty ? other : other.IsEmpty ? this : FromOwned([.. arcs, .. other.arcs]);

    public ArcSet Intersect(ArcSet other) => Where(other.Contains);

    public ArcSet Except(ArcSet other) => other.IsEmpty ? this : Where(arc => !other.Contains(arc));

    public ArcSet Where(Func<Arc, bool> predicate) => new(Array.FindAll(arcs, arc => predicate(arc)));

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

    private static ArcSet FromOwned(Arc[] arcs)
    {
        Array.Sort(arcs);
        var kept = 0;
        for (var i = 0; i < arcs.Length; i++)
        {
            if (i == 0 || arcs[i] != arcs[i - 1])
            {
                arcs[kept++] = arcs[i];
            }
        }

        Array.Resize(ref arcs, kept);
        return arcs.Length == 0 ? Empty : new ArcSet(arcs);
    }

    private int LowerBound(Arc arc)
    {
        var index = Array.BinarySearch(arcs, arc);
        return index >= 0 ? index : ~index;
    }
}
