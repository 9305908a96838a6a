namespace Onceover.Bytecode;

/// <summary>Bytecode from <see cref="Start"/> up to <see cref="End"/> (bytes, end exclusive) whose exceptions go to <see cref="Handler"/>.</summary>
public readonly struct ProtectedRange
{
    internal ProtectedRange(int start, int end, int handler, int depth, bool pushesOffset)
    {
        Start = start;
        End = end;
        Handler = handler;
        Depth = depth;
        PushesOffset = pushesOffset;
    }

    public int Start { get; }

    public int End { get; }

    public int Handler { get; }

    /// <summary>The height to which the value stack is cut before the handler runs.</summary>
    public int Depth { get; }

    /// <summary>Whether the raising instruction's offset is pushed for the handler.</summary>
    public bool PushesOffset { get; }
}

/// <summary>Reads a code object's exception table (<c>co_exceptiontable</c>, format of 3.11 and later), up to its end or to damage.</summary>
public ref struct ExceptionReader
{
    private readonly ReadOnlySpan<byte> table;
    private int position;

    public ExceptionReader(ReadOnlySpan<byte> table) => this.table = table;

    public ProtectedRange Current { get; private set; }

    public bool MoveNext()
    {
        if (position >= table.Length)
        {
            return false;
        }

        var start = ReadUnits();
        var length = ReadUnits();
        var handler = ReadUnits();
        var depthAndFlag = ReadUnits();
        Current = new ProtectedRange(2 * start, 2 * (start + length), 2 * handler, depthAndFlag >> 1, (depthAndFlag & 1) != 0);
        return position <= table.Length;
    }

    /// <summary>Six bits a byte, highest first; bit 6 says that more follow, bit 7 marks an entry's first byte.</summary>
    private int ReadUnits()
    {
        var value = 0;
        int read;
        do
        {
            read = position < table.Length ? table[position] : 0;
            position++;
            value = ((value << 6) | (read & 63)) & (int.MaxValue >> 2);
        }
        while ((read & 64) != 0);
        return value;
    }
}
