using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Onceover.Store;

/// <summary>
/// A 64-bit hash over bytes taken as little-endian words of 8, the last filled with zeros: multiply, rotate, add. It guards against damage
/// and finds equal code objects; it does not guard against malice.
/// </summary>
public struct SpoolChecksum
{
    private const ulong Seed = 0x9E3779B97F4A7C15;
    private const ulong Multiplier = 0xD6E8FEB86659FD93;

    private ulong state;

    /// <summary>The hash of a record's constant part, whose length is a multiple of 8.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var checksum = default(SpoolChecksum);
        checksum.Add(bytes);
        return checksum.Value;
    }

    /// <summary>Never zero, so that a word of zeros is not a checksum.</summary>
    public readonly ulong Value => (state ^ (state >> 32)) | 1;

    /// <summary>Adds a piece. Pieces whose length is not a multiple of 8 are taken as if filled with zeros.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        // Locals: all code that starts in a guest goes through here.
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var mixed = state;
        var i = 0;
        for (; i + 3 < words.Length; i += 4)
        {
            mixed = Mix(Mix(Mix(Mix(mixed, words[i]), words[i + 1]), words[i + 2]), words[i + 3]);
        }

        for (; i < words.Length; i++)
        {
            mixed = Mix(mixed, words[i]);
        }

        state = mixed;

        var whole = words.Length * sizeof(ulong);
        if (whole < bytes.Length)
        {
            ulong last = 0;
            for (var at = whole; at < bytes.Length; at++)
            {
                last |= (ulong)bytes[at] << (8 * (at - whole));
            }

            Add(last);
        }
    }

    public void Add(ulong word) => state = Mix(state, word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong state, ulong word)
    {
        var mixed = (state + Seed) ^ (word * Multiplier);
        return ((mixed << 29) | (mixed >> 35)) * Multiplier;
    }
}
