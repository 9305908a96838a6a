namespace Onceover.Model;

/// <summary>What a format that facts were read from does not record. It is not known to be absent: it counts neither for nor against.</summary>
[Flags]
public enum Unknowns
{
    None = 0,

    /// <summary>Which statements there are. Lines are then as an interpreter reports them: some may lie inside of statements, or be none.</summary>
    Statements = 1,

    /// <summary>Which branches there are, or which were taken.</summary>
    Branches = 2,

    /// <summary>In which context a line ran.</summary>
    Contexts = 4,
}
