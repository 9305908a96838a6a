namespace Onceover.CPython.Monitoring;

/// <summary>
/// Takes LINE probes out of a code object, one location at a time, as the interpreter does when a callback answers DISABLE, for locations
/// whose event never fires: where a jump leads to the line that is current already, <c>_Py_call_instrumentation_line</c>
/// (Python/instrumentation.c) skips the event, so nobody is ever asked, and the <c>INSTRUMENTED_LINE</c> stays in the way for good.
/// </summary>
/// <remarks>
/// <para>There is no function for it, so it is done in the interpreter's own memory, by the rules of <c>remove_line_tools</c> and
/// <c>de_instrument_line</c> in the same file. The caller holds the interpreter's lock, as every callback does. Free-threaded builds are left
/// alone: their threads run without one, and on copies of the code.</para>
/// <para>What is not as expected is never written to: <see cref="TryOpen"/> tries everything out on a code object of its own.</para>
/// </remarks>
public readonly unsafe struct LineProbes
{
    /// <summary>The events that code objects have of their own come first; 3.12 keeps others behind them, and leaves those as they are.</summary>
    private const int LocalEvents = 10;

    private readonly LineProbeLayout layout;
    private readonly int codeAt;
    private readonly int lineEvent;
    private readonly int instructionEvent;
    private readonly int tool;
    private readonly byte toolBit;
    private readonly byte instrumentedLine;

    /// <summary>3.13.1 and later keep lines behind a head, in entries of their own size; before, entries have two bytes and no head.</summary>
    private readonly bool packed;

    /// <summary>What a code object that asked for the tool's events says of the tool, from 3.14 on.</summary>
    private readonly nuint toolVersion;

    internal LineProbes(LineProbeLayout layout, int codeAt, int lineEvent, int instructionEvent, int tool, byte instrumentedLine, bool packed, nuint toolVersion)
    {
        this.tool = tool;
        this.toolVersion = toolVersion;
        this.layout = layout;
        this.codeAt = codeAt;
        this.lineEvent = lineEvent;
        this.instructionEvent = instructionEvent;
        toolBit = (byte)(1 << tool);
        this.instrumentedLine = instrumentedLine;
        this.packed = packed;
    }

    /// <summary>Whether <see cref="Release"/> does anything.</summary>
    public bool IsOpen => instrumentedLine != 0;

    /// <summary>For writing the tool's events: only where lines are packed, and from 3.13 on.</summary>
    public EventMemory Memory => packed ? new EventMemory(layout, codeAt, tool, instrumentedLine, toolVersion) : default;

    /// <summary>
    /// Finds out whether this interpreter works as expected. For the time of the call a second tool id is taken; there must be a free one.
    /// </summary>
    /// <param name="monitoring">Of the current interpreter.</param>
    /// <param name="tool">Ours, with no events.</param>
    /// <param name="probes">Whose probes to release: the tool's.</param>
    public static bool TryOpen(MonitoringModule monitoring, Tool tool, out LineProbes probes) =>
        LineProbeTrial.Run(monitoring, tool, out probes);

    /// <summary>
    /// Whether anybody else gets any event from a code object that is running: another tool, or <c>sys.settrace</c> and <c>sys.setprofile</c>,
    /// which are tools to the interpreter. True where that cannot be told.
    /// </summary>
    /// <param name="code">Borrowed.</param>
    public bool HasOthers(PyObject* code)
    {
        var data = *(byte**)((byte*)code + codeAt - layout.DataBeforeCode);
        var others = data == null ? 1 : 0;
        for (var i = 0; i < LocalEvents && others == 0; i++)
        {
            others = data[layout.MonitorCount + i] & ~toolBit;
        }

        return others != 0;
    }

    /// <summary>
    /// Whether another tool has INSTRUCTION events in a code object that is running. When the last LINE event of a place is switched off from its own callback,
    /// the interpreter passes over the instruction's event (<c>_Py_call_instrumentation_line</c> goes on with the opcode under both).
    /// </summary>
    /// <param name="code">Borrowed.</param>
    public bool HasInstructionsOfOthers(PyObject* code)
    {
        var data = *(byte**)((byte*)code + codeAt - layout.DataBeforeCode);
        return data != null && (data[layout.MonitorCount + instructionEvent] & ~toolBit) != 0;
    }

    /// <summary>Takes the tool's event out of an instruction that has one, in code where nobody else has events.</summary>
    /// <param name="code">Borrowed.</param>
    /// <param name="offset">In bytes, from the start of the code.</param>
    /// <param name="armed">The opcode there with the event.</param>
    /// <param name="compiled">The opcode without.</param>
    public void Disarm(PyObject* code, int offset, byte armed, byte compiled)
    {
        var running = (byte*)code + codeAt + offset;
        *running = *running == armed ? compiled : *running;
    }

    /// <summary>Takes the tool's LINE probes out of a range of a code object; what others have there stays.</summary>
    /// <param name="code">Borrowed; the tool asked for its LINE events.</param>
    /// <param name="start">In bytes, from the start of the code.</param>
    /// <param name="end">Exclusive; not beyond the code.</param>
    public void Release(PyObject* code, int start, int end)
    {
        var data = *(byte**)((byte*)code + codeAt - layout.DataBeforeCode);
        if (!IsOpen || data == null)
        {
            return;
        }

        // Beside INSTRUCTION events the original opcode may be in a third place; a tool that has them costs more than our probes do.
        var lines = *(byte**)(data + layout.Lines);
        if (lines == null || *(byte**)(data + layout.InstructionOpcodes) != null)
        {
            return;
        }

        var tools = *(byte**)(data + layout.LineTools);
        if (tools == null && data[layout.MonitorCount + lineEvent] != toolBit)
        {
            return;
        }

        var size = packed ? lines[0] : 2;
        var original = lines + (packed ? 1 : 0) + (start / 2 * size);
        var bytecode = (byte*)code + codeAt;
        for (var at = start; at < end; at += 2, original += size)
        {
            // Caches can have any value, but no original opcode.
            if (bytecode[at] != instrumentedLine || *original == 0 || *original == layout.CleanupThrow)
            {
                continue;
            }

            if (tools != null && (tools[at / 2] &= (byte)~toolBit) != 0)
            {
                continue;
            }

            // A counter in the cache behind it was kept from running out by INSTRUMENTED_LINE and is as good as a new one.
            bytecode[at] = *original;
        }
    }
}
