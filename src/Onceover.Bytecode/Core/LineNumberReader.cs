namespace Onceover.Bytecode;

/// <summary>
/// Reads the lines of a location table in the order of the code, and not where they are: what <see cref="LineReader"/> gives, without the
/// offsets. Made for the tables of a whole module, which an agent reads when it is imported.
/// </summary>
public ref struct LineNumberReader
{
    private readonly ReadOnlySpan<byte> table;
    private int position;
    private int line;
    private bool hasCurrent;

    /// <param name="table"><c>co_linetable</c>.</param>
    /// <param name="firstLine"><c>co_firstlineno</c>.</param>
    public LineNumberReader(ReadOnlySpan<byte> table, int firstLine)
    {
        this.table = table;
        line = firstLine;
    }

    /// <summary>A source line from 1 on, 0, or <see cref="Location.NoLine"/>; never the same twice in a row.</summary>
    public int Current { get; private set; }

    public bool MoveNext()
    {
        var entries = table;
        var before = hasCurrent ? Current : Location.NoLine - 1;
        var at = before == line ? EndOfLine(entries, position) : position;
        while (at < entries.Length)
        {
            var form = (entries[at] >> 3) & 15;
            var next = at + 1;
            var entryLine = line;
            if (form < LocationReader.FirstColumnForm)
            {
                next = at + 2;
            }
            else if (form < LocationReader.NoColumnsForm)
            {
                next = at + 3;
                entryLine += form - LocationReader.FirstColumnForm;
            }
            else if (form == LocationReader.NoneForm)
            {
                entryLine = Location.NoLine;
            }
            else
            {
                entryLine += LocationNumber.ReadSigned(entries, next, out next);
                next = form == LocationReader.LongForm ? LocationNumber.EndOfThree(entries, next) : next;
            }

            if (next > entries.Length)
            {
                break;
            }

            at = next;
            line = form == LocationReader.NoneForm ? line : entryLine;
            if (entryLine != before)
            {
                position = at;
                Current = entryLine;
                hasCurrent = true;
                return true;
            }
        }

        position = entries.Length;
        return false;
    }

    /// <summary>Steps over the entries whose form says that the line goes on.</summary>
    private static int EndOfLine(ReadOnlySpan<byte> entries, int at)
    {
        while (at < entries.Length)
        {
            var form = (entries[at] >> 3) & 15;
            if (form > LocationReader.FirstColumnForm)
            {
                break;
            }

            at += form < LocationReader.FirstColumnForm ? 2 : 3;
        }

        return at;
    }
}
