namespace Onceover.Bytecode.Tests;

/// <summary>A code object's bytes, and what marking makes of them.</summary>
internal sealed record TestCode(byte[] Bytecode, byte[] LineTable, byte[] ExceptionTable, int FirstLine, int Minor)
{
    public Dictionary<int, Instruction> ByOffset()
    {
        var instructions = new Dictionary<int, Instruction>();
        var reader = new InstructionReader(Bytecode, Opcodes.Of(Minor));
        while (reader.MoveNext())
        {
            instructions.Add(reader.Current.Offset, reader.Current);
        }

        return instructions;
    }

    /// <summary>By code unit.</summary>
    public List<(int Line, int EndLine, int Column, int EndColumn)> Positions()
    {
        var positions = new List<(int, int, int, int)>();
        var reader = new LocationReader(LineTable, FirstLine);
        while (reader.MoveNext())
        {
            var it = reader.Current;
            positions.AddRange(Enumerable.Repeat((it.Line, it.EndLine, it.Column, it.EndColumn), (it.End - it.Start) / 2));
        }

        return positions;
    }

    /// <summary>The handler of an offset with its depth; −1 for none.</summary>
    public (int Handler, int Depth, bool PushesOffset) HandlerOf(int offset)
    {
        var reader = new ExceptionReader(ExceptionTable);
        while (reader.MoveNext())
        {
            if (reader.Current.Start <= offset && offset < reader.Current.End)
            {
                return (reader.Current.Handler, reader.Current.Depth, reader.Current.PushesOffset);
            }
        }

        return (-1, 0, false);
    }

    private static LineExtent ExtentOf(CodeTables tables)
    {
        List<int> numbers = [];
        var lines = new LineReader(tables.LineTable, tables.FirstLine);
        while (lines.MoveNext())
        {
            numbers.Add(lines.Current.Line);
        }

        numbers.RemoveAll(line => line < 1);
        return numbers.Count == 0 ? new LineExtent(0, 0) : new LineExtent(numbers.Min(), numbers.Max() - numbers.Min() + 1);
    }

    public bool TryMark(out TestCode marked, out TestMarks marks)
    {
        var tables = new CodeTables(Bytecode, LineTable, ExceptionTable, FirstLine);
        marked = this;
        marks = new TestMarks([], [], []);
        var extent = ExtentOf(tables);
        if (!CodeMarking.TryPlan(tables, extent, Opcodes.Of(Minor), default, new byte[CodeMarking.SizeFor(tables, extent)], out var marking)
            || !marking.TryWrite(out var code, out var lines, out var exceptions))
        {
            return false;
        }

        marked = new TestCode(code.ToArray(), lines.ToArray(), exceptions.ToArray(), FirstLine, Minor);
        var newOffsets = new Dictionary<int, int>();
        foreach (var offset in ByOffset().Keys)
        {
            newOffsets.Add(offset, marking.NewOffsetOf(offset));
        }

        marks = new TestMarks(newOffsets, marking.ToldByLines.ToArray(), marking.ToldByJumps.ToArray());
        return true;
    }
}

/// <summary>From an original offset to the one in the marked code, and what tells arms.</summary>
internal sealed record TestMarks(Dictionary<int, int> NewOffsets, ArmSignal[] ToldByLines, ArmSignal[] ToldByJumps);
