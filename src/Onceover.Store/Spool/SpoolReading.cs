namespace Onceover.Store;

/// <summary>A spool, or why there is none.</summary>
public readonly record struct SpoolReading
{
    private SpoolReading(Spool? spool, string? problem) => (Spool, Problem) = (spool, problem);

    public Spool? Spool { get; }

    /// <summary>In words for a person: not readable, not a spool, or from a newer version. Null when there is a spool.</summary>
    public string? Problem { get; }

    public static SpoolReading Of(Spool spool) => new(spool, null);

    public static SpoolReading Failed(string problem) => new(null, problem);
}
