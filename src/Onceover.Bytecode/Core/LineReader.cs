namespace Onceover.Bytecode;

/// <summary>Bytecode from <see cref="Start"/> up to <see cref="End"/> (bytes, end exclusive) of one line.</summary>
public readonly struct LineRange
{
    internal LineRange(int start, int end, int line)
    {
        Start = start;
        End = end;
        Line = line;
    }

    public int Start { get; }

    public int End { get; }

    /// <summary>A source line from 1 on, 0, or <see cref="Location.NoLine"/>.</summary>
    public int Line { get; }
}

/// <summary>
/// Reads the lines of a location table as <c>co_lines()</c> gives them: neighbours of the same line are one range. The entries are those
/// of <see cref="LocationReader"/>, their columns skipped unread, since an agent reads every table of the code that starts.
/// </summary>
public ref struct LineReader
{
    private readonly ReadOnlySpan<byte> table;
    private int line;
    private int end;

    // The next entry: its first byte, the byte after it, its line.
    private int entry;
    private int nextEntry;
    private int entryLine;

    /// <param name="table"><c>co_linetable</c>.</param>
    /// <param name="firstLine"><c>co_firstlineno</c>.</param>
    public LineReader(ReadOnlySpan<byte> table, int firstLine)
    {
        this.table = table;
        line = firstLine;
        LookAhead();
    }

    public LineRange Current { get; private set; }

    public bool MoveNext()
    {
        if (entry >= table.Length)
        {
            return false;
        }

        var start = end;
        var current = entryLine;
        do
        {
            end += 2 * ((table[entry] & 7) + 1);
            entry = nextEntry;
            LookAhead();
        }
        while (entry < table.Length && entryLine == current);
        Current = new LineRange(start, end, current);
        return true;
    }

    private void LookAhead()
    {
        if (entry >= table.Length)
        {
            return;
        }

        var form = (table[entry] >> 3) & 15;
        nextEntry = entry + 1;
        entryLine = Location.NoLine;
        if (form < LocationReader.FirstColumnForm)
        {
            nextEntry += 1;
            entryLine = line;
        }
        else if (form < LocationReader.NoColumnsForm)
        {
            nextEntry += 2;
            entryLine = line += form - LocationReader.FirstColumnForm;
        }
        else if (form != LocationReader.NoneForm)
        {
            var delta = ReadNumber();
            entryLine = line += (delta & 1) != 0 ? -(delta >> 1) : delta >> 1;
            for (var skipped = form == LocationReader.LongForm ? 3 : 0; skipped > 0; skipped--)
            {
                _ = ReadNumber();
            }
        }

        if (nextEntry > table.Length)
        {
            // The table ends within this entry.
            entry = table.Length;
        }
    }

    private int ReadNumber()
    {
        var value = 0;
        var shift = 0;
        int read;
        do
        {
            read = nextEntry < table.Length ? table[nextEntry] : 0;
            nextEntry++;
            value |= shift < 30 ? (read & 63) << shift : 0;
            shift += 6;
        }
        while ((read & 64) != 0);
        return value;
    }
}
