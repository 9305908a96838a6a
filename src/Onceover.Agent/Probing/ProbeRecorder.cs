using Onceover.Bytecode;
using Onceover.CPython;
using Onceover.Store;

namespace Onceover.Agent;

/// <summary>
/// Records what one interpreter of 3.11 executes, which has no events: with probes of ours, breakpoints that take themselves out
/// (<see cref="TrapOpcode"/>). A module's code gets them before it runs; each function one at its entry, and the others when that is met.
/// </summary>
internal unsafe struct ProbeRecorder
{
    private readonly bool branches;

    /// <summary>Whether what lies in <c>__pycache__</c> is compiled as this interpreter compiles: not with <c>-O</c>, which leaves statements out.</summary>
    private readonly bool usesCache;

    private FileTable files;
    private CodeTable codes;
    private ProbedCodes probed;
    private Gate gate;

    public ProbeRecorder(bool branches, bool usesCache)
    {
        this.branches = branches;
        this.usesCache = usesCache;
    }

    /// <summary>
    /// Code is about to run that may be a module's.
    /// </summary>
    /// <param name="code">Borrowed.</param>
    /// <returns>What is to run instead, owned; null if it is to run itself.</returns>
    public PyObject* Arrive(PyObject* code)
    {
        var file = probed.Of(code) != null ? 0 : files.RecordOf(Codes.FileName(code), ref gate);
        if (file == 0)
        {
            return null;
        }

        // Code that came before comes again and again: it gets the probes itself, and the interpreter specialises it as it would.
        var state = Describe(code, file, out var isNew);
        var copy = isNew && state != null ? CopyWithRoom(code) : null;
        _ = Start(copy != null ? copy : code, state);
        return copy;
    }

    /// <summary>A function has code now that may be anybody's.</summary>
    /// <param name="code">Borrowed.</param>
    public void Prepare(PyObject* code)
    {
        if (probed.Of(code) == null && files.RecordOf(Codes.FileName(code), ref gate) != 0)
        {
            TrapOpcode.PassNone();
            EntryProbe.TryPutIn(code);
        }
    }

    /// <summary>Sees to the functions that there are already, with all that is nested in them: what made them may be running still.</summary>
    /// <param name="interpreter">The current one.</param>
    public void PrepareEarlier(void* interpreter)
    {
        if (!EarlierCode.MayBeOurs(ref files, ref gate))
        {
            return;
        }

        var codes = EarlierCode.Of(interpreter);
        for (var i = 0; i < codes.Count; i++)
        {
            if (files.RecordOf(Codes.FileName(codes.At(i)), ref gate) != 0)
            {
                PrepareAll(codes.At(i), 0);
            }
        }

        codes.Free();
    }

    /// <summary>A probe was met.</summary>
    /// <param name="frame">The frame that runs.</param>
    /// <param name="unit">Where it is in the frame's code.</param>
    public void Meet(RunningFrame frame, int unit)
    {
        var code = frame.Code;
        var known = probed.Of(code);
        if (known == null)
        {
            EntryProbe.TakeOut(code, unit);
            var file = files.RecordOf(Codes.FileName(code), ref gate);
            known = file == 0 ? null : Start(code, Describe(code, file, out _));
        }

        if (known != null)
        {
            known->Hit(unit, frame.PreviousUnit);
        }
    }

    /// <summary>A branch led to its landing.</summary>
    /// <param name="code">Borrowed.</param>
    /// <param name="unit">Where the landing is.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="target">Where it leads.</param>
    /// <returns>False if nothing is known of it: the code there leads on.</returns>
    public readonly bool TryLand(PyObject* code, int unit, out int branch, out int target)
    {
        branch = target = 0;
        var known = probed.Of(code);
        return known != null && known->TryLand(unit, out branch, out target);
    }

    public void Close()
    {
        probed.Free();
        codes.Free();
        files.Free();
    }

    private ProbedCode* Start(PyObject* code, CodeState* state)
    {
        if (state == null || state->Plan == null)
        {
            return null;
        }

        TrapOpcode.PassNone();
        if (TrapCodes.IsQuickened(code))
        {
            // It ran before it had probes.
            TrapCodes.Unquicken(code);
        }

        var constants = Codes.Constants(code);
        var count = Collections.TupleSize(constants);
        for (nint i = 0; i < count; i++)
        {
            var constant = Collections.TupleItem(constants, i);
            if (Codes.IsCode(constant) && probed.Of(constant) == null)
            {
                PrepareNested(constants, i, constant);
            }
        }

        var entry = probed.Add(code, state);
        if (entry == null)
        {
            GuestProcess.Spool.CountLoss(SpoolLossReasons.NoMemory);
        }

        return entry;
    }

    private readonly void PrepareAll(PyObject* code, int depth)
    {
        if (depth > ModuleLines.DeepestNesting || probed.Of(code) != null)
        {
            return;
        }

        TrapOpcode.PassNone();
        EntryProbe.TryPutIn(code);
        var constants = Codes.Constants(code);
        var count = Collections.TupleSize(constants);
        for (nint i = 0; i < count; i++)
        {
            var constant = Collections.TupleItem(constants, i);
            if (Codes.IsCode(constant))
            {
                PrepareAll(constant, depth + 1);
            }
        }
    }

    private static void PrepareNested(PyObject* constants, nint index, PyObject* code)
    {
        // Nobody else has it yet, so nobody sees that it is another one.
        var copy = References.CountOf(code) == 1 ? CopyWithRoom(code) : null;
        if (copy != null)
        {
            Collections.TupleReplace(constants, index, copy);
        }

        EntryProbe.TryPutIn(copy != null ? copy : code);
    }

    /// <summary>Owned; null if it needs no room, or memory is short.</summary>
    private static PyObject* CopyWithRoom(PyObject* code)
    {
        if (TrapCodes.KeepBytecode(code) == null)
        {
            return null;
        }

        var spare = ProbePlan.SpareFor(TrapCodes.ShownBytesOf(code), Opcodes.Of(Interpreter.Minor));
        return spare > 0 && TrapCodes.UnitsOf(code) == TrapCodes.ShownUnitsOf(code) ? SpareCode.TryCopy(code, spare) : null;
    }

    private CodeState* Describe(PyObject* code, long file, out bool isNew)
    {
        isNew = false;
        var bytecode = Codes.Bytecode(code);
        byte* lines = null;
        nint length = 0;
        var known = bytecode != null && SpareCode.TryGetLineTable(code, out lines, out length);
        var state = CodeReading.TryRead(code, bytecode, known ? lines : null, length, file, out var facts)
            ? FindOrAdd(code, facts, out isNew)
            : null;
        References.Release(bytecode);
        return state;
    }

    private CodeState* FindOrAdd(PyObject* code, CodeFacts facts, out bool isNew)
    {
        var hash = facts.Hash;
        var state = codes.Find(facts, hash);
        isNew = state == null;
        if (!isNew)
        {
            return state;
        }

        var entry = ProbePlan.EntryOf(facts.Bytecode);
        state = codes.Add(facts, hash, Opcodes.Of(Interpreter.Minor), entry < 1 ? 0 : 2 * (entry - 1), branches, releasesProbes: false, armsDirectly: false);
        if (state != null && facts.IsModule)
        {
            ModuleLines.Record(code, facts.Shape.File, usesCache && IsCached(code));
        }

        return state;
    }

    private static bool IsCached(PyObject* module) =>
        Texts.TryGetUtf8(Codes.FileName(module), out var bytes, out var length)
        && BytecodeCache.Has(new ReadOnlySpan<byte>(bytes, (int)length), Interpreter.Minor);
}
