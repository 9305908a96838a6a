using System.Buffers.Binary;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>coverage.py's sets of lines as bytes: bit n % 8 of byte n / 8 stands for line n.</summary>
internal static class Numbits
{
    public static byte[] Encode(LineSet lines)
    {
        var bytes = new byte[lines.IsEmpty ? 0 : (lines.Last / 8) + 1];
        foreach (var line in lines)
        {
            bytes[line / 8] |= (byte)(1 << (line % 8));
        }

        return bytes;
    }

    /// <summary>Bit 0 means no line and is passed over: empty modules have it.</summary>
    /// <exception cref="FormatException">A line is beyond what a file can have.</exception>
    public static LineSet Decode(ReadOnlySpan<byte> bytes)
    {
        var padded = new byte[(bytes.Length + 7) / 8 * 8];
        bytes.CopyTo(padded);
        var words = new ulong[padded.Length / 8];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(padded.AsSpan(i * 8));
        }

        if (words.Length > 0)
        {
            words[0] &= ~1UL;
        }

        try
        {
            return LineSet.FromWords(words);
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new FormatException("a set of lines is longer than any file", error);
        }
    }
}
