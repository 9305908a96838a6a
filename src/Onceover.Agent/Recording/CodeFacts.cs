using Onceover.Store;

namespace Onceover.Agent;

/// <summary>What tells one code object from another: two with equal facts share a record.</summary>
internal readonly ref struct CodeFacts
{
    /// <summary>Bytes at either end of the bytecode that tell one code object from another, in all but rare cases.</summary>
    private const int HashedEnd = 256;

    public CodeFacts(
        long file,
        int firstLine,
        int flags,
        ReadOnlySpan<byte> bytecode,
        ReadOnlySpan<byte> lineTable,
        ReadOnlySpan<byte> exceptionTable,
        ReadOnlySpan<byte> name)
    {
        Shape = new CodeShape
        {
            File = file,
            FirstLine = firstLine,
            Flags = flags,
            BytecodeLength = bytecode.Length,
            LineTableLength = lineTable.Length,
            ExceptionTableLength = exceptionTable.Length,
            NameLength = name.Length,
        };
        Bytecode = bytecode;
        LineTable = lineTable;
        ExceptionTable = exceptionTable;
        Name = name;
    }

    public CodeShape Shape { get; }

    public ReadOnlySpan<byte> Bytecode { get; }

    public ReadOnlySpan<byte> LineTable { get; }

    public ReadOnlySpan<byte> ExceptionTable { get; }

    /// <summary><c>co_qualname</c>.</summary>
    public ReadOnlySpan<byte> Name { get; }

    public bool IsModule => Name.SequenceEqual("<module>"u8);

    /// <summary>Tables and the middle of long code are left out: code that differs in nothing else is rare.</summary>
    public ulong Hash
    {
        get
        {
            var checksum = default(SpoolChecksum);
            checksum.Add((ulong)Shape.File);
            checksum.Add(((ulong)(uint)Shape.FirstLine << 32) | (uint)Shape.Flags);
            checksum.Add(((ulong)(uint)Bytecode.Length << 32) | (uint)LineTable.Length);
            if (Bytecode.Length <= 2 * HashedEnd)
            {
                checksum.Add(Bytecode);
            }
            else
            {
                checksum.Add(Bytecode.Slice(0, HashedEnd));
                checksum.Add(Bytecode.Slice(Bytecode.Length - HashedEnd));
            }

            checksum.Add(Name);
            return checksum.Value;
        }
    }

    /// <summary>Whether a record was made of equal facts.</summary>
    /// <param name="shape">The record's.</param>
    /// <param name="pieces">The record's bytecode, line table, exception table and name, one after the other.</param>
    public bool AreOf(CodeShape shape, ReadOnlySpan<byte> pieces)
    {
        if (!shape.Equals(Shape))
        {
            return false;
        }

        var lineTableAt = shape.BytecodeLength;
        var exceptionTableAt = lineTableAt + shape.LineTableLength;
        var nameAt = exceptionTableAt + shape.ExceptionTableLength;
        return pieces.Slice(0, lineTableAt).SequenceEqual(Bytecode)
            && pieces.Slice(lineTableAt, shape.LineTableLength).SequenceEqual(LineTable)
            && pieces.Slice(exceptionTableAt, shape.ExceptionTableLength).SequenceEqual(ExceptionTable)
            && pieces.Slice(nameAt, shape.NameLength).SequenceEqual(Name);
    }
}
