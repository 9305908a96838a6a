using Onceover.Bytecode;

namespace Onceover.Agent;

/// <summary>
/// The line ranges of the location table that was read last: to read a table costs more than all that is asked of it. Memory of the C library,
/// used again for the next table.
/// </summary>
internal unsafe struct LineRanges
{
    private const int FewestRoom = 64;

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
        // As unsigned numbers less one, lines below 1 are higher than all others.
        var lowest = ~0u;
        var highest = 0;
        count = LowestLine = LineCount = 0;
        var lines = new LineReader(lineTable, firstLine);
        for (var read = 0; lines.MoveNext(); count = ++read)
        {
            if (read == room && !TryGrow())
            {
                count = 0;
                return false;
            }

            var range = lines.Current;
            ranges[read] = range;
            lowest = (uint)(range.Line - 1) < lowest ? (uint)(range.Line - 1) : lowest;
            highest = range.Line > highest ? range.Line : highest;
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

    private bool TryGrow()
    {
        var newRoom = room == 0 ? FewestRoom : 2 * room;
        var grown = (LineRange*)Libc.realloc(ranges, (nuint)newRoom * (nuint)sizeof(LineRange));
        if (grown == null)
        {
            return false;
        }

        ranges = grown;
        room = newRoom;
        return true;
    }
}
