using Onceover.Bytecode;
using Onceover.CPython;
using Onceover.CPython.Monitoring;
using Onceover.Store;

namespace Onceover.Agent;

/// <summary>
/// Arms code objects that start for the first time, in a fifth of the time that <c>set_local_events</c> takes, where the result is the same to the
/// byte: that is compared on the first ones, and on each that has an instruction not seen before. One difference, and everything is left to the
/// interpreter for good. No machine code has to be thrown away, as <c>set_local_events</c> does: none was made of code that has not run.
/// </summary>
internal unsafe struct DirectArming
{
    /// <summary>So many code objects have to agree.</summary>
    private const int Enough = 12;

    private EventMemory memory;
    private EventOpcodes opcodes;
    private EventSet events;
    private EventSet everywhere;
    private int* scratch;
    private int room;
    private int agreements;

    public readonly bool IsOpen => memory.IsOpen;

    /// <param name="probes">Those of the tool.</param>
    /// <param name="version">The interpreter's minor version.</param>
    /// <param name="events">What a code object has that reports everything; nothing else is armed here.</param>
    /// <param name="everywhere">What the tool has everywhere.</param>
    public static DirectArming Open(LineProbes probes, int version, EventSet events, EventSet everywhere)
    {
        var arming = new DirectArming { memory = probes.Memory, events = events, everywhere = everywhere };
        if (arming.IsOpen)
        {
            arming.opcodes.Fill(version);
        }

        return arming;
    }

    /// <summary>Arms a code object. False if that is left to the interpreter; nothing has changed then.</summary>
    /// <param name="code">Borrowed; it is starting.</param>
    /// <param name="state">Its state.</param>
    /// <param name="ranges">Of its line table.</param>
    /// <param name="entry">The offset of the instruction that starts it.</param>
    /// <param name="wanted">What it is to report.</param>
    /// <param name="monitoring">The interpreter's, which is asked until it is known what it does.</param>
    /// <param name="tool">Ours.</param>
    public bool TryArm(PyObject* code, CodeState* state, ReadOnlySpan<LineRange> ranges, int entry, EventSet wanted, MonitoringModule monitoring, Tool tool)
    {
        var units = state->Shape.BytecodeLength / 2;
        var size = EventPlan.SizeFor(state->Shape.FirstLine, state->LowestLine + state->LineCount - 1);
        if (!memory.IsOpen || wanted.Bits != events.Bits || Codes.LengthOf(code) != 2 * units || (uint)entry / 2 >= (uint)units
            || size == 0 || !memory.IsUntouched(code) || !HasRoom(2 * units))
        {
            return false;
        }

        var lines = EventMemory.New(EventPlan.MemoryFor(units, size));
        if (lines == null)
        {
            return false;
        }

        var plan = new EventPlan(state->Pieces, units, entry / 2, scratch, lines, size);
        var isPlanned = plan.TryFill(ranges, state->Tables.ExceptionTable, state->Shape.FirstLine, ref opcodes);
        state->LacksLongLoops = isPlanned && !plan.HasLongLoop;
        if (isPlanned && plan.HasLoop)
        {
            state->PlaceLines(ranges);
        }

        if (isPlanned && agreements >= Enough && plan.IsKnown(ref opcodes))
        {
            plan.Write(memory.BytecodeOf(code), memory.LineOpcode, ref opcodes);
            memory.Activate(code, wanted, lines);
            return true;
        }

        var isArmed = isPlanned && TryCompare(code, plan, lines, units, monitoring, tool);
        EventMemory.Free(lines);
        return isArmed;
    }

    public void Free()
    {
        Libc.free(scratch);
        this = default;
    }

    /// <summary>Has the interpreter arm a code object, and compares what it did with what is planned.</summary>
    /// <returns>Whether it was asked.</returns>
    private bool TryCompare(PyObject* code, EventPlan plan, byte* lines, int units, MonitoringModule monitoring, Tool tool)
    {
        var length = (nuint)(2 * units);
        var copy = (byte*)Libc.malloc(length);
        if (copy == null)
        {
            return false;
        }

        new ReadOnlySpan<byte>(memory.BytecodeOf(code), (int)length).CopyTo(new Span<byte>(copy, (int)length));
        if (!monitoring.SetLocalEvents(tool, code, events))
        {
            // To ask for the same again would succeed, and do nothing.
            GuestProcess.Spool.CountLoss(SpoolLossReasons.InterpreterError);
            Libc.free(copy);
            return true;
        }

        var written = memory.BytecodeOf(code);
        var agrees = memory.IsActive(code, events, everywhere) && plan.TryLearn(written, memory.LinesOf(code), memory.LineOpcode, ref opcodes);
        if (agrees)
        {
            plan.Write(copy, memory.LineOpcode, ref opcodes);
            agrees = new ReadOnlySpan<byte>(copy, (int)length).SequenceEqual(new ReadOnlySpan<byte>(written, (int)length))
                && AreSame(lines, memory.LinesOf(code), units);
        }

        agreements++;
        if (!agrees)
        {
            memory = default;
        }

        Libc.free(copy);
        return true;
    }

    private static bool AreSame(byte* ours, byte* theirs, int units) => *ours == *theirs
        && new ReadOnlySpan<byte>(ours, 1 + (units * *ours)).SequenceEqual(new ReadOnlySpan<byte>(theirs, 1 + (units * *ours)));

    private bool HasRoom(int needed)
    {
        if (needed <= room)
        {
            return true;
        }

        var more = (int*)Libc.realloc(scratch, (nuint)(2 * needed) * sizeof(int));
        if (more == null)
        {
            return false;
        }

        scratch = more;
        room = 2 * needed;
        return true;
    }
}
