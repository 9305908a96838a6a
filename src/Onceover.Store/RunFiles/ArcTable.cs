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
        // Every arc takes two bytes at least, so this is bounded by the file's own size.
        var arcs = new List<Arc>(bytes.Length / 2);
        Decode(bytes, arcs);
        return ArcSet.FromSorted([.. arcs]);
    }

    /// <summary>Replaces what is in <paramref name="arcs"/> with the table's.</summary>
    /// <exception cref="FormatException">The bytes are no table.</exception>
    public static void Decode(ReadOnlySpan<byte> bytes, List<Arc> arcs)
    {
        arcs.Clear();
        long previous = 0;
        var last = default(Arc);
        while (!bytes.IsEmpty)
        {
            previous += (long)Leb128.Take(ref bytes);
            var to = previous + Leb128.TakeSigned(ref bytes);
            if (previous is < 1 or > LineSet.MaxLine || to is < -LineSet.MaxLine or 0 or > LineSet.MaxLine)
            {
                throw new FormatException($"{previous}->{to} is no arc");
            }

            var arc = new Arc((int)previous, (int)to);
            last = arc > last ? arc : throw new FormatException($"{arc} does not come after {last}");
            arcs.Add(arc);
        }
    }

    public static byte[] Select(ArcSet table, ArcSet selected) => TableBits.Select(table.AsSpan(), selected.AsSpan());

    public static ArcSet Selected(ArcSet table, ReadOnlySpan<byte> bits) =>
        TableBits.Selected(table.AsSpan(), bits) is var selected && selected.Length == table.Count ? table : ArcSet.FromSorted(selected);
}
