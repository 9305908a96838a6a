using System.Buffers.Binary;
using Onceover.Model;

namespace Onceover.Store;

/// <summary>A set of lines as bytes: bit n % 8 of byte n / 8 stands for line n, trailing zero bytes left out.</summary>
public static class LineBits
{
    public static byte[] Encode(LineSet lines)
    {
        var bytes = new byte[lines.Words.Length * sizeof(ulong)];
        for (var i = 0; i < lines.Words.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), lines.Words[i]);
        }

        return bytes.AsSpan().TrimEnd((byte)0).ToArray();
    }

    /// <exception cref="ArgumentOutOfRangeException">Line 0 is set, or a line beyond <see cref="LineSet.MaxLine"/>.</exception>
    public static LineSet Decode(ReadOnlySpan<byte> bytes)
    {
        var words = new ulong[(bytes.Length + sizeof(ulong) - 1) / sizeof(ulong)];
        var whole = bytes.Length / sizeof(ulong);
        for (var i = 0; i < whole; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i * sizeof(ulong))..]);
        }

        for (var i = whole * sizeof(ulong); i < bytes.Length; i++)
        {
            words[whole] |= (ulong)bytes[i] << (8 * (i & 7));
        }

        return LineSet.FromWords(words);
    }
}
