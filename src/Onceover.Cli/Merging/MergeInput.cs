namespace Onceover.Cli.Merging;

/// <summary>What an input is, by its content.</summary>
internal enum InputKind
{
    /// <summary>Nothing that is read.</summary>
    Unknown,

    /// <summary>A SQLite database, but none of coverage.py's: nothing that is read.</summary>
    OtherDatabase,

    RunFile,

    /// <summary>A folder in which guests recorded: its run goes on, or nobody collected it.</summary>
    RunFolder,

    /// <summary>coverage.py's data file, SQLite.</summary>
    CoverageData,

    /// <summary>The data file of coverage.py 4.</summary>
    OldCoverageData,

    /// <summary>The JSON of coverage.py or SlipCover.</summary>
    Json,

    Cobertura,

    Lcov,

    /// <summary>SonarQube's generic test coverage.</summary>
    SonarQube,
}

/// <summary>One file or run folder to merge.</summary>
/// <param name="Path">As it was named, or found below a folder that was named.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Operand">The position of the word that named it: what one word names is one operand.</param>
internal sealed record MergeInput(string Path, InputKind Kind, int Operand);
