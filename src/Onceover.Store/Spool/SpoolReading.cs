namespace Onceover.Store;

/// <summary>A spool, or why there is none.</summary>
public readonly record struct SpoolReading
{
    private SpoolReading(Spool? spool, string? problem, bool isOtherVersion) =>
        (Spool, Problem, IsOtherVersion) = (spool, problem, isOtherVersion);

    public Spool? Spool { get; }

    /// <summary>In words for a person: not readable, not a spool, or from a newer version. Null when there is a spool.</summary>
    public string? Problem { get; }

    /// <summary>Another version of Onceover recorded it and can read it.</summary>
    public bool IsOtherVersion { get; }

    public static SpoolReading Of(Spool spool) => new(spool, null, isOtherVersion: false);

    public static SpoolReading Failed(string problem, bool isOtherVersion = false) => new(null, problem, isOtherVersion);
}
