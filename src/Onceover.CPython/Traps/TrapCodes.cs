namespace Onceover.CPython;

/// <summary>
/// The code that a code object of 3.11 runs (<c>co_code_adaptive</c>), and what belongs to it: <c>PyCodeObject</c> in Include/cpython/code.h, which all of
/// 3.11's releases share. Offsets into code are units of two bytes.
/// </summary>
public static unsafe class TrapCodes
{
    private const int WarmUp = 52;
    private const int CachedBytecode = 152;
    private const int Code = 184;

    /// <summary>What a new code object has there (<c>QUICKENING_INITIAL_WARMUP_VALUE</c>).</summary>
    private const short NewWarmUp = -8;

    /// <summary>From a <c>bytes</c> to what it holds (<c>PyBytesObject.ob_sval</c>).</summary>
    private const int FirstByte = 32;

    /// <summary>The length in units (<c>ob_size</c>).</summary>
    public static int UnitsOf(PyObject* code) => (int)*(nint*)((byte*)code + ObjectLayout.HeadSize);

    /// <summary>What it runs; two bytes a unit: opcode, argument.</summary>
    public static byte* RunningOf(PyObject* code) => (byte*)code + Code;

    /// <summary>Whether the interpreter has quickened the code: it has run several times.</summary>
    public static bool IsQuickened(PyObject* code) => *(short*)((byte*)code + WarmUp) == 0;

    /// <summary>
    /// Makes the code what it was before it first ran. Frames that run it may go on: each instruction is where it was, with the argument that it had, and
    /// whatever calls anybody has read its caches before.
    /// </summary>
    /// <param name="code">Borrowed; it has <see cref="BytecodeOf"/>.</param>
    public static void Unquicken(PyObject* code)
    {
        var shown = ShownBytesOf(code);
        shown.CopyTo(new Span<byte>(RunningOf(code), shown.Length));
        *(short*)((byte*)code + WarmUp) = NewWarmUp;
    }

    /// <summary>
    /// Has a code object keep the bytes that <c>co_code</c> gives, as if somebody had asked for them (<c>_PyCode_GetCode</c>, Objects/codeobject.c).
    /// </summary>
    /// <returns>The bytes, borrowed from it; null, with no exception left pending, if memory is short.</returns>
    public static PyObject* KeepBytecode(PyObject* code)
    {
        var kept = BytecodeOf(code);
        if (kept != null)
        {
            return kept;
        }

        if (IsQuickened(code))
        {
            References.Release(Codes.Bytecode(code));
            return BytecodeOf(code);
        }

        // Nothing has rewritten it yet: there is nothing to undo, which would take several times as long as the copy.
        kept = Texts.NewBytes(new ReadOnlySpan<byte>(RunningOf(code), 2 * UnitsOf(code)));
        *(PyObject**)((byte*)code + CachedBytecode) = kept;
        return kept;
    }

    /// <summary>
    /// The bytes that <c>co_code</c> gives, borrowed from the code object, which keeps them from the first time on that they were asked for; null before
    /// (<see cref="KeepBytecode"/>). As long as there are traps, it has to have them: it would make them of what it runs.
    /// </summary>
    public static PyObject* BytecodeOf(PyObject* code) => *(PyObject**)((byte*)code + CachedBytecode);

    /// <summary>What <see cref="BytecodeOf"/> holds, borrowed from it. It has it.</summary>
    public static ReadOnlySpan<byte> ShownBytesOf(PyObject* code) => new((byte*)BytecodeOf(code) + FirstByte, 2 * ShownUnitsOf(code));

    /// <summary>How many units of its code a code object shows: what lies behind them is <see cref="SpareCode"/>. It has <see cref="BytecodeOf"/>.</summary>
    public static int ShownUnitsOf(PyObject* code) => (int)*(nint*)((byte*)BytecodeOf(code) + ObjectLayout.HeadSize) / 2;

    /// <summary>The opcode that a code object shows at a unit that it shows, whatever runs there. It has <see cref="BytecodeOf"/>.</summary>
    public static byte OriginalAt(PyObject* code, int unit) => *((byte*)BytecodeOf(code) + FirstByte + (2 * unit));

    /// <summary>The unit at an address, if it is one of the code object's and a trap; else −1.</summary>
    public static int TrapAt(PyObject* code, ulong address)
    {
        var offset = address - (ulong)RunningOf(code);
        return offset < 2 * (ulong)UnitsOf(code) && (offset & 1) == 0 && *(byte*)address == TrapOpcode.Value ? (int)(offset / 2) : -1;
    }
}
