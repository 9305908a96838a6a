namespace Onceover.CPython.Monitoring;

/// <summary>
/// Tries <see cref="LineProbes"/> out on a code object of our own that never runs: an entry, then one line (<c>PyCode_NewEmpty</c>). Each step
/// must leave exactly the bytes that Python/instrumentation.c writes.
/// </summary>
internal unsafe ref struct LineProbeTrial
{
    private const int MostUnits = 16;

    private readonly MonitoringModule monitoring;
    private readonly Tool tool;
    private readonly PyObject* code;
    private readonly LineProbeLayout layout;
    private readonly int codeAt;
    private readonly int lineEvent;
    private readonly int instructionEvent;
    private int units;
    private int place;
    private byte before;

    private LineProbeTrial(MonitoringModule monitoring, Tool tool, PyObject* code)
    {
        this.monitoring = monitoring;
        this.tool = tool;
        this.code = code;
        layout = LineProbeLayout.Of(Interpreter.Minor);
        codeAt = Codes.BytecodeAt;
        lineEvent = monitoring.Events.Line.FirstBit;
        instructionEvent = monitoring.Events.Instruction.FirstBit;
    }

    public static bool Run(MonitoringModule monitoring, Tool tool, out LineProbes probes)
    {
        probes = default;
        if (ObjectLayout.IsFreeThreaded || sizeof(nint) != 8)
        {
            return false;
        }

        var code = Codes.NewEmpty("onceover\0"u8);
        if (code == null)
        {
            return false;
        }

        var trial = new LineProbeTrial(monitoring, tool, code);
        var works = trial.Passes(out probes);
        References.Release(code);
        probes = works ? probes : default;
        return works;
    }

    private bool Passes(out LineProbes probes)
    {
        probes = default;
        if (!layout.IsKnown || codeAt <= layout.DataBeforeCode || lineEvent < 0 || lineEvent >= layout.MonitorCount || Data != null)
        {
            return false;
        }

        units = Codes.LengthOf(code) / 2;
        if (units > MostUnits)
        {
            return false;
        }

        var untouched = stackalloc byte[2 * MostUnits];
        for (var i = 0; i < 2 * units; i++)
        {
            untouched[i] = Bytecode[i];
        }

        if (!Arm(tool) || !FindProbe(untouched) || !FindOriginals(out var packed))
        {
            return false;
        }

        var version = layout.HasVersions ? ((nuint*)(Data + layout.Tools))[1 + tool.Number] : 0;
        probes = new LineProbes(layout, codeAt, lineEvent, instructionEvent, tool.Number, Bytecode[place], packed, version);
        return ReleasesAlone(probes) && ReleasesBesideAnother(probes);
    }

    private readonly byte* Data => *(byte**)((byte*)code + codeAt - layout.DataBeforeCode);

    private readonly byte* Bytecode => (byte*)code + codeAt;

    /// <summary>Exactly one opcode has changed.</summary>
    private bool FindProbe(byte* untouched)
    {
        place = -1;
        for (var i = 0; i < 2 * units; i++)
        {
            if (Bytecode[i] != untouched[i])
            {
                if (place >= 0 || (i & 1) != 0)
                {
                    return false;
                }

                place = i;
                before = untouched[i];
            }
        }

        return place >= 0 && Bytecode[place] != 0;
    }

    /// <summary>The monitors name our tool for LINE alone, and exactly the changed place has its original opcode noted.</summary>
    private readonly bool FindOriginals(out bool packed)
    {
        packed = false;
        var data = Data;
        if (data == null || *(void**)(data + layout.InstructionOpcodes) != null || *(byte**)(data + layout.Lines) is var lines && lines == null)
        {
            return false;
        }

        for (var i = 0; i < layout.MonitorCount; i++)
        {
            if (data[i] != (i == lineEvent ? 1 << tool.Number : 0))
            {
                return false;
            }
        }

        if ((data[layout.MonitorCount + lineEvent] & (1 << tool.Number)) == 0)
        {
            return false;
        }

        packed = lines[0] == 2;
        var originals = lines + (packed ? 1 : 0);
        for (var i = 0; i < units; i++)
        {
            if (originals[2 * i] != (2 * i == place ? before : 0))
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool ReleasesAlone(LineProbes probes)
    {
        if (*(void**)(Data + layout.LineTools) != null)
        {
            // Another tool has global LINE events already: there is no being alone.
            return true;
        }

        probes.Release(code, 0, 2 * units);
        return Bytecode[place] == before && Disarm(tool) && Arm(tool) && Bytecode[place] != before;
    }

    private readonly bool ReleasesBesideAnother(LineProbes probes)
    {
        if (!TryClaimAnother(out var other))
        {
            return false;
        }

        var armed = Bytecode[place];
        var works = Arm(other) && Tools == (Data[layout.MonitorCount + lineEvent] | (1 << other.Number)) && Bytecode[place] == armed;
        if (works)
        {
            var others = Tools & ~(1 << tool.Number);
            probes.Release(code, 0, 2 * units);
            works = Tools == others && Bytecode[place] == armed;
        }

        works &= Disarm(other);
        monitoring.Release(other);
        return works && Disarm(tool) && Arm(tool) && Bytecode[place] == armed && ReleasesAmongTools(probes) && Disarm(tool);
    }

    /// <summary>What <c>line_tools</c> has for the place; never a set of tools if it is missing.</summary>
    private readonly int Tools => *(byte**)(Data + layout.LineTools) is var tools && tools != null ? tools[place / 2] : -1;

    private readonly bool ReleasesAmongTools(LineProbes probes)
    {
        var others = Tools & ~(1 << tool.Number);
        probes.Release(code, 0, 2 * units);
        return Tools == others && (others != 0 || Bytecode[place] == before);
    }

    private readonly bool TryClaimAnother(out Tool other)
    {
        for (var id = 5; id >= 0; id--)
        {
            if (monitoring.TryClaim(id, "onceover\0"u8, out other))
            {
                return true;
            }
        }

        other = default;
        return false;
    }

    private readonly bool Arm(Tool whose) => monitoring.SetLocalEvents(whose, code, monitoring.Events.Line);

    private readonly bool Disarm(Tool whose) => monitoring.SetLocalEvents(whose, code, EventSet.None);
}
