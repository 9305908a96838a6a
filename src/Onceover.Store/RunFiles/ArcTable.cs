using System.Runtime.CompilerServices;
using Onceover.Model;

namespace Onceover.Store;

/// <summary>
/// The arcs of one file's content as bytes. An arc is the distance of its first line from that of the arc before it, then the signed
/// distance of its second line from its first, both in <see cref="Leb128"/>. Sorted, distinct.
/// </summary>
public static class ArcTable
{
    public static byte[] Encode(ArcSet arcs)
    {
        var bytes = new List<byte>(arcs.Count * 2);
        var previous = 0;
        foreach (var (from, to) in arcs.AsSpan())
        {
            Leb128.Append(bytes, (ulong)(from - previous));
            Leb128.AppendSigned(bytes, (long)to - from);
            previous = from;
        }

        return [.. bytes];
    }

    /// <exception cref="FormatException">The bytes are no table.</exception>
    public static ArcSet Decode(ReadOnlySpan<byte> bytes)
    {
        var arcs = new Arc[MaxCount(bytes)];
        return ArcSet.FromSorted(arcs.AsSpan(0, Decode(bytes, arcs)));
    }

    /// <summary>Every arc takes two bytes at least, so this is bounded by the file's own size.</summary>
    public static int MaxCount(ReadOnlySpan<byte> bytes) => bytes.Length / 2;

    /// <returns>How many there are: at most <see cref="MaxCount"/>.</returns>
    /// <exception cref="FormatException">The bytes are no table.</exception>
    // Millions of arcs: compiled for this machine as soon as it is called.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Decode(ReadOnlySpan<byte> bytes, Span<Arc> arcs)
    {
        var count = 0;
        var (from, last) = (0L, 0L);
        for (var at = 0; at < bytes.Length;)
        {
            long distance;
            if (at + 1 < bytes.Length && (bytes[at] | bytes[at + 1]) < 0x80)
            {
                // Nearly all are so short.
                from += bytes[at];
                distance = Leb128.Signed(bytes[at + 1]);
                at += 2;
            }
            else
            {
                from += (long)Leb128.Take(bytes, ref at);
                distance = Leb128.Signed(Leb128.Take(bytes, ref at));
            }

            // The order grows from arc to arc, since no second line is as far away as the first one counts.
            var to = from + distance;
            var order = (from << 32) + to;
            if ((ulong)(from - 1) >= LineSet.MaxLine || (ulong)(to + LineSet.MaxLine) > 2 * LineSet.MaxLine || to == 0 || order <= last)
            {
                throw new FormatException($"{from}->{to} is no arc, or is out of order");
            }

            last = order;
            arcs[count++] = new Arc((int)from, (int)to);
        }

        return count;
    }

    public static byte[] Select(ArcSet table, ArcSet selected) => TableBits.Select(table.AsSpan(), selected.AsSpan());

    public static ArcSet Selected(ArcSet table, ReadOnlySpan<byte> bits) =>
        TableBits.Selected(table.AsSpan(), bits) is var selected && selected.Length == table.Count ? table : ArcSet.FromSorted(selected);
}
