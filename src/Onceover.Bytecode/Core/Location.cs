namespace Onceover.Bytecode;

/// <summary>The source position of the bytecode from <see cref="Start"/> up to <see cref="End"/> (bytes, end exclusive).</summary>
public readonly struct Location
{
    /// <summary>Bytecode that belongs to no line. Line 0 is something else: a module's RESUME has it.</summary>
    public const int NoLine = -1;

    public const int NoColumn = -1;

    internal Location(int start, int end, int line, int endLine, int column, int endColumn)
    {
        Start = start;
        End = end;
        Line = line;
        EndLine = endLine;
        Column = column;
        EndColumn = endColumn;
    }

    public int Start { get; }

    public int End { get; }

    /// <summary>1 and up for source lines.</summary>
    public int Line { get; }

    public int EndLine { get; }

    /// <summary>In UTF-8 bytes from the start of the line, from 0.</summary>
    public int Column { get; }

    /// <summary>Exclusive.</summary>
    public int EndColumn { get; }
}
