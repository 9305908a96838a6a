namespace Onceover.Store;

/// <summary>What an agent may have to say. The numbers are part of the spool format.</summary>
public enum SpoolNoteKind
{
    /// <summary>A kind that a newer agent wrote.</summary>
    Unknown = 0,

    /// <summary>The interpreter has no <c>sys.monitoring</c>; the detail names it and its version.</summary>
    UnsupportedPython = 1,

    /// <summary>Other tools hold every tool id that we may take.</summary>
    NoToolId = 2,

    /// <summary>The interpreter lacks something the agent needs; the detail names it.</summary>
    InterpreterMismatch = 3,

    /// <summary>The scope file is not understood: nothing was measured.</summary>
    NoScope = 4,

    /// <summary>Another tool gave our tool id back or took it: what ran later was not measured.</summary>
    ToolIdLost = 5,

    /// <summary>A code object has one event for both arms of its branches, since it got no marks; the detail names it. All is recorded.</summary>
    Unmarked = 6,
}
