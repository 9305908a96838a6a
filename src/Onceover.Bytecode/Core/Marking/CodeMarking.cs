namespace Onceover.Bytecode;

/// <summary>
/// How both arms of each branch are told on versions that have one event for both (3.12, 3.13). An arm that leads to a line which is entered
/// from the branch's line alone is told by that line's first LINE event; one that leads to a jump of its own by that jump's JUMP event. For
/// any other arm a jump is put into a marked copy, with the source position and the handler of its branch. Nothing else of the code is
/// changed, but instructions lie elsewhere. In the copy, planned anew, each such arm leads to a jump of its own: marked code needs no markers.
/// </summary>
/// <remarks>Memory is the caller's, so that an agent can use it: <see cref="SizeFor"/> says how much it takes.</remarks>
public ref struct CodeMarking
{
    private readonly CodeTables tables;
    private readonly Opcodes opcodes;
    private readonly JumpOpcodes jumps;
    private Sketch sketch;

    private CodeMarking(CodeTables tables, Opcodes opcodes, JumpOpcodes jumps, Sketch sketch)
    {
        this.tables = tables;
        this.opcodes = opcodes;
        this.jumps = jumps;
        this.sketch = sketch;
    }

    /// <summary>Whether events tell all arms only in a marked copy.</summary>
    public readonly bool HasMarkers => sketch.MarkerCount > 0;

    /// <summary>How many code units it has.</summary>
    public readonly int Units => sketch.StepAt.Length;

    /// <summary>Arms told by the first LINE event of a line; all that are not told otherwise, if there are no markers.</summary>
    public readonly ReadOnlySpan<ArmSignal> ToldByLines => sketch.Implied.Slice(0, sketch.ImpliedCount);

    /// <summary>Arms told by the JUMP event of an offset; with the above all arms that have to be told, if there are no markers.</summary>
    public readonly ReadOnlySpan<ArmSignal> ToldByJumps => sketch.Jumps.Slice(0, sketch.JumpCount);

    /// <summary>Arms that nothing tells but the markers of a copy, as in <see cref="ArmSignal.Arm"/>.</summary>
    public readonly ReadOnlySpan<int> ToldByMarkers => sketch.Marked.Slice(0, sketch.MarkedCount);

    /// <summary>Arms of the original told by JUMP events of the copy that was written, whose offsets these are.</summary>
    public readonly ReadOnlySpan<ArmSignal> ToldByCopyJumps => sketch.CopyJumps.Slice(0, sketch.CopyJumpCount);

    /// <summary>How much memory marking takes, in bytes.</summary>
    public static long SizeFor(CodeTables tables, LineExtent lines) => Sketch.SizeFor(tables, lines.Count);

    /// <summary>Whether there is anything to tell.</summary>
    public static bool HasBranches(ReadOnlySpan<byte> bytecode, Opcodes opcodes) => new BranchReader(bytecode, opcodes).MoveNext();

    /// <summary>
    /// Plans the marks of a code object. False if it is none that a compiler of this version writes, or no code of the version needs marks.
    /// </summary>
    /// <param name="tables">Of the original.</param>
    /// <param name="lines">Of the original.</param>
    /// <param name="opcodes">Of the version.</param>
    /// <param name="seen">By arm, not 0 for those that need not be told any more; empty if all have to.</param>
    /// <param name="memory">At least <see cref="SizeFor"/>, aligned for a word, any content; used as long as the result is.</param>
    /// <param name="marking">The plan.</param>
    public static bool TryPlan(
        CodeTables tables,
        LineExtent lines,
        Opcodes opcodes,
        ReadOnlySpan<byte> seen,
        Span<byte> memory,
        out CodeMarking marking)
    {
        marking = default;
        var jumps = JumpOpcodes.Of(opcodes.Minor);
        if (!jumps.AreKnown)
        {
            return false;
        }

        marking = new CodeMarking(tables, opcodes, jumps, new Sketch(tables, lines, memory));
        return marking.TryPlan(seen);
    }

    /// <summary>
    /// Writes the marked copy, which lies in the plan's memory. False if it would be more than three times as long as the original, which no
    /// compiler's code is, or if the location table does not fit the code.
    /// </summary>
    public bool TryWrite(out ReadOnlySpan<byte> code, out ReadOnlySpan<byte> lineTable, out ReadOnlySpan<byte> exceptionTable)
    {
        lineTable = exceptionTable = code = default;
        if (!StepReader.TryReadPositions(tables, ref sketch))
        {
            return false;
        }

        var codeLength = Relocation.LayOut(ref sketch, opcodes, jumps);
        if (codeLength > sketch.Code.Length)
        {
            return false;
        }

        BytecodeWriter.Write(ref sketch, opcodes, jumps, sketch.Code);
        var lineLength = LocationWriter.Write(ref sketch, opcodes, jumps, tables.FirstLine, sketch.LineTable);
        var exceptionLength = ExceptionWriter.Write(ref sketch, codeLength, sketch.ExceptionTable);
        if (lineLength > sketch.LineTable.Length || exceptionLength > sketch.ExceptionTable.Length)
        {
            return false;
        }

        FindCopyJumps();
        code = sketch.Code.Slice(0, codeLength);
        lineTable = sketch.LineTable.Slice(0, lineLength);
        exceptionTable = sketch.ExceptionTable.Slice(0, exceptionLength);
        return true;
    }

    /// <summary>Where an instruction of the original lies in the marked copy that was written; −1 if there is none at this offset.</summary>
    /// <param name="offset">Of its opcode.</param>
    public readonly int NewOffsetOf(int offset)
    {
        var step = sketch.At(offset);
        return step == Step.None || sketch.Steps[step].Original.Offset != offset ? -1 : sketch.Steps[step].Offset;
    }

    /// <summary>Where an arm of a branch leads in the marked copy that was written: prefixes included. −1 if there is no such branch.</summary>
    /// <param name="arm">As in <see cref="ArmSignal.Arm"/>.</param>
    public readonly int NewDestinationOf(int arm)
    {
        var branch = sketch.At(arm & ~1);
        if (branch == Step.None || sketch.Steps[branch].Original.Offset != (arm & ~1))
        {
            return -1;
        }

        ref var step = ref sketch.Steps[branch];
        if ((arm & 1) == 0 || step.Original.Kind != OpKind.Branch)
        {
            // What lies before the destination is not run, but a marker between the two is.
            ref var before = ref sketch.Steps[sketch.Destination(branch, (arm & 1) != 0, opcodes) - 1];
            return before.Offset + (before.Original.Next - before.Original.Offset);
        }

        return step.Detour != Step.None ? sketch.Markers[step.Detour].Start : sketch.Steps[step.Target].Start;
    }

    private void FindCopyJumps()
    {
        sketch.CopyJumpCount = 0;
        for (var i = 0; i < sketch.JumpCount; i++)
        {
            var jump = sketch.Jumps[i];
            sketch.CopyJumps[sketch.CopyJumpCount++] = new ArmSignal(NewOffsetOf(jump.Source), jump.Arm);
        }

        for (var i = 0; i < sketch.MarkerCount; i++)
        {
            if (sketch.Markers[i].Arm != Step.None)
            {
                sketch.CopyJumps[sketch.CopyJumpCount++] = new ArmSignal(sketch.Markers[i].Offset, sketch.Markers[i].Arm);
            }
        }
    }

    private bool TryPlan(ReadOnlySpan<byte> seen)
    {
        if (!StepReader.TryRead(tables, opcodes, ref sketch))
        {
            return false;
        }

        var entry = 0;
        while (entry < sketch.StepCount && sketch.Steps[entry].Original.Opcode != jumps.Resume)
        {
            entry++;
        }

        if (entry == sketch.StepCount)
        {
            return false;
        }

        LineWays.Find(ref sketch, entry);
        MarkerPlan.Make(ref sketch, opcodes, jumps, seen);
        return true;
    }
}
