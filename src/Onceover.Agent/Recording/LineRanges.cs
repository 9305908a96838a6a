using Onceover.Bytecode;

namespace Onceover.Agent;

/// <summary>
/// The line ranges of the location table that was read last: to read a table costs more than all that is asked of it. Memory of the C library,
/// used again for the next table.
/// </summary>
internal unsafe struct LineRanges
{
    private const int FewestRoom = 1024;

    private LineRange* ranges;
    private int room;
    private int count;

    /// <summary>The lowest line from 1 on; 0 if there is none.</summary>
    public int LowestLine { get; private set; }

    /// <summary>From the lowest line to the highest; 0 if there is none.</summary>
    public int LineCount { get; private set; }

    /// <summary>In the order of the code. Gone with the next <see cref="TryRead"/>.</summary>
    public readonly ReadOnlySpan<LineRange> All => new(ranges, count);

    /// <summary>False if there is no memory; then there are none.</summary>
    /// <param name="lineTable"><c>co_linetable</c>.</param>
    /// <param name="firstLine"><c>co_firstlineno</c>.</param>
    public bool TryRead(ReadOnlySpan<byte> lineTable, int firstLine)
    {
        count = LowestLine = LineCount = 0;
        if (lineTable.Length > room && !TryGrow(lineTable.Length))
        {
            return false;
        }

        // As unsigned numbers less one, lines below 1 are higher than all others.
        var lowest = ~0u;
        var highest = 0;
        count = LineReader.ReadAll(lineTable, firstLine, new Span<LineRange>(ranges, room));
        for (var range = ranges; range < ranges + count; range++)
        {
            var line = range->Line;
            lowest = (uint)(line - 1) < lowest ? (uint)(line - 1) : lowest;
            highest = line > highest ? line : highest;
        }

        if (highest > 0)
        {
            LowestLine = (int)lowest + 1;
            LineCount = highest - (int)lowest;
        }

        return true;
    }

    public void Free()
    {
        Libc.free(ranges);
        this = default;
    }

    private bool TryGrow(int needed)
    {
        Libc.free(ranges);
        room = needed < FewestRoom ? FewestRoom : needed;
        ranges = (LineRange*)Libc.malloc((nuint)room * (nuint)sizeof(LineRange));
        room = ranges == null ? 0 : room;
        return ranges != null;
    }
}
