using System.Runtime.CompilerServices;

namespace Onceover.Bytecode;

/// <summary>The numbers in a location table: six bits a byte, the lowest first; a signed one has its sign in the lowest bit.</summary>
internal static class LocationNumber
{
    /// <summary>In a byte: another one follows.</summary>
    private const int MoreFollows = 64;

    /// <summary>The value of the signed number that starts here. Beyond the table there are zeros.</summary>
    /// <param name="table">A location table.</param>
    /// <param name="at">Where the number starts.</param>
    /// <param name="end">Where it ends; beyond the table if it does not end in it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadSigned(ReadOnlySpan<byte> table, int at, out int end)
    {
        if (at < table.Length && table[at] < MoreFollows)
        {
            // Nearly all: up to 31 lines on or back.
            int single = table[at];
            end = at + 1;
            return (single & 1) != 0 ? -(single >> 1) : single >> 1;
        }

        // A local of its own, so that the caller's stays in a register.
        var value = ReadLongSigned(table, at, out var endOfLong);
        end = endOfLong;
        return value;
    }

    /// <summary>Where the last of three numbers ends, the first of which starts here; beyond the table if it does not end in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int EndOfThree(ReadOnlySpan<byte> table, int at)
    {
        if (at + 2 < table.Length && ((table[at] | table[at + 1] | table[at + 2]) & MoreFollows) == 0)
        {
            // Nearly all: columns and heights below 64.
            return at + 3;
        }

        return End(table, End(table, End(table, at)));
    }

    private static int ReadLongSigned(ReadOnlySpan<byte> table, int at, out int end)
    {
        var value = 0;
        var shift = 0;
        var read = MoreFollows;
        while ((read & MoreFollows) != 0)
        {
            read = at < table.Length ? table[at] : 0;
            value |= shift < 30 ? (read & 63) << shift : 0;
            shift += 6;
            at++;
        }

        end = at;
        return (value & 1) != 0 ? -(value >> 1) : value >> 1;
    }

    private static int End(ReadOnlySpan<byte> table, int at)
    {
        while (at < table.Length && (table[at] & MoreFollows) != 0)
        {
            at++;
        }

        return at + 1;
    }
}
