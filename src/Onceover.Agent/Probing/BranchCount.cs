using Onceover.Bytecode;

namespace Onceover.Agent;

/// <summary>Counts conditional jumps and loops over iterators. It is asked of all code that a module defines, whether it runs or not.</summary>
internal unsafe struct BranchCount
{
    private static BranchCount known;

    private fixed byte isBranch[256];
    private bool isFilled;

    /// <param name="code">
    /// <c>co_code</c>. Caches have to be zero, as they are there: that is no branch, so they need not be told from instructions.
    /// </param>
    /// <param name="opcodes">Always those of the same version.</param>
    public static int Of(ReadOnlySpan<byte> code, Opcodes opcodes)
    {
        fixed (BranchCount* count = &known)
        fixed (byte* units = code)
        {
            if (!count->isFilled)
            {
                count->Fill(opcodes);
            }

            return Of(units, code.Length / 2, count->isBranch);
        }
    }

    /// <param name="code">The opcode is the first byte of a unit.</param>
    /// <param name="units">How many.</param>
    /// <param name="isBranch">1 for each opcode that counts, 0 for the others.</param>
    private static int Of(byte* code, int units, byte* isBranch)
    {
        var branches = 0;
        for (; units >= 4; units -= 4, code += 8)
        {
            branches += isBranch[code[0]] + isBranch[code[2]] + isBranch[code[4]] + isBranch[code[6]];
        }

        for (; units > 0; units--, code += 2)
        {
            branches += isBranch[*code];
        }

        return branches;
    }

    private void Fill(Opcodes opcodes)
    {
        for (var opcode = 0; opcode < 256; opcode++)
        {
            isBranch[opcode] = opcodes.KindOf((byte)opcode) is OpKind.Branch or OpKind.ForIter ? (byte)1 : (byte)0;
        }

        isFilled = true;
    }
}
