namespace Onceover.Bytecode;

/// <summary>
/// How CPython 3.11 rewrites code that has run several times, in place: <c>_PyCode_Quicken</c> and the opcodes that it writes (Python/specialize.c,
/// Lib/opcode.py).
/// </summary>
public static class Quickening
{
    public const byte BinaryOp = 122;
    public const byte BinaryOpAdaptive = 3;
    public const byte BinaryOpAddUnicode = 6;
    public const byte CompareOp = 107;
    public const byte CompareOpAdaptive = 26;
    public const byte FirstFusedCompare = 27;
    public const byte LastFusedCompare = 29;
    public const byte StoreFast = 125;

    private const byte LoadFast = 124;
    private const byte LoadConst = 100;

    /// <summary>What becomes of an opcode whatever its neighbours are; the same, if nothing does.</summary>
    /// <param name="opcode">As the compiler wrote it.</param>
    public static byte Alone(byte opcode) => opcode switch
    {
        25 => 17,
        60 => 168,
        92 => 177,
        95 => 153,
        106 => 39,
        CompareOp => CompareOpAdaptive,
        116 => 47,
        BinaryOp => BinaryOpAdaptive,
        140 => 38,
        144 => 34,
        151 => 150,
        160 => 56,
        166 => 64,
        171 => 22,
        _ => opcode,
    };

    /// <summary>What becomes of an opcode before another one, which it does as well; 0 if they are no pair.</summary>
    public static byte Pair(byte first, byte second) => first switch
    {
        LoadFast when second == LoadFast => 46,
        LoadFast when second == LoadConst => 45,
        LoadConst when second == LoadFast => 44,
        StoreFast when second == LoadFast => 161,
        StoreFast when second == StoreFast => 167,
        _ => 0,
    };

    /// <summary>Whether it is an opcode that quickening itself writes: none that was specialised since.</summary>
    /// <param name="opcode">As it runs.</param>
    public static bool IsUnspecialised(byte opcode) =>
        opcode is 3 or 17 or 22 or 26 or 34 or 38 or 39 or 44 or 45 or 46 or 47 or 56 or 64 or 150 or 153 or 161 or 167 or 168 or 177;

    /// <summary>Whether it is one of the comparisons that jump as well, for the conditional jump behind them.</summary>
    /// <param name="opcode">As it runs.</param>
    public static bool IsFusedCompare(byte opcode) => opcode is >= FirstFusedCompare and <= LastFusedCompare;

    /// <summary>Whether it is a jump that a comparison before it can do as well.</summary>
    /// <param name="opcode">As the compiler wrote it.</param>
    public static bool CanBeFused(byte opcode) => opcode is 114 or 115 or 175 or 176;

    /// <summary>From a comparison to the jump behind it, in units.</summary>
    public static int CompareUnits => 3;

    /// <summary>From a binary operation to what follows it, in units.</summary>
    public static int BinaryOpUnits => 2;
}
