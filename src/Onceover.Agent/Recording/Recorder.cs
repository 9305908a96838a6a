using Onceover.Bytecode;
using Onceover.CPython;
using Onceover.CPython.Monitoring;
using Onceover.Store;

namespace Onceover.Agent;

/// <summary>
/// Records what one interpreter executes. A code object's first start decides: not ours, and its start event is switched off; ours, and it
/// gets a state and its own line and branch events. Each location reports once. A switched-off event alone would still slow some
/// instructions down: where <see cref="LineProbes"/> can, a seen line's other probes are taken out with it; elsewhere an event kind is taken
/// out of a code object when it has told all ("retired").
/// </summary>
internal unsafe struct Recorder
{
    private MonitoringModule monitoring;
    private Tool tool;
    private LineProbes probes;
    private int minor;
    private bool branches;

    /// <summary>Whether what lies in <c>__pycache__</c> is compiled as this interpreter compiles: not with <c>-O</c>, which leaves statements out.</summary>
    private bool usesCache;

    /// <summary>Whether nothing is taken out of code objects but what an event reported.</summary>
    private bool keepsProbes;

    private FileTable files;
    private CodeTable codes;
    private CodeStates states;
    private Gate gate;
    private bool gaveUp;

    /// <summary>What callbacks return to switch an event off; borrowed.</summary>
    public readonly PyObject* Disable => monitoring.Disable;

    public readonly MonitoringModule Monitoring => monitoring;

    public readonly Tool Tool => tool;

    /// <summary>Those of instructions, if an <c>async for</c> has no branch event that would tell its end (before 3.14).</summary>
    public readonly EventSet InstructionEvents => branches && !monitoring.Events.SplitsBranches ? monitoring.Events.Instruction : EventSet.None;

    /// <summary>Takes what recording needs from the current interpreter. Leaves a note if there is none.</summary>
    public static bool TryOpen(Recorder* recorder)
    {
        *recorder = default;
        var spool = GuestProcess.Spool;
        recorder->minor = Interpreter.Minor;
        if (!Opcodes.Of(recorder->minor).IsKnown)
        {
            _ = SpoolRecords.AppendNote(spool, SpoolNoteKind.UnsupportedPython, default);
            return false;
        }

        if (!MonitoringModule.TryOpen(out recorder->monitoring))
        {
            _ = SpoolRecords.AppendNote(spool, SpoolNoteKind.InterpreterMismatch, "sys.monitoring"u8);
            return false;
        }

        recorder->branches = GuestProcess.Scope.Branches;
        recorder->usesCache = !Interpreter.Optimizes;
        if (!TryClaimTool(recorder->monitoring, out recorder->tool))
        {
            _ = SpoolRecords.AppendNote(spool, SpoolNoteKind.NoToolId, default);
            recorder->monitoring.Close();
            return false;
        }

        recorder->keepsProbes = GuestProcess.Scope.KeepsProbes;
        if (!recorder->keepsProbes)
        {
            _ = LineProbes.TryOpen(recorder->monitoring, recorder->tool, out recorder->probes);
        }

        return true;
    }

    /// <summary>A code object starts for the first time, or after somebody restarted all events.</summary>
    /// <param name="code">Borrowed.</param>
    /// <param name="entry">The offset of the instruction that starts it.</param>
    public void Start(PyObject* code, int entry)
    {
        var file = files.RecordOf(Codes.FileName(code), ref gate);
        var state = file == 0 ? null : Describe(code, file, entry);
        if (state != null)
        {
            Arm(code, state);
        }
    }

    public void Line(PyObject* code, int line)
    {
        var state = StateOf(code);
        if (state == null)
        {
            return;
        }

        state->SeeLine(line);
        if (probes.IsOpen)
        {
            state->ReleaseLine(code, line, ref probes);
        }
        else if (state->LinesLeft <= 0)
        {
            Retire(code, state);
        }
    }

