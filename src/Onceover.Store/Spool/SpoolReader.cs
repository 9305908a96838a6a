namespace Onceover.Store;

/// <summary>Reads a spool back. Nothing in the file is trusted: memory is bounded by a small multiple of its size.</summary>
public static partial class SpoolReader
{
    /// <summary>Reads a file of any state: growing, cut, damaged, not a spool at all.</summary>
    public static SpoolReading Read(string path) => throw new NotSupportedException(path);
}

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
