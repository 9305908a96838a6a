using System.Buffers.Binary;
using System.Numerics;

namespace Onceover.Reports;

/// <summary>
/// MD5 (RFC 1321) of a whole message: the LCOV format tells lines apart by it, and it protects nothing. .NET's own ends the process where
/// OpenSSL is not installed.
/// </summary>
internal static class Md5
{
    private const int BlockLength = 64;

    private static readonly int[] Rotations = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

    private static readonly uint[] Sines = [.. Enumerable.Range(1, BlockLength).Select(i => (uint)Math.Floor(Math.Abs(Math.Sin(i)) * (1L << 32)))];

    /// <summary>The digest: 16 bytes.</summary>
    public static byte[] Of(ReadOnlySpan<byte> message)
    {
        // The message, one set bit, zeros up to eight bytes short of a block's end, and the length in bits.
        var padded = new byte[((message.Length + 8) / BlockLength * BlockLength) + BlockLength];
        message.CopyTo(padded);
        padded[message.Length] = 0x80;
        BinaryPrimitives.WriteUInt64LittleEndian(padded.AsSpan(padded.Length - 8), (ulong)message.Length * 8);

        Span<uint> state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
        for (var at = 0; at < padded.Length; at += BlockLength)
        {
            Absorb(state, padded.AsSpan(at, BlockLength));
        }

        var digest = new byte[16];
        for (var i = 0; i < state.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(digest.AsSpan(i * 4), state[i]);
        }

        return digest;
    }

    private static void Absorb(Span<uint> state, ReadOnlySpan<byte> block)
    {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        for (var i = 0; i < BlockLength; i++)
        {
            var round = i / 16;
            var (mixed, word) = round switch
            {
                0 => ((b & c) | (~b & d), i),
                1 => ((d & b) | (~d & c), (5 * i) + 1),
                2 => (b ^ c ^ d, (3 * i) + 5),
                _ => (c ^ (b | ~d), 7 * i),
            };
            var sum = a + mixed + Sines[i] + BinaryPrimitives.ReadUInt32LittleEndian(block[(word % 16 * 4)..]);
            (a, d, c, b) = (d, c, b, b + BitOperations.RotateLeft(sum, Rotations[(round * 4) + (i % 4)]));
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }
}
