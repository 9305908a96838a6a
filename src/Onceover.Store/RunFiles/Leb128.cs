namespace Onceover.Store;

/// <summary>Numbers of seven bits a byte, least significant first; bit 7 says that more follow. Signed ones zigzag: 0, −1, 1, −2 …</summary>
internal static class Leb128
{
    public static void Append(List<byte> bytes, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
    }

    public static void AppendSigned(List<byte> bytes, long value) => Append(bytes, (ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Reads a number of 35 bits at most and moves past it.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static ulong Take(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (at >= bytes.Length)
            {
                throw new FormatException("a table ends inside a number");
            }

            var next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("a number in a table is too long");
    }

    /// <summary>The signed number that zigzag made this of.</summary>
    public static long Signed(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
