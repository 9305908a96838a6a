namespace Onceover.Bytecode;

/// <summary>
/// Reads which constants the instructions of a code object load, in the order of the code, some more than once. A code object that is a constant
/// and not among them can never run. 3.11's compiler keeps such code, of definitions in suites that it drops (<c>if 0:</c>, behind a
/// <c>return</c>); later ones only as the first constant, which they take for a docstring (<see cref="Opcodes.KeepsUnloaded"/>).
/// </summary>
public ref struct ConstantReader
{
    private readonly ReadOnlySpan<byte> code;
    private readonly Opcodes opcodes;
    private readonly int load;
    private int position;

    /// <param name="code">
    /// As <c>co_code</c> gives it. Its caches have to be zero, as they are there: that loads nothing, so they need not be told from instructions.
    /// </param>
    /// <param name="opcodes">The table of the version that compiled it, a known one.</param>
    public ConstantReader(ReadOnlySpan<byte> code, Opcodes opcodes)
    {
        this.code = code;
        this.opcodes = opcodes;
        load = opcodes.LoadConstant;
    }

    /// <summary>The position in <c>co_consts</c>; not checked against its length.</summary>
    public int Current { get; private set; }

    public bool MoveNext()
    {
        // Locals: the loop runs over all code that has code in it.
        var units = code;
        var wanted = load;
        for (var at = position; at + 1 < units.Length; at += 2)
        {
            if (units[at] == wanted)
            {
                Current = ArgumentAt(at);
                position = at + 2;
                return true;
            }
        }

        position = units.Length;
        return false;
    }

    private readonly int ArgumentAt(int offset)
    {
        int argument = code[offset + 1];
        var shift = 8;
        for (var at = offset - 2; shift < 32 && at >= 0 && opcodes.KindOf(code[at]) == OpKind.ExtendedArg; at -= 2)
        {
            argument |= code[at + 1] << shift;
            shift += 8;
        }

        return argument & int.MaxValue;
    }
}
