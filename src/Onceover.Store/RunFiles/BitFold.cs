using System.Numerics;
using Onceover.Model;

namespace Onceover.Store;

/// <summary>A union of bit sets that come as base64; bits from <paramref name="first"/> to below <paramref name="limit"/> are possible.</summary>
internal sealed class BitFold(int first, int limit)
{
    /// <summary>What was added last, as it came, and how long it is.</summary>
    private byte[] last = [];

    private int lastLength;

    private byte[] bits = [];

    public static BitFold OfLines() => new(1, LineSet.MaxLine + 1);

    public static BitFold OfTable(int count) => new(0, count);

    public ReadOnlySpan<byte> Bits => bits;

    /// <summary>The least size of a table over which such bits are possible.</summary>
    /// <param name="bits">The last byte is not 0.</param>
    public static int SizeOf(ReadOnlySpan<byte> bits) => bits.IsEmpty ? 0 : (bits.Length * 8) + 24 - BitOperations.LeadingZeroCount((uint)bits[^1]);

    /// <exception cref="FormatException">It is no base64, or an impossible bit is set.</exception>
    public void Add(ReadOnlySpan<byte> input, Token token, Scratch scratch)
    {
        var raw = token.Raw(input);
        if (raw.SequenceEqual(last.AsSpan(0, lastLength)))
        {
            return;
        }

        var more = token.Bytes(input, scratch).TrimEnd((byte)0);
        var size = SizeOf(more);
        if (size > limit)
        {
            throw new FormatException($"bit {size - 1} is set where {limit} bits are possible");
        }

        if (first == 1 && !more.IsEmpty && (more[0] & 1) != 0)
        {
            throw new FormatException("line 0 does not exist");
        }

        if (bits.Length < more.Length)
        {
            Array.Resize(ref bits, more.Length);
        }

        for (var i = 0; i < more.Length; i++)
        {
            bits[i] |= more[i];
        }

        lastLength = raw.Length;
        if (last.Length < lastLength)
        {
            last = new byte[lastLength + (lastLength / 8)];
        }

        raw.CopyTo(last);
    }
}
