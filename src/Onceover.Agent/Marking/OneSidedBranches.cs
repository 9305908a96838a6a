using Onceover.Bytecode;
using Onceover.CPython;
using Onceover.Store;

namespace Onceover.Agent;

/// <summary>
/// What becomes of branches that only ever go one way, where one event stands for both arms (3.12, 3.13): the event cannot be switched off
/// while an arm is missing, and costs more than the branch. Nothing is done before a code object has wasted about as much as the remedy costs. Then
/// it is found out what else tells the missing arms: where a line or a jump does, the branch's event goes; for the others the code gets a
/// marked copy, in which the running frame goes on, and which its function has from then on.
/// </summary>
/// <remarks>
/// That a function has another code object can be seen. So it is done only where nobody looks: no other tool, trace or profile function
/// has events there, and nobody but frames, their functions and the constants of their code has the code object (<see cref="CodeHolders"/>).
/// </remarks>
internal unsafe struct OneSidedBranches
{
    /// <summary>How many events are about as dear as finding out what tells the arms.</summary>
    private const int PlanAfter = 64;

    /// <summary>How many events are about as dear as a marked copy.</summary>
    private const int CopyAfter = 256;

    /// <summary>After how many events code that could not be copied is named: some milliseconds.</summary>
    private const int NameAfter = 1 << 16;

    private const int Never = int.MaxValue;

    private CodeMarker marker;
    private MarkedCopies copies;
    private int planAfter;
    private int copyAfter;

    /// <param name="minor">12 for CPython 3.12, and so on.</param>
    /// <param name="eagerly">Whether to lose no time: for tests.</param>
    public static OneSidedBranches Open(int minor, bool eagerly) =>
        new() { marker = CodeMarker.Open(minor), planAfter = eagerly ? 1 : PlanAfter, copyAfter = eagerly ? 1 : CopyAfter };

    /// <summary>A branch went a way that it had gone before, and the other arm is missing.</summary>
    /// <param name="code">Borrowed.</param>
    /// <param name="state">Its state.</param>
    /// <param name="arm">The one that was taken.</param>
    /// <param name="destination">Where it leads.</param>
    /// <param name="states">Of the interpreter.</param>
    /// <param name="events">Ours.</param>
    /// <returns>Whether the missing arm will be told otherwise.</returns>
    public bool Pass(PyObject* code, CodeState* state, int arm, int destination, ref CodeStates states, ref OwnEvents events)
    {
        if (!marker.IsOpen)
        {
            return false;
        }

        var passes = ++state->OneSided;
        if (state->Marks == null && (passes < planAfter || state->Patience == Never || !TryPlan(state)))
        {
            return false;
        }

        switch (state->Marks->TellingOf(arm ^ 1))
        {
            case ArmTelling.ByLineOrNothing:
                return true;
            case ArmTelling.ByJump:
                return events.Arm(code, state);
            default:
                var copy = states.CopyOf(code);
                if (copy == null && state->OneSided >= state->Patience)
                {
                    copy = MakeCopy(code, state, arm, destination, ref states, ref events);
                }

                if (copy != null)
                {
                    GoOn(copy, state, arm, destination, ref events);
                }

                return false;
        }
    }

    /// <summary>Whether a code object is a marked copy: it is known, and has its events.</summary>
    public readonly bool IsCopy(PyObject* code, ref CodeStates states)
    {
        var state = marker.IsOpen ? states.Of(code) : null;
        return state != null && state->IsCopy;
    }

    public void Free()
    {
        marker.Free();
        copies.Free();
    }

    private bool TryPlan(CodeState* state)
    {
        // The ends of an async for are told by their offsets, which are others in a copy.
        if (!state->HasAsyncLoop(Opcodes.Of(Interpreter.Minor)) && marker.TryPlan(state, out var marking))
        {
            state->Marks = ArmMarks.New(ref marking, marking.ToldByJumps, marking.Units, state->Extent, state->Shape.BytecodeLength);
        }

        state->OneSided = 0;
        state->Patience = state->Marks != null ? copyAfter : Never;
        if (state->Marks == null)
        {
            Name(state);
        }

        return state->Marks != null;
    }

    private MarkedCopy* MakeCopy(PyObject* code, CodeState* state, int arm, int destination, ref CodeStates states, ref OwnEvents events)
    {
        if (state->OneSided >= NameAfter && !state->IsNamed)
        {
            Name(state);
        }

        // The next attempt comes when as much again was wasted.
        state->Patience = state->Patience < Never / 2 ? 2 * state->Patience : Never;
        if (!marker.KnowsLayout(code)
            || !Frame.TryGetJumping(code, arm & ~1, destination, out var frame)
            || events.HasOthers(code)
            || !events.AreAlone
            || new CodeLayout(code).IsRemembered
            || (state->RunsOften && !CodeHolders.AreKnown(frame, code))
            || !marker.TryPlan(state, out var marking))
        {
            return null;
        }

        copies.Sweep(ref states);
        var made = CodeMarker.Copy(code, ref marking);
        if (made == null)
        {
            state->Patience = Never;
            Name(state);
            return null;
        }

        var copy = MarkedCopy.New(code, made, state, ref marking, Opcodes.Of(Interpreter.Minor));
        References.Release(made);
        if (copy == null)
        {
            return null;
        }

        if (!states.TrySet(made, &copy->State))
        {
            copy->Free();
            return null;
        }

        if (!events.ArmUnrun(made, &copy->State) || new CodeLayout(made).EventVersionOf != new CodeLayout(code).EventVersionOf || !copies.TryAdd(copy))
        {
            states.Forget(made);
            copy->Free();
            state->Patience = Never;
            return null;
        }

        states.SetCopy(copy);
        state->OneSided = 0;
        state->Patience = copyAfter;
        return copy;
    }

    /// <summary>Has the running frame's function start in the copy, and the frame go on there.</summary>
    private static void GoOn(MarkedCopy* copy, CodeState* state, int arm, int destination, ref OwnEvents events)
    {
        var code = copy->Original;
        var place = copy->DestinationOf(arm);
        if (place < 0 || events.HasOthers(code) || !Frame.TryGetJumping(code, arm & ~1, destination, out var frame))
        {
            return;
        }

        // Events of others that came since are to be in the copy as well, which it only takes over when it starts.
        if (new CodeLayout(copy->Copy).EventVersionOf != new CodeLayout(code).EventVersionOf && !events.Renew(copy->Copy, &copy->State))
        {
            return;
        }

        var function = frame.Function;
        if (state->RunsOften && Functions.IsFunction(function) && Functions.CodeOf(function) == code)
        {
            _ = Functions.TrySetCode(function, copy->Copy);
        }

        if (frame.IsHeld)
        {
            return;
        }

        // No line event follows: the interpreter takes the frame for having been there already.
        var line = state->LineAt(destination);
        if (line != state->LineAt(arm & ~1))
        {
            state->SeeLine(line);
            events.ReleaseLine(copy->Copy, &copy->State, line);
        }

        frame.GoOnIn(copy->Copy, place);
    }

    private static void Name(CodeState* state)
    {
        state->IsNamed = true;
        _ = SpoolRecords.AppendNote(GuestProcess.Spool, SpoolNoteKind.Unmarked, state->Name);
    }
}
