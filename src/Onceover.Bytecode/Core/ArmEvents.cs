namespace Onceover.Bytecode;

/// <summary>
/// Which branch an arm's event means, from 3.14 on. LEFT events of a NOT_TAKEN and RIGHT events of a loop's end name the instruction that the interpreter
/// went through before, and that is any of the code where control comes back from machine code (Python/bytecodes.c: <c>prev_instr</c>). Where the arm leads
/// is always right, and belongs to one branch alone, but for jumps, whose events name themselves.
/// </summary>
public static class ArmEvents
{
    /// <summary>The branch that goes on at <paramref name="destination"/> by its left arm.</summary>
    /// <param name="code"><c>co_code</c>.</param>
    /// <param name="opcodes">Of its version.</param>
    /// <param name="named">The offset that the event names.</param>
    /// <param name="destination">Where it says that the arm leads.</param>
    /// <returns><see cref="Branch.Source"/>.</returns>
    public static int SourceOfLeft(ReadOnlySpan<byte> code, Opcodes opcodes, int named, int destination)
    {
        // Falling through leads to the instruction behind it: behind its cache, and a NOT_TAKEN.
        var next = named + 4;
        var kind = BranchReader.KindAt(code, opcodes, named);
        return (kind == OpKind.ForIter && destination == next) || (kind == OpKind.Branch && destination == next + 2)
            ? named
            : Find(code, opcodes, named, destination, left: true);
    }

    /// <summary>The branch that goes on at <paramref name="destination"/> by its right arm.</summary>
    /// <inheritdoc cref="SourceOfLeft"/>
    public static int SourceOfRight(ReadOnlySpan<byte> code, Opcodes opcodes, int named, int destination)
    {
        var kind = BranchReader.KindAt(code, opcodes, named);
        var end = named + 4 + (kind == OpKind.ForIter ? 4 : 0);
        return kind is OpKind.Branch or OpKind.ForIter && destination - end == 2 * ArgumentAt(code, opcodes, named)
            ? named
            : Find(code, opcodes, named, destination, left: false);
    }

    /// <summary>With the bits of the prefixes before it. A cache in front of an instruction is zero in <c>co_code</c>, and so no prefix.</summary>
    private static int ArgumentAt(ReadOnlySpan<byte> code, Opcodes opcodes, int offset)
    {
        int argument = code[offset + 1];
        var shift = 8;
        for (var at = offset - 2; BranchReader.KindAt(code, opcodes, at) == OpKind.ExtendedArg; at -= 2)
        {
            argument |= code[at + 1] << shift;
            shift += 8;
        }

        return argument;
    }

    private static int Find(ReadOnlySpan<byte> code, Opcodes opcodes, int named, int destination, bool left)
    {
        var source = BranchReader.SourceOfEvent(code, opcodes, named);
        var found = source;
        var branches = new BranchReader(code, opcodes);
        while (branches.MoveNext())
        {
            var branch = branches.Current;
            var leads = (left ? branch.Left : branch.Right) == destination;
            if (leads && branch.Source == source)
            {
                return source;
            }

            found = leads && (left || BranchReader.KindAt(code, opcodes, branch.Source) != OpKind.Branch) ? branch.Source : found;
        }

        return found;
    }
}
