using Onceover.Bytecode;

namespace Onceover.Agent;

/// <summary>The lines of one code object from which LINE events can come, and the line that is running when it has started.</summary>
internal readonly ref struct LineMap
{
    private readonly ReadOnlySpan<byte> bytecode;
    private readonly ReadOnlySpan<byte> lineTable;
    private readonly Opcodes opcodes;
    private readonly int firstLine;
    private readonly int entry;

    /// <param name="bytecode"><c>co_code</c>.</param>
    /// <param name="lineTable"><c>co_linetable</c>.</param>
    /// <param name="firstLine"><c>co_firstlineno</c>.</param>
    /// <param name="opcodes">Of the interpreter's version.</param>
    /// <param name="entry">The offset that PY_START reported: its <c>RESUME</c>.</param>
    public LineMap(ReadOnlySpan<byte> bytecode, ReadOnlySpan<byte> lineTable, int firstLine, Opcodes opcodes, int entry)
    {
        this.bytecode = bytecode;
        this.lineTable = lineTable;
        this.firstLine = firstLine;
        this.opcodes = opcodes;
        this.entry = entry;
    }

    /// <summary>
    /// Marks the lines after the entry that have an instruction which can carry a LINE event: the interpreter gives none to the ends of
    /// loops and of awaits, which are always jumped over or fallen into on a line that is current already.
    /// </summary>
    /// <param name="marks">A byte per line from the lowest; those that qualify become 1.</param>
    /// <param name="lowest">The line of the first mark.</param>
    public void MarkExpected(Span<byte> marks, int lowest)
    {
        var lines = new LineReader(lineTable, firstLine);
        var instructions = new InstructionReader(bytecode, opcodes, entry);
        _ = instructions.MoveNext();
        var hasLine = lines.MoveNext();
        while (hasLine && instructions.MoveNext())
        {
            while (hasLine && lines.Current.End <= instructions.Current.Start)
            {
                hasLine = lines.MoveNext();
            }

            var index = hasLine ? lines.Current.Line - lowest : -1;
            if ((uint)index < (uint)marks.Length && CanCarryEvent(instructions.Current.Kind))
            {
                marks[index] = 1;
            }
        }
    }

    /// <summary>Whether an instruction jumps backward.</summary>
    public bool HasLoop() => opcodes.HaveLoop(bytecode, entry);

    /// <summary>
    /// The line that starts without a LINE event: where the entry's own line goes on, 3.13 and later take it as current already, so that a
    /// one-line function has no event at all. 0 if the first instruction after the entry is on another line, which has its event.
    /// </summary>
    public int SilentFirstLine()
    {
        var instructions = new InstructionReader(bytecode, opcodes, entry);
        if (!instructions.MoveNext())
        {
            return 0;
        }

        var next = instructions.Current.Next;
        var lines = new LineReader(lineTable, firstLine);
        while (lines.MoveNext())
        {
            if (lines.Current.Start <= entry && entry < lines.Current.End)
            {
                return next < lines.Current.End && lines.Current.Line > 0 ? lines.Current.Line : 0;
            }
        }

        return 0;
    }

    private static bool CanCarryEvent(OpKind kind) =>
        kind is not (OpKind.EndFor or OpKind.PopIter or OpKind.EndSend or OpKind.EndAsyncFor);
}
