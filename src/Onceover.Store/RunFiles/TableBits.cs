using System.Numerics;

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
        bits = bits[..Math.Min(bits.Length, (table.Length + 7) / 8)];
        var selected = new T[Count(bits)];
        var next = 0;
        for (var i = 0; i < bits.Length; i++)
        {
            for (uint rest = bits[i]; rest != 0; rest &= rest - 1)
            {
                var position = (i * 8) + BitOperations.TrailingZeroCount(rest);
                if (position >= table.Length)
                {
                    return selected[..next];
                }

                selected[next++] = table[position];
            }
        }

        return selected;
    }

    private static int Count(ReadOnlySpan<byte> bits)
    {
        var count = 0;
        foreach (var octet in bits)
        {
            count += BitOperations.PopCount(octet);
        }

        return count;
    }
}
