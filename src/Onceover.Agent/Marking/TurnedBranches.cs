using Onceover.Bytecode;
using Onceover.CPython;
using Onceover.CPython.Monitoring;

namespace Onceover.Agent;

/// <summary>
/// What becomes of branches whose jump is never taken, in an interpreter that compiles to machine code (3.14 and 3.15 with the JIT): it does not
/// compile across the event that waits for the jump. Code that has fallen through such branches as often as the remedy costs gets them turned round
/// (<see cref="BranchTurner"/>), so that the event lies where nobody passes. Without that compiler the event costs next to nothing, and stays.
/// </summary>
/// <remarks>
/// That changes the code object's hash, which a dictionary relies on. So it is done only where nobody looks: see <see cref="OneSidedBranches"/>.
/// </remarks>
internal unsafe struct TurnedBranches
{
    /// <summary>How many events are about as dear as turning.</summary>
    private const int TurnAfter = 64;

    /// <summary>Each attempt waits for so many times as many events.</summary>
    private const int MorePatience = 16;

    /// <summary>What waits longer is left as it is: some milliseconds.</summary>
    private const int MostPatience = 1 << 14;

    private const int Never = int.MaxValue;

    /// <summary>From a branch to where its left arm leads: behind a cache and a NOT_TAKEN.</summary>
    private const int LeftArm = 6;

    private BranchTurner turner;
    private CodeMarker marker;
    private MachineCodeCompiler compiler;
    private int turnAfter;
    private bool isEager;
    private bool isPossible;

    /// <param name="eagerly">Whether to lose no time, and to do it without that compiler too: for tests.</param>
    public static TurnedBranches Open(bool eagerly) =>
        new() { isEager = eagerly, isPossible = true, turnAfter = eagerly ? 1 : TurnAfter, compiler = eagerly ? default : MachineCodeCompiler.Find() };

    /// <summary>Whether any branch may be turned.</summary>
    public readonly bool IsOpen => turner.IsOpen;

    /// <summary>A branch fell through.</summary>
    /// <param name="code">Borrowed.</param>
    /// <param name="state">Its state.</param>
    /// <param name="source">The branch's offset.</param>
    /// <param name="events">Ours.</param>
    /// <returns>Whether the event has nothing more to tell.</returns>
    public bool Pass(PyObject* code, CodeState* state, int source, ref OwnEvents events)
    {
        if ((!IsOpen && !TryOpen(ref events)) || state->Patience == Never || state->IsArmSeen(source + 1) || !turner.CanTurn(code, state->Bytecode, source))
        {
            return true;
        }

        state->Patience = state->Patience == 0 ? turnAfter : state->Patience;
        if (++state->OneSided < state->Patience)
        {
            return false;
        }

        if (IsUnwatched(code, state, source, ref events) && TurnAll(code, state, ref events))
        {
            state->OneSided = 0;
            state->Patience = turnAfter;
            return false;
        }

        state->Patience = state->Patience < MostPatience ? MorePatience * state->Patience : Never;
        return state->Patience == Never;
    }

    /// <summary>Whether a branch is turned that tells its right arm: control comes where the left one leads.</summary>
    public static bool IsLeft(CodeState* state, int source, int destination) =>
        destination == source + LeftArm && state->Bytecode[source + 1] != 1 && state->IsOfKind(source + LeftArm - 2, OpKind.Nothing, Opcodes.Of(Interpreter.Minor));

    /// <summary>The branch that the jump at an offset belongs to; −1 for the compiler's own jumps.</summary>
    public static int SourceOf(CodeState* state, int jump) =>
        state->IsOfKind(jump, OpKind.Nothing, Opcodes.Of(Interpreter.Minor)) ? jump - LeftArm + 2 : -1;

    /// <summary>Takes the JUMP events out of a code object that were only asked for since others of it had to have one.</summary>
    /// <param name="code">Borrowed; it has the events of its state.</param>
    /// <param name="state">Its state.</param>
    public readonly void DisarmJumps(PyObject* code, CodeState* state)
    {
        var instructions = new InstructionReader(state->Bytecode, Opcodes.Of(Interpreter.Minor));
        while (state->HasTurned && instructions.MoveNext())
        {
            turner.Disarm(code, state->Bytecode, instructions.Current.Offset);
        }
    }

    public void Free()
    {
        compiler.Close();
        marker.Free();
    }

    private bool TryOpen(ref OwnEvents events)
    {
        if (!isPossible || (!isEager && !compiler.IsOn()))
        {
            return false;
        }

        isPossible = BranchTurner.TryOpen(events.Monitoring, events.Tool, out turner);
        return isPossible;
    }

    private bool IsUnwatched(PyObject* code, CodeState* state, int source, ref OwnEvents events) =>
        marker.KnowsLayout(code)
        && Frame.TryGetJumping(code, source + LeftArm - 2, source + LeftArm, out var frame)
        && !events.HasOthers(code)
        && events.AreAlone
        && !new CodeLayout(code).IsRemembered
        && (!state->RunsOften || CodeHolders.AreKnown(frame, code));

    private readonly bool TurnAll(PyObject* code, CodeState* state, ref OwnEvents events)
    {
        state->HasTurned = true;
        if (!events.Arm(code, state))
        {
            return false;
        }

        DisarmJumps(code, state);
        var branches = new BranchReader(state->Bytecode, Opcodes.Of(Interpreter.Minor));
        while (branches.MoveNext())
        {
            var source = branches.Current.Source;
            if (state->IsArmSeen(source) && !state->IsArmSeen(source + 1) && turner.CanTurn(code, state->Bytecode, source))
            {
                turner.Turn(code, state->Bytecode, source);
            }
        }

        return true;
    }
}
