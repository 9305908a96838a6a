namespace Onceover.CPython.Monitoring;

/// <summary>
/// What the interpreter keeps beside a code object about its events (<c>_PyCoMonitoringData</c>, Include/cpython/code.h), for a tool that writes its
/// own events there. Only of <see cref="LineProbes"/> that were tried out; the caller holds the interpreter's lock.
/// </summary>
public readonly unsafe struct EventMemory
{
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<nuint, nuint, void*> allocate;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void> free;

    private readonly LineProbeLayout layout;
    private readonly int codeAt;
    private readonly int tool;
    private readonly nuint toolVersion;

    internal EventMemory(LineProbeLayout layout, int codeAt, int tool, byte lineOpcode, nuint toolVersion)
    {
        this.layout = layout;
        this.codeAt = codeAt;
        this.tool = tool;
        this.toolVersion = toolVersion;
        LineOpcode = lineOpcode;
    }

    /// <summary>The interpreter's <c>INSTRUMENTED_LINE</c>; 0 where nothing can be written.</summary>
    public byte LineOpcode { get; }

    public bool IsOpen => LineOpcode != 0 && allocate != null;

    /// <summary>Where the instructions begin.</summary>
    /// <param name="code">Borrowed.</param>
    public byte* BytecodeOf(PyObject* code) => (byte*)code + codeAt;

    /// <summary>The head of its line entries, a byte with their size, and the entries; null if it has none.</summary>
    /// <param name="code">Borrowed; it has started.</param>
    public byte* LinesOf(PyObject* code) => *(byte**)(DataOf(code) + layout.Lines);

    /// <summary>
    /// Whether a code object that has started has no events but those that the tool has everywhere, and never had others. Then there is one tool,
    /// and its probes are known from the events alone.
    /// </summary>
    /// <param name="code">Borrowed.</param>
    public bool IsUntouched(PyObject* code)
    {
        var data = DataOf(code);
        if (data == null)
        {
            return false;
        }

        // Pointers that are null until some tool needs what they lead to.
        var touched = *(nuint*)(data + layout.Tools) | *(nuint*)(data + layout.Lines) | *(nuint*)(data + layout.LineTools) | *(nuint*)(data + layout.InstructionOpcodes);
        for (var i = 0; i < layout.MonitorCount; i++)
        {
            touched |= data[i] | (uint)(data[layout.MonitorCount + i] & ~(1 << tool));
        }

        return touched == 0;
    }

    /// <summary>Zeroed memory for <see cref="LinesOf"/>; null if there is none. <see cref="Free"/> it, or give it to <see cref="Activate"/>.</summary>
    public static byte* New(int size) => (byte*)allocate(1, (nuint)size);

    public static void Free(byte* lines) => free(lines);

    /// <summary>Notes the tool's events. The instructions are the caller's to change.</summary>
    /// <param name="code">Borrowed; <see cref="IsUntouched"/>.</param>
    /// <param name="events">Its own events from now on.</param>
    /// <param name="lines">Its line entries, which it takes over.</param>
    public void Activate(PyObject* code, EventSet events, byte* lines)
    {
        var data = DataOf(code);
        for (var i = 0; i < layout.MonitorCount; i++)
        {
            var bit = (byte)(((events.Bits >> i) & 1) << tool);
            data[i] |= bit;
            data[layout.MonitorCount + i] |= bit;
        }

        if (layout.HasVersions)
        {
            *VersionIn(data) = toolVersion;
        }

        *(byte**)(data + layout.Lines) = lines;
    }

    /// <summary>Whether a code object that was untouched is as <see cref="Activate"/> would have left it, line entries aside.</summary>
    /// <param name="code">Borrowed.</param>
    /// <param name="events">What was asked for.</param>
    /// <param name="everywhere">What the tool has everywhere.</param>
    public bool IsActive(PyObject* code, EventSet events, EventSet everywhere)
    {
        var data = DataOf(code);
        var others = *(nuint*)(data + layout.Tools) | *(nuint*)(data + layout.LineTools) | *(nuint*)(data + layout.InstructionOpcodes);
        var same = others == 0 && LinesOf(code) != null && (!layout.HasVersions || *VersionIn(data) == toolVersion);
        for (var i = 0; i < layout.MonitorCount; i++)
        {
            same &= data[i] == ((events.Bits >> i) & 1) << tool;
            same &= data[layout.MonitorCount + i] == (((events | everywhere).Bits >> i) & 1) << tool;
        }

        return same;
    }

    internal static void Load()
    {
        allocate = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nuint, nuint, void*>)Symbols.Find("PyMem_Calloc\0"u8);
        free = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void>)Symbols.Find("PyMem_Free\0"u8);
    }

    private byte* DataOf(PyObject* code) => *(byte**)((byte*)code + codeAt - layout.DataBeforeCode);

    private nuint* VersionIn(byte* data) => (nuint*)(data + layout.Tools) + 1 + tool;
}
