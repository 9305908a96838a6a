namespace Onceover.Cli;

/// <summary>
/// What the process ends with. <c>run</c> gives the guest's own code (128 + n for a signal n) and uses only the codes from 125 on,
/// and 64, for itself, as <c>env</c>, <c>nohup</c> and <c>timeout</c> do.
/// </summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Nothing was measured, or an error without a code of its own.</summary>
    public const int Failed = 1;

    public const int ThresholdMissed = 2;

    /// <summary><c>EX_USAGE</c>.</summary>
    public const int Usage = 64;

    /// <summary><c>EX_DATAERR</c>: an input is not what it should be.</summary>
    public const int BadInput = 65;

    /// <summary><c>EX_CANTCREAT</c>.</summary>
    public const int CannotWrite = 73;

    /// <summary>A failure of ours before the guest started, or after it ended with 0.</summary>
    public const int OurFailure = 125;

    public const int NotExecutable = 126;

    public const int NotFound = 127;

    /// <summary>Added to the number of the signal that ended the guest.</summary>
    public const int SignalBase = 128;
}
