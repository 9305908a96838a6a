namespace Onceover.Bytecode;

/// <summary>One instruction; all offsets are bytes from the start of the code.</summary>
public readonly struct Instruction
{
    private readonly bool jumpsBack;

    internal Instruction(int start, int offset, byte opcode, OpKind kind, bool jumpsBack, int argument, int next)
    {
        Start = start;
        Offset = offset;
        Opcode = opcode;
        Kind = kind;
        this.jumpsBack = jumpsBack;
        Argument = argument;
        Next = next;
    }

    /// <summary>Where its EXTENDED_ARG prefixes start; <see cref="Offset"/> if it has none. Jumps lead here.</summary>
    public int Start { get; }

    /// <summary>Where the opcode itself is: the offset that tracebacks and monitoring events name.</summary>
    public int Offset { get; }

    public byte Opcode { get; }

    public OpKind Kind { get; }

    /// <summary>With the prefixes' bits; 0 to 2³¹−1.</summary>
    public int Argument { get; }

    /// <summary>The instruction that follows in the code, inline caches skipped.</summary>
    public int Next { get; }

    /// <summary>
    /// Where it jumps, for the kinds that jump, else −1. Not checked against the length of the code. An END_ASYNC_FOR does not jump, though
    /// its argument has the shape of a jump.
    /// </summary>
    public int Target => Kind switch
    {
        OpKind.JumpForward or OpKind.JumpBackward or OpKind.Branch or OpKind.ForIter or OpKind.Send =>
            jumpsBack ? Next - (2 * Argument) : Next + (2 * Argument),
        _ => -1,
    };
}
