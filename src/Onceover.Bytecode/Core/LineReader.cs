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

/// <summary>Reads the lines of a location table as <c>co_lines()</c> gives them: neighbours of the same line are one range.</summary>
public ref struct LineReader
{
    private LocationReader locations;
    private bool hasNext;

    public LineReader(ReadOnlySpan<byte> table, int firstLine)
    {
        locations = new LocationReader(table, firstLine);
        hasNext = locations.MoveNext();
    }

    public LineRange Current { get; private set; }

    public bool MoveNext()
    {
        if (!hasNext)
        {
            return false;
        }

        var first = locations.Current;
        var end = first.End;
        hasNext = locations.MoveNext();
        while (hasNext && locations.Current.Line == first.Line)
        {
            end = locations.Current.End;
            hasNext = locations.MoveNext();
        }

        Current = new LineRange(first.Start, end, first.Line);
        return true;
    }
}
