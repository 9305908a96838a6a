namespace Onceover.Bytecode;

/// <summary>What of a code object depends on where its instructions lie.</summary>
public readonly ref struct CodeTables
{
    public CodeTables(ReadOnlySpan<byte> bytecode, ReadOnlySpan<byte> lineTable, ReadOnlySpan<byte> exceptionTable, int firstLine)
    {
        Bytecode = bytecode;
        LineTable = lineTable;
        ExceptionTable = exceptionTable;
        FirstLine = firstLine;
    }

    /// <summary><c>co_code</c>: neither specialised nor instrumented.</summary>
    public ReadOnlySpan<byte> Bytecode { get; }

    /// <summary><c>co_linetable</c>.</summary>
    public ReadOnlySpan<byte> LineTable { get; }

    /// <summary><c>co_exceptiontable</c>.</summary>
    public ReadOnlySpan<byte> ExceptionTable { get; }

    /// <summary><c>co_firstlineno</c>.</summary>
    public int FirstLine { get; }
}
