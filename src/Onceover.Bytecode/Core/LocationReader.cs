namespace Onceover.Bytecode;

/// <summary>
/// Reads a code object's location table (<c>co_linetable</c>, format of 3.11 and later): which source position each range of bytecode has.
/// A table that ends in the middle of an entry is read up to that entry.
/// </summary>
public ref struct LocationReader
{
    internal const int FirstColumnForm = 10;
    internal const int NoColumnsForm = 13;
    internal const int LongForm = 14;
    internal const int NoneForm = 15;

    private readonly ReadOnlySpan<byte> table;
    private int position;
    private int line;
    private int end;

    public LocationReader(ReadOnlySpan<byte> table, int firstLine)
    {
        this.table = table;
        line = firstLine;
    }

    public Location Current { get; private set; }

    public bool MoveNext()
    {
        if (position >= table.Length)
        {
            return false;
        }

        var head = table[position++];
        var start = end;
        end += 2 * ((head & 7) + 1);
        var form = (head >> 3) & 15;
        if (form == NoneForm)
        {
            Current = new Location(start, end, Location.NoLine, Location.NoLine, Location.NoColumn, Location.NoColumn);
            return true;
        }

        if (form == LongForm)
        {
            line += ReadSigned();
            var endLine = line + ReadUnsigned();
            var column = ReadUnsigned() - 1;
            Current = new Location(start, end, line, endLine, column, ReadUnsigned() - 1);
        }
        else if (form == NoColumnsForm)
        {
            line += ReadSigned();
            Current = new Location(start, end, line, line, Location.NoColumn, Location.NoColumn);
        }
        else if (form >= FirstColumnForm)
        {
            line += form - FirstColumnForm;
            var column = ReadByte();
            Current = new Location(start, end, line, line, column, ReadByte());
        }
        else
        {
            var packed = ReadByte();
            var column = (form << 3) | (packed >> 4);
            Current = new Location(start, end, line, line, column, column + (packed & 15));
        }

        return position <= table.Length;
    }

    /// <summary>Past the end it gives 0 and moves on, so that <see cref="MoveNext"/> sees the damage.</summary>
    private int ReadByte()
    {
        var at = position++;
        return at < table.Length ? table[at] : 0;
    }

    private int ReadUnsigned()
    {
        var value = 0;
        var shift = 0;
        int read;
        do
        {
            read = ReadByte();
            value |= shift < 30 ? (read & 63) << shift : 0;
            shift += 6;
        }
        while ((read & 64) != 0);
        return value;
    }

    private int ReadSigned()
    {
        var value = ReadUnsigned();
        return (value & 1) != 0 ? -(value >> 1) : value >> 1;
    }
}
