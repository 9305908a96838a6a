namespace Onceover.Store;

/// <summary>Why records were lost. The bits are part of the spool format.</summary>
[Flags]
public enum SpoolLossReasons
{
    None = 0,

    /// <summary>The spool's reserve is used up.</summary>
    SpoolFull = 1,

    /// <summary>The disk had no room, or a quota or file size limit was reached.</summary>
    DiskFull = 2,

    /// <summary>The guest had no memory left for the agent's own tables.</summary>
    NoMemory = 4,

    /// <summary>A code object too large to be held in one record.</summary>
    TooLarge = 8,

    /// <summary>The interpreter answered with an error that the agent put away.</summary>
    InterpreterError = 16,
}
