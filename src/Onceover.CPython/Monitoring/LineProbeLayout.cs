namespace Onceover.CPython.Monitoring;

/// <summary>
/// Where a version of CPython keeps the state of LINE events: <c>_co_monitoring</c> in <c>PyCodeObject</c>, and the fields of
/// <c>_PyCoMonitoringData</c> (Include/cpython/code.h; from 3.14 on Include/internal/pycore_instruments.h). The layouts are those of builds
/// with the interpreter's lock, on machines with pointers of eight bytes; debug builds have the same.
/// </summary>
internal readonly struct LineProbeLayout
{
    private LineProbeLayout(int dataBeforeCode, int monitorCount, int lines, byte cleanupThrow)
    {
        DataBeforeCode = dataBeforeCode;
        MonitorCount = monitorCount;
        Lines = lines;
        CleanupThrow = cleanupThrow;
    }

    public bool IsKnown => DataBeforeCode != 0;

    /// <summary>Bytes from <c>_co_monitoring</c> to <c>co_code_adaptive</c>.</summary>
    public int DataBeforeCode { get; }

    /// <summary>The length of <c>_Py_LocalMonitors.tools</c>: <c>active_monitors</c> follows <c>local_monitors</c>.</summary>
    public int MonitorCount { get; }

    /// <summary>The offset of <c>lines</c>; <c>line_tools</c> and <c>per_instruction_opcodes</c> are the next two pointers.</summary>
    public int Lines { get; }

    /// <summary>
    /// The opcode whose probes stay, or 0. From 3.14 on an END_ASYNC_FOR may lead back to the CLEANUP_THROW in front of the END_SEND that it
    /// means; debug builds assert END_SEND or an instrumented instruction there as soon as anyone has its branch events (INSTRUMENTED_END_ASYNC_FOR,
    /// Python/bytecodes.c). It runs only where an exception is thrown into an await, so that its probe slows nothing.
    /// </summary>
    public byte CleanupThrow { get; }

    /// <summary>Whether <c>tool_versions</c>, eight of them, lie between <c>tools</c> and <c>lines</c>: from 3.14 on.</summary>
    public bool HasVersions => CleanupThrow != 0;

    /// <summary>The offset of <c>tools</c>.</summary>
    public int Tools => Lines - (HasVersions ? 72 : 8);

    public int LineTools => Lines + 8;

    public int InstructionOpcodes => Lines + 16;

    /// <param name="minor">12 for CPython 3.12, and so on; what is not known gives a layout that says so.</param>
    public static LineProbeLayout Of(int minor) => minor switch
    {
        12 => new(24, 15, 40, 0),
        13 => new(24, 10, 32, 0),
        14 => new(32, 11, 96, 7),
        15 => new(32, 16, 104, 7),
        _ => default,
    };
}