    public void LeftArm(PyObject* code, int offset)
    {
        var state = StateOf(code);
        if (state == null)
        {
            return;
        }

        state->SeeLeft(SourceOf(state, offset));
        if (state->LeftArmsLeft <= 0)
        {
            Retire(code, state);
        }
    }

    public void RightArm(PyObject* code, int offset)
    {
        var state = StateOf(code);
        if (state == null)
        {
            return;
        }

        state->SeeRight(SourceOf(state, offset));
        if (state->RightArmsLeft <= 0)
        {
            Retire(code, state);
        }
    }

    /// <summary>Either arm, where the interpreter has one event for both (3.12, 3.13).</summary>
    /// <returns>Whether the event has nothing more to tell.</returns>
    public bool EitherArm(PyObject* code, int offset, int destination)
    {
        var state = StateOf(code);
        if (state == null || (uint)offset >= (uint)state->Shape.BytecodeLength)
        {
            return true;
        }

        var next = offset + 2 + (2 * Opcodes.Of(minor).CachesOf(state->Bytecode[offset]));
        if (destination == next)
        {
            state->SeeLeft(offset);
        }
        else
        {
            state->SeeRight(offset);
        }

        if (!state->BothArmsSeen(offset))
        {
            return false;
        }

        if (state->LeftArmsLeft + state->RightArmsLeft <= 0)
        {
            Retire(code, state);
        }

        return true;
    }

    /// <summary>An instruction runs in code that has an <c>async for</c>: what ends one tells that it is exhausted.</summary>
    public void Instruction(PyObject* code, int offset)
    {
        var state = StateOf(code);
        if (state != null && state->IsOfKind(offset, OpKind.EndAsyncFor, Opcodes.Of(minor)))
        {
            state->SeeEnd(offset);
        }
    }

    /// <summary>Gives the tool id back, since nothing can be recorded. <see cref="Close"/> follows.</summary>
    public void GiveUp()
    {
        gaveUp = true;
        Monitoring.GiveBack(Tool);
    }

    /// <summary>The interpreter is done with the recorder: its callbacks are gone, with the interpreter or because another tool took them out.</summary>
    public void Close()
    {
        if (!gaveUp && !Interpreter.IsEnding)
        {
            _ = SpoolRecords.AppendNote(GuestProcess.Spool, SpoolNoteKind.ToolIdLost, default);
        }

        monitoring.Forget(tool);
        monitoring.Close();
        states.Free();
        codes.Free();
        files.Free();
    }

    private static bool TryClaimTool(MonitoringModule monitoring, out Tool tool)
    {
        // Debuggers expect 0, coverage tools 1, profilers 2 to be free; 1 is ours to take only when nothing else is left.
        return monitoring.TryClaim(4, "onceover\0"u8, out tool)
            || monitoring.TryClaim(3, "onceover\0"u8, out tool)
            || monitoring.TryClaim(5, "onceover\0"u8, out tool)
            || monitoring.TryClaim(1, "onceover\0"u8, out tool);
    }

    private CodeState* Describe(PyObject* code, long file, int entry)
    {
        var bytecode = Codes.Bytecode(code);
        CodeState* state = null;
        if (bytecode != null
            && Texts.TryGetBytes(bytecode, out var bytecodeBytes, out var bytecodeLength)
            && Texts.TryGetBytes(Codes.LineTable(code), out var lineBytes, out var lineLength)
            && Texts.TryGetBytes(Codes.ExceptionTable(code), out var exceptionBytes, out var exceptionLength))
        {
            if (!Texts.TryGetUtf8(Codes.QualifiedName(code), out var nameBytes, out var nameLength))
            {
                nameLength = 0;
            }

            var facts = new CodeFacts(
                file,
                Codes.FirstLine(code),
                Codes.Flags(code),
                new ReadOnlySpan<byte>(bytecodeBytes, (int)bytecodeLength),
                new ReadOnlySpan<byte>(lineBytes, (int)lineLength),
                new ReadOnlySpan<byte>(exceptionBytes, (int)exceptionLength),
                new ReadOnlySpan<byte>(nameBytes, (int)nameLength));
            state = FindOrAdd(code, facts, entry);
        }
        else
        {
            GuestProcess.Spool.CountLoss(SpoolLossReasons.InterpreterError);
        }

        References.Release(bytecode);
        return state;
    }

