namespace Onceover.Bytecode;

/// <summary>
/// Reads the branch instructions of a code object in the order of the code, as <c>co_branches()</c> of 3.14 and later lists them. On 3.12
/// and 3.13 the arms are those of BRANCH events, on 3.11 those that such events would have; an <c>async for</c> has no event there and is
/// not listed. The source of an <c>async for</c> is its END_SEND, where <c>co_branches()</c> and events name an instruction beside it: see
/// <see cref="SourceOfEvent"/>.
/// </summary>
public ref struct BranchReader
{
    private readonly ReadOnlySpan<byte> code;
    private readonly Opcodes opcodes;
    private InstructionReader instructions;

    /// <inheritdoc cref="InstructionReader(ReadOnlySpan{byte}, Opcodes, int)"/>
    public BranchReader(ReadOnlySpan<byte> code, Opcodes opcodes)
    {
        this.code = code;
        this.opcodes = opcodes;
        instructions = new InstructionReader(code, opcodes);
    }

    public Branch Current { get; private set; }

    public bool MoveNext()
    {
        var split = opcodes.Minor >= Opcodes.FirstWithSplitBranches;
        while (instructions.MoveNext())
        {
            var instruction = instructions.Current;
            switch (instruction.Kind)
            {
                case OpKind.Branch:
                    Current = new Branch(instruction.Offset, split ? SkipNotTaken(instruction.Next) : instruction.Next, instruction.Target);
                    return true;
                case OpKind.ForIter:
                    Current = new Branch(instruction.Offset, instruction.Next, AfterLoop(instruction.Target));
                    return true;
                case OpKind.EndAsyncFor when split:
                    var source = SourceOfEvent(code, opcodes, instruction.Next - (2 * instruction.Argument));
                    Current = new Branch(source, SkipNotTaken(source + 2), instruction.Next);
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    /// <summary>
    /// The <see cref="Branch.Source"/> that an event's instruction offset means. They differ for an <c>async for</c>: its right events name
    /// the END_SEND or the CLEANUP_THROW before it, its left events the END_SEND or, where LINE is armed too, the NOT_TAKEN after it.
    /// </summary>
    public static int SourceOfEvent(ReadOnlySpan<byte> code, Opcodes opcodes, int offset)
    {
        if (opcodes.Minor < Opcodes.FirstWithSplitBranches)
        {
            return offset;
        }

        var before = KindAt(code, opcodes, offset - 2);
        var here = KindAt(code, opcodes, offset);
        var after = KindAt(code, opcodes, offset + 2);
        return here == OpKind.Nothing && before == OpKind.EndSend ? offset - 2
            : here == OpKind.Plain && after == OpKind.EndSend ? offset + 2
            : offset;
    }

    private int SkipNotTaken(int offset) => KindAt(offset) == OpKind.Nothing ? offset + 2 : offset;

    /// <summary>An exhausted iterator is dropped by the interpreter itself: execution goes on after END_FOR and what pops the iterator.</summary>
    private int AfterLoop(int offset)
    {
        if (KindAt(offset) != OpKind.EndFor)
        {
            return offset;
        }

        return opcodes.Minor == 12 ? offset + 2 : offset + 4;
    }

    private OpKind KindAt(int offset) => KindAt(code, opcodes, offset);

    /// <summary>Plain outside of the code.</summary>
    internal static OpKind KindAt(ReadOnlySpan<byte> code, Opcodes opcodes, int offset) =>
        offset >= 0 && offset < code.Length ? opcodes.KindOf(code[offset]) : OpKind.Plain;
}
