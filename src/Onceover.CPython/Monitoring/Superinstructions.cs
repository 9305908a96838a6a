namespace Onceover.CPython.Monitoring;

/// <summary>
/// The instructions of 3.12 that do the work of two: written over the first of a pair when a code object is made (<c>_PyCode_Quicken</c>,
/// Python/specialize.c), and gone for good as soon as any tool asks for any event there, since <c>_Py_Instrument</c> (Python/instrumentation.c)
/// puts back what the compiler wrote. This writes them again. Other versions have none that are lost.
/// </summary>
public readonly unsafe struct Superinstructions
{
    // Lib/opcode.py of 3.12.
    private const byte LoadConst = 100;
    private const byte LoadFast = 124;
    private const byte StoreFast = 125;

    private readonly int bytecodeAt;
    private readonly byte constThenFast;
    private readonly byte fastThenConst;
    private readonly byte fastThenFast;
    private readonly byte storeThenFast;
    private readonly byte storeThenStore;

    private Superinstructions(byte* learned, int bytecodeAt)
    {
        this.bytecodeAt = bytecodeAt;
        constThenFast = learned[0];
        fastThenFast = learned[2];
        fastThenConst = learned[4];
        storeThenFast = learned[8];
        storeThenStore = learned[12];
    }

    /// <summary>Every pair once; never run. Between them are two that are no pairs.</summary>
    private static ReadOnlySpan<byte> Pairs =>
        [LoadConst, 0, LoadFast, 0, LoadFast, 0, LoadConst, 0, StoreFast, 0, LoadFast, 0, StoreFast, 0, StoreFast, 0, 83, 0];

    /// <summary>Whether <see cref="Restore"/> does anything.</summary>
    public bool Exist => fastThenFast != 0;

    /// <summary>Finds out what this interpreter writes. None, if it is not 3.12 or does otherwise than expected.</summary>
    public static Superinstructions Learn()
    {
        var found = default(Superinstructions);
        var pattern = Interpreter.Minor == 12 && !ObjectLayout.IsFreeThreaded ? Codes.NewEmpty("onceover\0"u8) : null;
        var bytecode = pattern == null ? null : Texts.NewBytes(Pairs);
        var code = bytecode == null ? null : Codes.Like(pattern, bytecode);
        if (code != null && Codes.LengthOf(code) == Pairs.Length && Codes.BytecodeAt is var at and > 0)
        {
            var learned = (byte*)code + at;
            if (AreAsExpected(learned))
            {
                found = new Superinstructions(learned, at);
            }
        }

        References.Release(code);
        References.Release(bytecode);
        References.Release(pattern);
        return found;
    }

    /// <summary>Writes those of a range of a code object again, where no event is in the way. The caller holds the interpreter's lock.</summary>
    /// <param name="code">Borrowed.</param>
    /// <param name="compiled">Its <c>co_code</c>, or nothing, if that is not known.</param>
    /// <param name="start">In bytes, from the start of the code. The instruction before it may be the first of a pair.</param>
    /// <param name="end">Exclusive; not beyond the code.</param>
    public void Restore(PyObject* code, ReadOnlySpan<byte> compiled, int start, int end)
    {
        if (!Exist || Codes.LengthOf(code) != compiled.Length)
        {
            return;
        }

        var running = (byte*)code + bytecodeAt;
        var last = compiled.Length - 2;
        for (var at = start < 2 ? 0 : start - 2; at < end && at < last; at += 2)
        {
            // Caches are zero in what was compiled, so an opcode that begins a pair is none.
            var both = Of(compiled[at], compiled[at + 2]);
            if (both != 0 && running[at] == compiled[at] && FirstOf(running[at + 2]) == compiled[at + 2])
            {
                running[at] = both;
            }
        }
    }

    /// <summary>As <see cref="Restore(PyObject*, ReadOnlySpan{byte}, int, int)"/>, for all of a code object that never ran: its caches hold nothing yet that looks like an instruction.</summary>
    public void RestoreUnrun(PyObject* code)
    {
        var length = Codes.LengthOf(code);
        Restore(code, new ReadOnlySpan<byte>((byte*)code + bytecodeAt, length), 0, length);
    }

    private static bool AreAsExpected(byte* learned)
    {
        for (var at = 0; at < Pairs.Length; at += 2)
        {
            var isPair = at is 0 or 2 or 4 or 8 or 12;
            if ((learned[at] == Pairs[at]) == isPair)
            {
                return false;
            }
        }

        return true;
    }

    private byte Of(byte first, byte second) => first switch
    {
        LoadFast => second switch { LoadFast => fastThenFast, LoadConst => fastThenConst, _ => 0 },
        StoreFast => second switch { LoadFast => storeThenFast, StoreFast => storeThenStore, _ => 0 },
        LoadConst => second == LoadFast ? constThenFast : (byte)0,
        _ => 0,
    };

    /// <summary>What the compiler wrote where this is now.</summary>
    private byte FirstOf(byte opcode) =>
        opcode == fastThenFast || opcode == fastThenConst ? LoadFast
        : opcode == storeThenFast || opcode == storeThenStore ? StoreFast
        : opcode == constThenFast ? LoadConst
        : opcode;
}