    private CodeState* FindOrAdd(PyObject* code, CodeFacts facts, int entry)
    {
        var hash = facts.Hash;
        var shared = ObjectLayout.IsFreeThreaded;
        gate.Enter(shared);
        var state = codes.Find(facts, hash);
        var isNew = state == null;
        if (isNew)
        {
            state = codes.Add(facts, hash, Opcodes.Of(minor), entry, branches, probes.IsOpen);
        }
        else if (state->RunsOften && !state->IsCounted)
        {
            CodeTable.Count(state, facts, Opcodes.Of(minor), entry, branches);
        }

        var entered = state != null && states.TrySet(code, state);
        gate.Leave(shared);
        if (state != null && !entered)
        {
            GuestProcess.Spool.CountLoss(SpoolLossReasons.NoMemory);
            return null;
        }

        if (isNew && state != null && facts.IsModule)
        {
            ModuleLines.Record(code, facts.Shape.File, usesCache && IsCached(code));
        }

        return state;
    }

    private readonly bool IsCached(PyObject* module) =>
        Texts.TryGetUtf8(Codes.FileName(module), out var bytes, out var length)
        && BytecodeCache.Has(new ReadOnlySpan<byte>(bytes, (int)length), minor);

    private CodeState* StateOf(PyObject* code)
    {
        var shared = ObjectLayout.IsFreeThreaded;
        gate.Enter(shared);
        var state = states.Of(code);
        gate.Leave(shared);
        return state;
    }

    private readonly int SourceOf(CodeState* state, int offset) =>
        BranchReader.SourceOfEvent(state->Bytecode, Opcodes.Of(minor), offset);

    private readonly EventSet Wanted(CodeState* state)
    {
        var events = monitoring.Events;
        var wanted = state->LinesLeft > 0 || !state->RunsOften ? events.Line : EventSet.None;
        if (!branches)
        {
            return wanted;
        }

        wanted |= !InstructionEvents.IsEmpty && state->HasAsyncLoop(Opcodes.Of(minor)) ? InstructionEvents : EventSet.None;
        wanted |= state->LeftArmsLeft > 0 ? events.BranchLeft : EventSet.None;
        wanted |= state->RightArmsLeft > 0 ? events.BranchRight : EventSet.None;
        wanted |= state->LeftArmsLeft + state->RightArmsLeft > 0 ? events.Branch : EventSet.None;
        return wanted;
    }

    private void Arm(PyObject* code, CodeState* state)
    {
        var wanted = Wanted(state);
        if (wanted.IsEmpty)
        {
            return;
        }

        if (!monitoring.SetLocalEvents(tool, code, wanted))
        {
            GuestProcess.Spool.CountLoss(SpoolLossReasons.InterpreterError);
        }
        else if (probes.IsOpen)
        {
            state->ReleaseSeenLines(code, ref probes);
        }
    }

    private readonly void Retire(PyObject* code, CodeState* state)
    {
        // Where single probes can be taken out, nothing is left over that would have to be taken out together.
        if (probes.IsOpen || keepsProbes || !state->RunsOften)
        {
            return;
        }

        // Without the interpreter's lock two threads may have counted one location twice.
        if (ObjectLayout.IsFreeThreaded)
        {
            state->Recount(Opcodes.Of(minor), branches);
        }

        _ = monitoring.SetLocalEvents(tool, code, Wanted(state));
    }
}
