namespace Onceover.Bytecode;

/// <summary>The opcodes that marking writes or tells apart, of one minor version. A test compares them with the interpreter's.</summary>
public readonly struct JumpOpcodes
{
    private JumpOpcodes(byte resume, byte extendedArg, byte forward, byte backward, byte backwardNoInterrupt)
    {
        Resume = resume;
        ExtendedArg = extendedArg;
        Forward = forward;
        Backward = backward;
        BackwardNoInterrupt = backwardNoInterrupt;
    }

    public byte Resume { get; }

    public byte ExtendedArg { get; }

    public byte Forward { get; }

    public byte Backward { get; }

    /// <summary>Jumps without a JUMP event, unlike the two others.</summary>
    public byte BackwardNoInterrupt { get; }

    /// <summary>False for versions in which no code is marked: later ones report each arm on its own.</summary>
    public bool AreKnown => Resume != 0;

    /// <param name="minor">12 for CPython 3.12, and so on.</param>
    public static JumpOpcodes Of(int minor) => minor switch
    {
        12 => new JumpOpcodes(151, 144, 110, 140, 134),
        13 => new JumpOpcodes(149, 71, 79, 77, 78),
        _ => default,
    };
}
