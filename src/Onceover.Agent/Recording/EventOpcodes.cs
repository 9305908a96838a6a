using Onceover.Bytecode;

namespace Onceover.Agent;

/// <summary>What opcodes mean to the interpreter when it puts LINE and branch events in: of the version, and learned from what it writes.</summary>
internal unsafe struct EventOpcodes
{
    /// <summary>Of a code unit's traits: how many caches follow.</summary>
    public const byte Caches = 15;

    /// <summary>It starts no line (<c>initialize_lines</c>, Python/instrumentation.c).</summary>
    public const byte StartsNoLine = 16;

    /// <summary>It may have a branch event.</summary>
    public const byte MayReport = 32;

    public const byte Jumps = 64;

    private const byte NoEvent = 255;

    private fixed byte traits[256];
    private fixed byte instrumented[256];
    private ushort warmUp;
    private int minor;
    private bool knowsWarmUp;

    public readonly Opcodes Version => Opcodes.Of(minor);

    /// <summary>What the counter behind an instrumented instruction starts with.</summary>
    public readonly ushort WarmUp => warmUp;

    /// <param name="version">The interpreter's minor version.</param>
    public void Fill(int version)
    {
        minor = version;
        var opcodes = Opcodes.Of(version);
        for (var opcode = 0; opcode < 256; opcode++)
        {
            var kind = opcodes.KindOf((byte)opcode);
            var trait = opcodes.CachesOf((byte)opcode);
            trait |= kind is OpKind.EndFor or OpKind.EndSend or OpKind.EndAsyncFor || IsSplitPop(kind) ? StartsNoLine : 0;
            trait |= kind is OpKind.Branch or OpKind.ForIter or OpKind.Nothing or OpKind.EndAsyncFor || IsSplitPop(kind) ? MayReport : 0;
            trait |= kind is OpKind.Branch or OpKind.ForIter or OpKind.Send or OpKind.JumpForward or OpKind.JumpBackward ? Jumps : 0;
            traits[opcode] = (byte)trait;
        }
    }

    public readonly byte TraitsOf(byte opcode) => traits[opcode];

    /// <summary>What stands for an opcode that reports; the opcode itself if it reports nothing; 0 while that is not known.</summary>
    public readonly byte Instrumented(byte opcode) => instrumented[opcode] == NoEvent ? opcode : instrumented[opcode];

    /// <summary>Notes what the interpreter wrote.</summary>
    /// <param name="opcode">As it was compiled.</param>
    /// <param name="written">As it is with its event.</param>
    public void Learn(byte opcode, byte written) => instrumented[opcode] = written == opcode ? NoEvent : written;

    /// <inheritdoc cref="Learn"/>
    /// <param name="counter">In the cache behind it.</param>
    /// <returns>False if it was another one before.</returns>
    public bool TryLearnWarmUp(ushort counter)
    {
        var agrees = !knowsWarmUp || warmUp == counter;
        knowsWarmUp = true;
        warmUp = counter;
        return agrees;
    }

    /// <summary>Whether nothing may lead to a kind as the start of a line.</summary>
    public readonly bool IsSplitPop(OpKind kind) => kind == OpKind.PopIter && minor >= Opcodes.FirstWithSplitBranches;
}
