using Onceover.Model;

namespace Onceover.Store;

/// <summary>
/// The arcs of one file's content as bytes, and sets of them as bits over that table. An arc is the distance of its first line from that
/// of the arc before it, then the distance of its second line from its first (zigzag: 0, −1, 1, −2 …), both in LEB128. Sorted, distinct.
/// </summary>
internal static class ArcTable
{
    public static byte[] Encode(ArcSet arcs)
    {
        var bytes = new List<byte>(arcs.Count * 2);
        var previous = 0;
        foreach (var (from, to) in arcs.AsSpan())
        {
            Append(bytes, (ulong)(from - previous));
            long step = (long)to - from;
            Append(bytes, (ulong)((step << 1) ^ (step >> 63)));
            previous = from;
        }

        return [.. bytes];
    }

    /// <exception cref="FormatException">The bytes are no table.</exception>
    public static ArcSet Decode(ReadOnlySpan<byte> bytes)
    {
        // Every arc takes two bytes at least, so this is bounded by the file's own size.
        var arcs = new List<Arc>(bytes.Length / 2);
        long previous = 0;
        while (!bytes.IsEmpty)
        {
            previous += (long)Take(ref bytes);
            var step = Take(ref bytes);
            var to = previous + ((long)(step >> 1) ^ -(long)(step & 1));
            if (previous is < 1 or > LineSet.MaxLine || to is < -LineSet.MaxLine or 0 or > LineSet.MaxLine)
            {
                throw new FormatException($"{previous}->{to} is no arc");
            }

            arcs.Add(new Arc((int)previous, (int)to));
        }

        try
        {
            return ArcSet.FromSorted([.. arcs]);
        }
        catch (ArgumentException error)
        {
            throw new FormatException(error.Message, error);
        }
    }

    /// <summary>Bit n % 8 of byte n / 8 stands for the table's arc n.</summary>
    public static byte[] Select(ArcSet table, ArcSet selected)
    {
        var bits = new byte[(table.Count + 7) / 8];
        for (var i = 0; i < table.Count; i++)
        {
            if (selected.Contains(table[i]))
            {
                bits[i >> 3] |= (byte)(1 << (i & 7));
            }
        }

        return bits.AsSpan().TrimEnd((byte)0).ToArray();
    }

    /// <summary>The arcs whose bits are set; bits beyond the table are ignored.</summary>
    public static ArcSet Selected(ArcSet table, ReadOnlySpan<byte> bits)
    {
        var selected = new List<Arc>(table.Count);
        for (var i = 0; i < Math.Min(table.Count, bits.Length * 8); i++)
        {
            if ((bits[i >> 3] >> (i & 7) & 1) != 0)
            {
                selected.Add(table[i]);
            }
        }

        return selected.Count == table.Count ? table : ArcSet.FromSorted([.. selected]);
    }

    private static void Append(List<byte> bytes, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
    }

    private static ulong Take(ref ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (bytes.IsEmpty)
            {
                throw new FormatException("the table of arcs ends inside a number");
            }

            var next = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("a number in the table of arcs is too long");
    }
}
