namespace Onceover.Bytecode;

/// <summary>The lowest and the highest source line that a location table names, without where they are: an agent asks it of all code that starts.</summary>
public readonly struct LineSpan
{
    private LineSpan(int lowest, int highest, int ranges)
    {
        Lowest = lowest;
        Highest = highest;
        Ranges = ranges;
    }

    /// <summary>A source line from 1 on; 0 if there is none.</summary>
    public int Lowest { get; }

    /// <summary>−1 if there is none.</summary>
    public int Highest { get; }

    public LineExtent Extent => new(Lowest, Highest - Lowest + 1);

    /// <summary>How many ranges <see cref="LineReader"/> gives.</summary>
    public int Ranges { get; }

    /// <param name="table"><c>co_linetable</c>; one that ends within an entry is read up to that entry.</param>
    /// <param name="firstLine"><c>co_firstlineno</c>.</param>
    public static LineSpan Of(ReadOnlySpan<byte> table, int firstLine)
    {
        // As unsigned numbers less one, lines below 1 are higher than all others.
        var lowest = ~0u;
        var highest = -1;
        var line = firstLine;
        var before = Location.NoLine - 1;
        var ranges = 0;
        for (var at = 0; at < table.Length;)
        {
            var form = (table[at] >> 3) & 15;
            if (form <= LocationReader.FirstColumnForm && line == before)
            {
                // Most entries: the line goes on.
                at += form < LocationReader.FirstColumnForm ? 2 : 3;
                continue;
            }

            var entryLine = line;
            if (form < LocationReader.FirstColumnForm)
            {
                at += 2;
            }
            else if (form < LocationReader.NoColumnsForm)
            {
                at += 3;
                entryLine += form - LocationReader.FirstColumnForm;
            }
            else if (form == LocationReader.NoneForm)
            {
                at++;
                entryLine = Location.NoLine;
            }
            else
            {
                entryLine += LocationNumber.ReadSigned(table, at + 1, out at);
                at = form == LocationReader.LongForm ? LocationNumber.EndOfThree(table, at) : at;
            }

            if (at > table.Length)
            {
                break;
            }

            line = form == LocationReader.NoneForm ? line : entryLine;
            if (entryLine == before)
            {
                continue;
            }

            before = entryLine;
            ranges++;
            lowest = (uint)(entryLine - 1) < lowest ? (uint)(entryLine - 1) : lowest;
            highest = entryLine > highest ? entryLine : highest;
        }

        return highest < 1 ? new LineSpan(0, -1, ranges) : new LineSpan((int)lowest + 1, highest, ranges);
    }
}
