namespace Onceover.Bytecode;

/// <summary>Which value a conditional jump jumps on.</summary>
public enum BranchTest
{
    /// <summary>No conditional jump, or of a version whose jumps are not told apart here.</summary>
    Unknown,

    False,
    None,
    NotNone,
    True,
}
