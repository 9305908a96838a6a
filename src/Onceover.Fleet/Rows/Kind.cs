namespace Onceover.Fleet;

/// <summary>
/// What a subject's bits say. The numbers are stored: they never change their meaning, and a new one needs no new schema, since rows of all
/// kinds look alike.
/// </summary>
public enum Kind : short
{
    /// <summary>Lines that ran. Bit n stands for line n.</summary>
    Lines = 1,

    /// <summary>Branches that were taken. Bit n stands for the n-th arc of the subject's positions.</summary>
    Branches = 2,

    /// <summary>Conditions that were true at least once. Bit n stands for the n-th condition of the subject's positions.</summary>
    SeenTrue = 3,

    /// <summary>Conditions that were false at least once.</summary>
    SeenFalse = 4,

    /// <summary>What the source of the executed sets did not record. Bit n stands for the n-th of <see cref="Model.Unknowns"/>.</summary>
    UnknownOfExecuted = 5,

    /// <summary>First lines of the statements that this interpreter version compiles. Bit n stands for line n.</summary>
    Statements = 17,

    /// <summary>The arcs that can be taken, like <see cref="Branches"/>.</summary>
    PossibleBranches = 18,

    /// <summary>The conditions that can be decided, like <see cref="SeenTrue"/>.</summary>
    PossibleConditions = 19,

    /// <summary>What the source of the countable sets did not record, like <see cref="UnknownOfExecuted"/>.</summary>
    UnknownOfCountable = 20,

    /// <summary>One bit, set: there is a file of this path and content, of which nothing else is known.</summary>
    File = 32,

    /// <summary>One bit, set: the path is a folder that bounded what was measured.</summary>
    Root = 33,

    /// <summary>One bit, set: the path is a note to the figures' reader.</summary>
    Note = 34,

    /// <summary>One bit, set: the path is a <see cref="Model.BranchChoice"/> that someone made.</summary>
    BranchChoice = 35,
}
