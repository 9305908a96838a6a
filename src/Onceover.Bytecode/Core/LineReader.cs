using System.Runtime.CompilerServices;

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
    /// <summary>No entry has this line.</summary>
    private const int NoneYet = -int.MaxValue;

    private readonly ReadOnlySpan<byte> table;
    private int line;

    // The first entry that was read and not yet given out.
    private LineRange ahead;
    private bool hasAhead;
    private int position;

    /// <param name="table"><c>co_linetable</c>.</param>
    /// <param name="firstLine"><c>co_firstlineno</c>.</param>
    public LineReader(ReadOnlySpan<byte> table, int firstLine)
    {
        this.table = table;
        line = firstLine;
        _ = ReadUntilOther(0, NoneYet);
    }

    public LineRange Current { get; private set; }

    /// <summary>Reads all ranges at once.</summary>
    /// <param name="table"><c>co_linetable</c>.</param>
    /// <param name="firstLine"><c>co_firstlineno</c>.</param>
    /// <param name="ranges">Room for as many as the table has bytes: no table has more.</param>
    /// <returns>How many there are.</returns>
    public static int ReadAll(ReadOnlySpan<byte> table, int firstLine, Span<LineRange> ranges)
    {
        var count = 0;
        var at = 0;
        var line = firstLine;
        var current = NoneYet;
        var start = 0;
        var end = 0;
        while ((uint)at < (uint)table.Length)
        {
            var head = table[at];
            var entryLine = PassEntry(table, head, ref at, ref line);
            if (at > table.Length)
            {
                // The table ends within this entry.
                break;
            }

            if (entryLine != current)
            {
                if (end > 0)
                {
                    ranges[count++] = new LineRange(start, end, current);
                }

                start = end;
                current = entryLine;
            }

            end += LengthOf(head);
        }

        if (end > 0)
        {
            ranges[count++] = new LineRange(start, end, current);
        }

        return count;
    }

    public bool MoveNext()
    {
        if (!hasAhead)
        {
            return false;
        }

        var first = ahead;
        Current = new LineRange(first.Start, ReadUntilOther(first.End, first.Line), first.Line);
        return true;
    }

    /// <summary>Reads over entries of a line, and the entry after them.</summary>
    /// <param name="end">Where the first of them starts, in bytes of code.</param>
    /// <param name="current">The line.</param>
    /// <returns>Where the last of them ends.</returns>
    private int ReadUntilOther(int end, int current)
    {
        // Locals: the loop runs for every entry of every table that an agent reads.
        var entries = table;
        var at = position;
        var lineNow = line;
        hasAhead = false;
        while ((uint)at < (uint)entries.Length)
        {
            var head = entries[at];
            var entryLine = PassEntry(entries, head, ref at, ref lineNow);
            if (at > entries.Length)
            {
                // The table ends within this entry.
                break;
            }

            var entryEnd = end + LengthOf(head);
            if (entryLine != current)
            {
                ahead = new LineRange(end, entryEnd, entryLine);
                hasAhead = true;
                break;
            }

            end = entryEnd;
        }

        position = at;
        line = lineNow;
        return end;
    }
    /// <summary>Bytes of code.</summary>
    private static int LengthOf(int head) => 2 * ((head & 7) + 1);

    /// <summary>Passes over an entry.</summary>
    /// <param name="entries">The table.</param>
    /// <param name="head">The entry's first byte.</param>
    /// <param name="at">Where it is, then where the next one is; beyond the table if this one does not end in it.</param>
    /// <param name="line">The last one that an entry had.</param>
    /// <returns>The entry's line.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PassEntry(ReadOnlySpan<byte> entries, int head, ref int at, ref int line)
    {
        var form = (head >> 3) & 15;
        if (form < LocationReader.FirstColumnForm)
        {
            at += 2;
            return line;
        }

        if (form < LocationReader.NoColumnsForm)
        {
            at += 3;
            return line += form - LocationReader.FirstColumnForm;
        }

        if (form == LocationReader.NoneForm)
        {
            at++;
            return Location.NoLine;
        }

        line += LocationNumber.ReadSigned(entries, at + 1, out at);
        at = form == LocationReader.LongForm ? LocationNumber.EndOfThree(entries, at) : at;
        return line;
    }
}
