using System.Buffers.Binary;
using System.Numerics;

namespace Onceover.Bytecode;

/// <summary>SipHash with 1 compression and 3 finalisation rounds: what CPython names a source by in a hash-based <c>.pyc</c>.</summary>
internal static class SipHash13
{
    /// <param name="data">What is hashed.</param>
    /// <param name="key">The low half of the 128-bit key; the high half is zero.</param>
    public static ulong Of(ReadOnlySpan<byte> data, ulong key)
    {
        var v0 = key ^ 0x736f6d6570736575;
        var v1 = 0x646f72616e646f6dUL;
        var v2 = key ^ 0x6c7967656e657261;
        var v3 = 0x7465646279746573UL;
        var last = (ulong)data.Length << 56;
        for (; data.Length >= 8; data = data[8..])
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(data);
            v3 ^= word;
            Round(ref v0, ref v1, ref v2, ref v3);
            v0 ^= word;
        }

        for (var i = 0; i < data.Length; i++)
        {
            last |= (ulong)data[i] << (8 * i);
        }

        v3 ^= last;
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= last;
        v2 ^= 0xff;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v2 += v3;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
