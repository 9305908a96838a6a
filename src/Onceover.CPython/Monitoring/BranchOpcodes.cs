namespace Onceover.CPython.Monitoring;

/// <summary>The opcodes that <see cref="BranchTurner"/> writes or tells apart. What they are with a probe is learned from the interpreter.</summary>
internal readonly struct BranchOpcodes
{
    /// <summary>POP_JUMP_IF_FALSE, …_NONE, …_NOT_NONE and …_TRUE are neighbours: the first is the last's opposite, the second the third's.</summary>
    public const int Branches = 4;

    private readonly uint probed;

    private BranchOpcodes(byte firstBranch, byte notTaken, byte jumpForward, byte jumpBackward, byte extendedArg)
    {
        FirstBranch = firstBranch;
        NotTaken = notTaken;
        JumpForward = jumpForward;
        JumpBackward = jumpBackward;
        ExtendedArg = extendedArg;
    }

    private BranchOpcodes(BranchOpcodes plain, uint probed, byte probedNotTaken, byte probedForward, byte probedBackward)
    {
        this = plain;
        this.probed = probed;
        ProbedNotTaken = probedNotTaken;
        ProbedForward = probedForward;
        ProbedBackward = probedBackward;
    }

    public bool AreKnown => FirstBranch != 0;

    public byte FirstBranch { get; }

    public byte NotTaken { get; }

    public byte JumpForward { get; }

    public byte JumpBackward { get; }

    public byte ExtendedArg { get; }

    public byte ProbedNotTaken { get; }

    public byte ProbedForward { get; }

    public byte ProbedBackward { get; }

    /// <param name="minor">14 for CPython 3.14, and so on.</param>
    public static BranchOpcodes Of(int minor) => minor switch
    {
        14 => new(100, 28, 77, 75, 69),
        15 => new(99, 26, 76, 74, 67),
        _ => default,
    };

    /// <summary>With what the interpreter has with probes: four branches in order, NOT_TAKEN, JUMP_FORWARD, JUMP_BACKWARD.</summary>
    public BranchOpcodes With(uint branches, byte notTaken, byte forward, byte backward) => new(this, branches, notTaken, forward, backward);

    /// <summary>With a probe, a branch by its distance from the first.</summary>
    public byte Probed(int place) => (byte)(probed >> (8 * place));

    /// <summary>What jumps when the other does not.</summary>
    public byte Opposite(byte branch) => (byte)((2 * FirstBranch) + Branches - 1 - branch);
}
