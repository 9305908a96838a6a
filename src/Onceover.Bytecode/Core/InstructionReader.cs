namespace Onceover.Bytecode;

/// <summary>Reads instructions in the order of the code. A damaged end is read as far as it goes.</summary>
public ref struct InstructionReader
{
    private readonly ReadOnlySpan<byte> code;
    private readonly Opcodes opcodes;
    private int position;

    /// <param name="code">As <c>co_code</c> gives it: neither specialised nor instrumented.</param>
    /// <param name="opcodes">The table of the version that compiled it.</param>
    /// <param name="start">Where to start reading: an instruction's <see cref="Instruction.Start"/>.</param>
    public InstructionReader(ReadOnlySpan<byte> code, Opcodes opcodes, int start = 0)
    {
        this.code = code;
        this.opcodes = opcodes;
        position = start;
    }

    public Instruction Current { get; private set; }

    public bool MoveNext()
    {
        var start = position;
        var offset = position;
        var argument = 0;
        while (offset >= 0 && offset + 1 < code.Length)
        {
            var opcode = code[offset];
            var entry = opcodes.EntryOf(opcode);
            var kind = Opcodes.KindOfEntry(entry);
            argument = ((argument << 8) | code[offset + 1]) & int.MaxValue;
            if (kind != OpKind.ExtendedArg)
            {
                position = offset + 2 + (2 * Opcodes.CachesOfEntry(entry));
                Current = new Instruction(start, offset, opcode, kind, kind != OpKind.Plain && opcodes.JumpsBack(opcode, kind), argument, position);
                return true;
            }

            offset += 2;
        }

        return false;
    }
}
