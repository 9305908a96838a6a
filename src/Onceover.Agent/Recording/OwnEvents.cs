using Onceover.Bytecode;
using Onceover.CPython;
using Onceover.CPython.Monitoring;
using Onceover.Store;

namespace Onceover.Agent;

/// <summary>The events that code objects have for us, and others beside them.</summary>
internal unsafe struct OwnEvents
{
    private MonitoringModule monitoring;
    private Tool tool;
    private LineProbes probes;
    private DirectArming direct;
    private Superinstructions superinstructions;
    private int minor;
    private bool branches;
    private bool keepsProbes;

    /// <summary>Takes both over.</summary>
    /// <param name="monitoring">Of the current interpreter.</param>
    /// <param name="tool">Ours, with no events.</param>
    /// <param name="minor">12 for CPython 3.12, and so on.</param>
    /// <param name="branches">Whether branches are recorded.</param>
    /// <param name="keepsProbes">Whether nothing is taken out of code objects but what an event reported.</param>
    public static OwnEvents Open(MonitoringModule monitoring, Tool tool, int minor, bool branches, bool keepsProbes)
    {
        var events = new OwnEvents { monitoring = monitoring, tool = tool, minor = minor, branches = branches, keepsProbes = keepsProbes };
        if (!keepsProbes)
        {
            _ = LineProbes.TryOpen(monitoring, tool, out events.probes);
            events.superinstructions = Superinstructions.Learn();
            events.direct = DirectArming.Open(events.probes, minor, events.OfEverything, monitoring.Events.PyStart);
        }

        return events;
    }

    public readonly MonitoringModule Monitoring => monitoring;

    public readonly Tool Tool => tool;

    /// <summary>Those of instructions, if an <c>async for</c> has no branch event that would tell its end (before 3.14).</summary>
    public readonly EventSet OfAsyncLoops => branches && !monitoring.Events.SplitsBranches ? monitoring.Events.Instruction : EventSet.None;

    /// <summary>Whether single line probes can be taken out of code.</summary>
    public readonly bool ReleasesLines => probes.IsOpen;

    /// <summary>Whether it helps to know a starting code object's line ranges.</summary>
    public readonly bool ArmsDirectly => direct.IsOpen;

    /// <summary>Whether no other tool is registered.</summary>
    public readonly bool AreAlone => monitoring.IsAlone(tool);

    /// <inheritdoc cref="LineProbes.HasOthers"/>
    public readonly bool HasOthers(PyObject* code) => probes.HasOthers(code);

    /// <summary>Whether another tool would miss an instruction if a line's event were switched off now.</summary>
    public readonly bool HasInstructionsOfOthers(PyObject* code) => probes.IsOpen && probes.HasInstructionsOfOthers(code);

    /// <inheritdoc cref="LineProbes.Disarm"/>
    public readonly void Disarm(PyObject* code, int offset, byte armed, byte compiled) => probes.Disarm(code, offset, armed, compiled);

    /// <summary>As <see cref="Arm"/>, for a code object that is starting.</summary>
    /// <param name="code">Borrowed.</param>
    /// <param name="state">Its state.</param>
    /// <param name="ranges">Of its line table; none, if they are not known.</param>
    /// <param name="entry">The offset of the instruction that starts it.</param>
    public void ArmStarting(PyObject* code, CodeState* state, ReadOnlySpan<LineRange> ranges, int entry)
    {
        if (ranges.Length > 0 && direct.TryArm(code, state, ranges, entry, Wanted(state), monitoring, tool))
        {
            state->ReleaseSeenLines(code, ref probes);
        }
        else
        {
            if (direct.IsOpen && !state->RunsOften && Opcodes.Of(minor).HaveLoop(state->Bytecode, entry))
            {
                state->PlaceLines(ranges);
            }

            _ = Arm(code, state);
        }
    }

    /// <summary>Has a code object report what its state lacks. False, which is counted, if the interpreter refuses.</summary>
    public bool Arm(PyObject* code, CodeState* state)
    {
        var armed = TryArm(code, state);
        if (!armed)
        {
            GuestProcess.Spool.CountLoss(SpoolLossReasons.InterpreterError);
        }

        return armed;
    }

    /// <summary>As <see cref="Arm"/>, for a code object that was just made: if the interpreter refuses, nobody will run it, and nothing is lost.</summary>
    public bool ArmUnrun(PyObject* code, CodeState* state)
    {
        var armed = TryArm(code, state);
        superinstructions.RestoreUnrun(code);
        return armed;
    }

    /// <summary>Undoes what the interpreter did to code that is not ours when it asked us about its start.</summary>
    public readonly void LeaveAlone(PyObject* code)
    {
        var bytecode = superinstructions.Exist ? Codes.Bytecode(code) : null;
        if (bytecode != null && Texts.TryGetBytes(bytecode, out var bytes, out var length))
        {
            superinstructions.Restore(code, new ReadOnlySpan<byte>(bytes, (int)length), 0, (int)length);
        }

        References.Release(bytecode);
    }

    /// <summary>Arms a code object anew, which lets the interpreter bring it up to date with the events of all tools.</summary>
    public bool Renew(PyObject* code, CodeState* state) => monitoring.SetLocalEvents(tool, code, EventSet.None) && Arm(code, state);

    /// <summary>Takes the probes of a line that was seen out of a code object.</summary>
    public void ReleaseLine(PyObject* code, CodeState* state, int line)
    {
        state->ReleaseLine(code, line, ref probes);
        if (superinstructions.Exist)
        {
            state->RestoreLine(code, line, ref superinstructions);
        }
    }

    /// <summary>Takes events out of a code object that has told all of their kind.</summary>
    public readonly void Retire(PyObject* code, CodeState* state)
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

    public void Close()
    {
        direct.Free();
        monitoring.Forget(tool);
        monitoring.Close();
    }

    private readonly EventSet OfEverything =>
        monitoring.Events.Line | monitoring.Events.BranchLeft | monitoring.Events.BranchRight | monitoring.Events.Branch;

    private bool TryArm(PyObject* code, CodeState* state)
    {
        var wanted = Wanted(state);
        if (!wanted.IsEmpty && !monitoring.SetLocalEvents(tool, code, wanted))
        {
            return false;
        }

        if (probes.IsOpen && !wanted.IsEmpty)
        {
            state->ReleaseSeenLines(code, ref probes);
        }

        superinstructions.Restore(code, state->Compiled, 0, state->Shape.BytecodeLength);
        return true;
    }

    private readonly EventSet Wanted(CodeState* state)
    {
        var events = monitoring.Events;
        var wanted = state->LinesLeft > 0 || !state->RunsOften ? events.Line : EventSet.None;
        if (!branches)
        {
            return wanted;
        }

        wanted |= state->Marks != null && state->Marks->HasJumps ? events.Jump : EventSet.None;
        if (state->IsCopy)
        {
            return wanted;
        }

        wanted |= !OfAsyncLoops.IsEmpty && state->HasAsyncLoop(Opcodes.Of(minor)) ? OfAsyncLoops : EventSet.None;
        wanted |= state->LeftArmsLeft > 0 ? events.BranchLeft : EventSet.None;
        wanted |= state->RightArmsLeft > 0 ? events.BranchRight : EventSet.None;
        wanted |= state->LeftArmsLeft + state->RightArmsLeft > 0 ? events.Branch : EventSet.None;
        return wanted;
    }
}
