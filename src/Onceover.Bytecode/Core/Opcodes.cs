namespace Onceover.Bytecode;

/// <summary>What the opcodes of one CPython 3 minor version mean to control flow.</summary>
public readonly ref struct Opcodes
{
    /// <summary>The first minor version with LEFT and RIGHT branch events, NOT_TAKEN and POP_ITER.</summary>
    public const int FirstWithSplitBranches = 14;

    /// <summary>3.11's conditional jumps back, which are neighbours; later versions have none.</summary>
    private const int FirstBackwardBranch = 173;

    private const int LastBackwardBranch = 176;

    private readonly ReadOnlySpan<byte> table;

    private Opcodes(int minor, ReadOnlySpan<byte> table)
    {
        Minor = minor;
        this.table = table;
    }

    /// <summary>11 for CPython 3.11, and so on; 0 when the version is not known.</summary>
    public int Minor { get; }

    /// <summary>Whether the interpreter has events for what runs: not in 3.11.</summary>
    public bool HaveEvents => Minor != 11;

    /// <summary>Whether there is a table for the version; without one every opcode is <see cref="OpKind.Plain"/>.</summary>
    public bool IsKnown => Minor != 0;

    /// <param name="minor">11 for CPython 3.11, and so on.</param>
    public static Opcodes Of(int minor) => minor switch
    {
        11 => new Opcodes(11, OpcodeTables.Python311),
        12 => new Opcodes(12, OpcodeTables.Python312),
        13 => new Opcodes(13, OpcodeTables.Python313),
        14 => new Opcodes(14, OpcodeTables.Python314),
        15 => new Opcodes(15, OpcodeTables.Python315),
        _ => default,
    };

    /// <summary>The opcode that loads a constant; all that can make functions and classes of code objects use it. −1 if the version is not known.</summary>
    public int LoadConstant => Minor switch
    {
        11 or 12 => 100,
        13 => 83,
        14 => 82,
        15 => 81,
        _ => -1,
    };

    public OpKind KindOf(byte opcode) => KindOfEntry(EntryOf(opcode));

    /// <summary>
    /// Whether an instruction jumps back, from an offset on. Caches have to be zero, as they are in <c>co_code</c>: that is no jump, so they need
    /// not be told from instructions.
    /// </summary>
    public bool HaveLoop(ReadOnlySpan<byte> bytecode, int from)
    {
        // Locals: the loop runs over the bodies of all modules that a guest imports.
        var code = bytecode;
        var kinds = table;
        for (var at = from; at < code.Length; at += 2)
        {
            int opcode = code[at];
            if (opcode < kinds.Length && kinds[opcode] >> 4 == (int)OpKind.JumpBackward)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the compiler keeps a constant that no instruction loads, by its position.</summary>
    public bool KeepsUnloaded(int constant) => Minor == 11 || constant == 0;

    /// <summary>In code units of two bytes.</summary>
    public int CachesOf(byte opcode) => CachesOfEntry(EntryOf(opcode));

    /// <summary>What the conditional jumps of 3.14 and later jump on: there they are neighbours, in the order of their names.</summary>
    public BranchTest TestOf(byte opcode)
    {
        var position = KindOf(opcode) != OpKind.Branch ? -1 : Minor switch
        {
            14 => opcode - 100,
            15 => opcode - 99,
            _ => -1,
        };
        return position is >= 0 and < 4 ? BranchTest.False + position : BranchTest.Unknown;
    }

    /// <summary>
    /// Whether it stands for two instructions of which the second loads a local variable: it is located where the first was
    /// (<c>make_super_instruction</c>, Python/flowgraph.c). Of 3.14 and later.
    /// </summary>
    public bool LoadsLocalSecond(byte opcode) => Minor switch
    {
        14 => opcode is 87 or 89 or 113,
        15 => opcode is 86 or 88 or 112,
        _ => false,
    };

    /// <summary>Whether it is a jump whose target lies before it.</summary>
    internal bool JumpsBack(byte opcode, OpKind kind) => kind == OpKind.JumpBackward
        || (Minor == 11 && opcode is >= FirstBackwardBranch and <= LastBackwardBranch);

    /// <summary>Kind and caches at once, for who wants both of every instruction.</summary>
    internal int EntryOf(byte opcode) => opcode < table.Length ? table[opcode] : 0;

    internal static OpKind KindOfEntry(int entry) => (OpKind)(entry >> 4);

    internal static int CachesOfEntry(int entry) => entry & 15;
}
