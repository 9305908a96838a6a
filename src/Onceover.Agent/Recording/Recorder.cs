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
    private OwnEvents events;
    private int minor;
    private bool branches;

    /// <summary>Whether what lies in <c>__pycache__</c> is compiled as this interpreter compiles: not with <c>-O</c>, which leaves statements out.</summary>
    private bool usesCache;

    private FileTable files;
    private CodeTable codes;
    private CodeStates states;
    private Gate gate;
    private OneSidedBranches oneSided;
    private bool freesLongLoops;
    private bool gaveUp;

    /// <summary>What callbacks return to switch an event off; borrowed.</summary>
    public readonly PyObject* Disable => events.Monitoring.Disable;

    public readonly MonitoringModule Monitoring => events.Monitoring;

    public readonly Tool Tool => events.Tool;

    /// <inheritdoc cref="OwnEvents.OfAsyncLoops"/>
    public readonly EventSet AsyncLoopEvents => events.OfAsyncLoops;

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

        if (!MonitoringModule.TryOpen(out var monitoring))
        {
            _ = SpoolRecords.AppendNote(spool, SpoolNoteKind.InterpreterMismatch, "sys.monitoring"u8);
            return false;
        }

        recorder->branches = GuestProcess.Scope.Branches;
        recorder->usesCache = !Interpreter.Optimizes;
        if (!TryClaimTool(monitoring, out var tool))
        {
            _ = SpoolRecords.AppendNote(spool, SpoolNoteKind.NoToolId, default);
            monitoring.Close();
            return false;
        }

        recorder->events = OwnEvents.Open(monitoring, tool, recorder->minor, recorder->branches, GuestProcess.Scope.KeepsProbes);
        if (recorder->branches && recorder->events.ReleasesLines)
        {
            recorder->oneSided = OneSidedBranches.Open(recorder->minor, GuestProcess.Scope.FreesBranchesEagerly);
            recorder->freesLongLoops = recorder->minor == 15 && !ObjectLayout.IsFreeThreaded && MachineCodeCompiler.IsAvailable();
        }

        return true;
    }

    /// <summary>A code object starts for the first time, or after somebody restarted all events.</summary>
    /// <param name="code">Borrowed.</param>
    /// <param name="entry">The offset of the instruction that starts it.</param>
    public void Start(PyObject* code, int entry)
    {
        if (oneSided.IsCopy(code, ref states))
        {
            return;
        }

        var file = files.RecordOf(Codes.FileName(code), ref gate);
        var state = file == 0 ? null : Describe(code, file, entry);
        if (state != null)
        {
            var ranges = events.ArmsDirectly || freesLongLoops ? codes.RangesOf(state) : default;
            events.ArmStarting(code, state, ranges, entry);
            if (freesLongLoops && !state->LacksLongLoops && !events.HasOthers(code))
            {
                LongLoops.Free(code, state, ranges, ref events);
            }
        }
        else
        {
            events.LeaveAlone(code);
        }
    }

    /// <returns>Whether the event has nothing more to tell, and may be switched off.</returns>
    public bool Line(PyObject* code, int line)
    {
        var state = StateOf(code);
        if (state == null)
        {
            return true;
        }

        state->SeeLine(line);
        if (state->Loops != null)
        {
            state->Loops->See(line, state);
        }

        if (events.ReleasesLines)
        {
            events.ReleaseLine(code, state, line);
        }
        else if (state->LinesLeft <= 0)
        {
            events.Retire(code, state);
        }

        return !events.HasInstructionsOfOthers(code);
    }

    public void LeftArm(PyObject* code, int offset, int destination)
    {
        var state = StateOf(code);
        if (state == null)
        {
            return;
        }

        state->SeeLeft(ArmEvents.SourceOfLeft(state->Bytecode, Opcodes.Of(minor), offset, destination));
        if (state->LeftArmsLeft <= 0)
        {
            events.Retire(code, state);
        }
    }

    public void RightArm(PyObject* code, int offset, int destination)
    {
        var state = StateOf(code);
        if (state == null)
        {
            return;
        }

        state->SeeRight(ArmEvents.SourceOfRight(state->Bytecode, Opcodes.Of(minor), offset, destination));
        if (state->RightArmsLeft <= 0)
        {
            events.Retire(code, state);
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
        var arm = destination == next ? offset : offset + 1;
        state->SeeArm(arm);
        if (!state->BothArmsSeen(offset))
        {
            return oneSided.Pass(code, state, arm, destination, ref states, ref events);
        }

        if (state->LeftArmsLeft + state->RightArmsLeft <= 0)
        {
            events.Retire(code, state);
        }

        return true;
    }

    /// <summary>An instruction runs in code that has an <c>async for</c>: what ends one tells that it is exhausted, what ends its await that there is an item.</summary>
    public void Instruction(PyObject* code, int offset)
    {
        var state = StateOf(code);
        if (state != null
            && (state->IsOfKind(offset, OpKind.EndAsyncFor, Opcodes.Of(minor)) || state->IsOfKind(offset, OpKind.EndSend, Opcodes.Of(minor))))
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

    /// <summary>A jump, where it may tell an arm.</summary>
    public void Jump(PyObject* code, int offset)
    {
        var state = StateOf(code);
        if (state == null || state->Marks == null)
        {
            return;
        }

        state->Marks->SeeJump(offset, ref *state);
    }

    /// <summary>The interpreter is done with the recorder: its callbacks are gone, with the interpreter or because another tool took them out.</summary>
    public void Close()
    {
        if (!gaveUp && !Interpreter.IsEnding)
        {
            _ = SpoolRecords.AppendNote(GuestProcess.Spool, SpoolNoteKind.ToolIdLost, default);
        }

        events.Close();
        oneSided.Free();
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
        byte* lines = null;
        nint length = 0;
        var known = bytecode != null && Texts.TryGetBytes(Codes.LineTable(code), out lines, out length);
        var state = CodeReading.TryRead(code, bytecode, known ? lines : null, length, file, out var facts)
            ? FindOrAdd(code, facts, entry)
            : null;
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
            state = codes.Add(facts, hash, Opcodes.Of(minor), entry, branches, events.ReleasesLines, events.ArmsDirectly);
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
        if (!ObjectLayout.IsFreeThreaded)
        {
            return states.Of(code);
        }

        gate.Enter(true);
        var state = states.Of(code);
        gate.Leave(true);
        return state;
    }
}
