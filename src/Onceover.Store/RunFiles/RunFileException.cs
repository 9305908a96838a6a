namespace Onceover.Store;

/// <summary>Why a file cannot serve as a run file.</summary>
public enum RunFileProblem
{
    /// <summary>It is something else, so it is neither read nor overwritten.</summary>
    NotOurs,

    /// <summary>A newer version of the tool wrote it.</summary>
    Newer,

    /// <summary>It is cut or altered.</summary>
    Damaged,
}

/// <summary>A file cannot serve as a run file. The message names the file, what is wrong and where, for a person.</summary>
public sealed class RunFileException : Exception
{
    internal RunFileException(RunFileProblem problem, string message, Exception? cause = null)
        : base(message, cause) => Problem = problem;

    public RunFileProblem Problem { get; }
}
