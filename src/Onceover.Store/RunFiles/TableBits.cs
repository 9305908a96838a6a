namespace Onceover.Store;

/// <summary>Sets as bits over a sorted table: bit n % 8 of byte n / 8 stands for entry n; trailing zero bytes are left out.</summary>
internal static class TableBits
{
    /// <param name="table">Sorted and distinct.</param>
    /// <param name="selected">Sorted and distinct, all of it in the table.</param>
    public static byte[] Select<T>(ReadOnlySpan<T> table, ReadOnlySpan<T> selected)
        where T : struct, IEquatable<T>
    {
        var bits = new byte[(table.Length + 7) / 8];
        var next = 0;
        for (var i = 0; i < table.Length && next < selected.Length; i++)
        {
            if (table[i].Equals(selected[next]))
            {
                bits[i >> 3] |= (byte)(1 << (i & 7));
                next++;
            }
        }

        return bits.AsSpan().TrimEnd((byte)0).ToArray();
    }

    /// <summary>The entries whose bits are set; bits beyond the table are ignored.</summary>
    public static T[] Selected<T>(ReadOnlySpan<T> table, ReadOnlySpan<byte> bits)
        where T : struct
    {
        var selected = new List<T>(table.Length);
        for (var i = 0; i < Math.Min(table.Length, bits.Length * 8); i++)
        {
            if ((bits[i >> 3] >> (i & 7) & 1) != 0)
            {
                selected.Add(table[i]);
            }
        }

        return [.. selected];
    }
}
