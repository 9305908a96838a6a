namespace Onceover.Agent;

/// <summary>Which event tells that an arm was taken, if its branch has none.</summary>
internal enum ArmTelling : byte
{
    /// <summary>A LINE event, or no event has to: both cost nothing.</summary>
    ByLineOrNothing,

    /// <summary>A JUMP event, which the code object has to have.</summary>
    ByJump,

    /// <summary>Only the event of the branch itself.</summary>
    ByBranch,
}
