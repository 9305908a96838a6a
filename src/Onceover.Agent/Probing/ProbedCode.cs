using Onceover.Bytecode;
using Onceover.CPython;

namespace Onceover.Agent;

/// <summary>One code object that has probes, or had them: which are still in it. Memory of the C library.</summary>
internal unsafe struct ProbedCode
{
    private const byte Line = 1;
    private const byte Arms = 2;

    /// <summary>Borrowed, and perhaps gone; see <see cref="IsOf"/>.</summary>
    private PyObject* code;

    /// <summary>What <c>co_code</c> gives; owned, so that no other code object can have it.</summary>
    private PyObject* bytecode;

    private byte* original;
    private CodeState* state;
    private ProbePlan* plan;
    private byte* pending;

    /// <summary>Whether there is room for landings.</summary>
    private bool lands;

    /// <summary>Fills it in for a code object that runs for the first time, and puts its probes in. False if there is no memory.</summary>
    public bool TryPlace(PyObject* code, CodeState* state, ProbePlan* plan)
    {
        Free();
        if (!Texts.TryGetBytes(TrapCodes.BytecodeOf(code), out original, out _))
        {
            return false;
        }

        pending = (byte*)Libc.calloc(1, (nuint)plan->Units + 1);
        if (pending == null)
        {
            return false;
        }

        this.code = code;
        this.state = state;
        this.plan = plan;
        bytecode = References.Keep(TrapCodes.BytecodeOf(code));
        lands = TrapCodes.UnitsOf(code) >= plan->Units + (plan->Landings * Landing.Size);
        var running = TrapCodes.RunningOf(code);
        for (var unit = 0; unit < plan->Units; unit++)
        {
            if (!plan->IsSiteAt(unit))
            {
                continue;
            }

            var wanted = plan->IsLineSiteAt(unit) && !state->IsLineSeen(plan->LineAt(unit)) ? Line : 0;
            wanted |= plan->HasArms(unit) && plan->IsArmLeft(unit, lands, ref *state) ? Arms : 0;
            if (wanted != 0 && running[2 * unit] == original[2 * unit])
            {
                pending[unit] = (byte)wanted;
                running[2 * unit] = TrapOpcode.Value;
            }
        }

        for (var i = 0; lands && i < plan->Landings; i++)
        {
            if (!state->IsArmSeen(plan->LandingAt(i).Arm))
            {
                plan->LandingAt(i).PutIn(running);
            }
        }

        return true;
    }

    /// <summary>Whether it is of this very code object, and not of one that lay at its address before.</summary>
    public readonly bool IsOf(PyObject* other) => code == other && bytecode != null && TrapCodes.BytecodeOf(other) == bytecode;

    public readonly bool LiesAt(PyObject* other) => code == other;

    /// <summary>Records the branch that led to a landing, and leads it where it belongs.</summary>
    /// <param name="unit">Behind the code.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="target">Where it leads.</param>
    /// <returns>Whether there is a landing.</returns>
    public readonly bool TryLand(int unit, out int branch, out int target)
    {
        var index = (unit - plan->Units) / Landing.Size;
        if (index < 0 || index >= plan->Landings)
        {
            branch = target = 0;
            return false;
        }

        ref var landing = ref plan->LandingAt(index);
        branch = landing.Branch;
        target = landing.Target;
        state->SeeArm(landing.Arm);
        landing.TakeOut(TrapCodes.RunningOf(code));
        return true;
    }

    /// <summary>Records what a probe tells, and takes out those that have nothing more to tell.</summary>
    /// <param name="unit">Where it is in the code that is shown.</param>
    /// <param name="previous">The instruction that ran before in the frame.</param>
    public readonly void Hit(int unit, int previous)
    {
        if ((pending[unit] & Line) != 0)
        {
            SeeLine(plan->LineAt(unit));
        }

        if ((pending[unit] & Arms) != 0)
        {
            plan->SeeArm(unit, SourceOf(previous), ref *state);
            if (!plan->IsArmLeft(unit, lands, ref *state))
            {
                pending[unit] &= unchecked((byte)~Arms);
            }
        }

        if (pending[unit] == 0)
        {
            TakeOut(unit);
        }
    }

    public void Free()
    {
        Libc.free(pending);
        References.Release(bytecode);
        this = default;
    }

    private readonly void SeeLine(int line)
    {
        state->SeeLine(line);
        for (var site = plan->FirstSite(line); site >= 0; site = plan->NextSite(site))
        {
            if ((pending[site] & Line) != 0)
            {
                pending[site] &= unchecked((byte)~Line);
                if (pending[site] == 0)
                {
                    TakeOut(site);
                }
            }
        }
    }

    /// <summary>The instruction that jumped: a comparison may have done it for the jump behind it.</summary>
    private readonly int SourceOf(int previous) =>
        (uint)previous < (uint)plan->Units && Quickening.IsFusedCompare(TrapCodes.RunningOf(code)[2 * previous])
            ? previous + Quickening.CompareUnits
            : previous;

    /// <summary>Leaves the code as if there had been no probe: quickened, if the rest was in the meantime.</summary>
    private readonly void TakeOut(int unit)
    {
        var running = TrapCodes.RunningOf(code);
        var opcode = original[2 * unit];
        if (running[2 * unit] != TrapOpcode.Value)
        {
            return;
        }

        running[2 * unit] = opcode;
        if (TrapCodes.IsQuickened(code))
        {
            running[2 * unit] = QuickForm(running, unit);
            QuickenBefore(running, unit);
        }
    }

    private readonly byte QuickForm(byte* running, int unit)
    {
        var opcode = original[2 * unit];
        var alone = Quickening.Alone(opcode);
        var pair = alone == opcode && plan->HasOpcode(unit + 1) && running[2 * (unit + 1)] != TrapOpcode.Value
            ? Quickening.Pair(opcode, original[2 * (unit + 1)])
            : (byte)0;
        return pair != 0 ? pair : alone;
    }

    /// <summary>What the interpreter would have done to the instructions before, if it had known what comes after them.</summary>
    private readonly void QuickenBefore(byte* running, int unit)
    {
        var opcode = original[2 * unit];
        var before = unit - 1;
        if (plan->HasOpcode(before) && running[2 * before] == original[2 * before])
        {
            var pair = Quickening.Pair(original[2 * before], opcode);
            running[2 * before] = pair != 0 ? pair : running[2 * before];
        }

        // A comparison that finds no jump behind it gives specialising up.
        var compare = unit - Quickening.CompareUnits;
        if (Quickening.CanBeFused(opcode) && plan->HasOpcode(compare)
            && running[2 * compare] == Quickening.CompareOp && original[2 * compare] == Quickening.CompareOp)
        {
            running[2 * compare] = Quickening.CompareOpAdaptive;
            running[(2 * compare) + 2] = 0;
            running[(2 * compare) + 3] = 0;
        }

        // An addition whose result goes back to where it came from is specialised as such.
        var addition = unit - Quickening.BinaryOpUnits;
        if (opcode == Quickening.StoreFast && plan->HasOpcode(addition) && original[2 * addition] == Quickening.BinaryOp
            && running[2 * addition] == Quickening.BinaryOpAddUnicode)
        {
            running[2 * addition] = Quickening.BinaryOpAdaptive;
            running[(2 * addition) + 2] = 0;
            running[(2 * addition) + 3] = 0;
        }
    }
}
