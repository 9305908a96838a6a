namespace Onceover.Cli;

/// <summary>What went wrong, for a person: said on standard error, then the exit code.</summary>
/// <param name="ExitCode">One of <see cref="Cli.ExitCode"/>.</param>
/// <param name="Message">One sentence without a full stop, what is wrong.</param>
/// <param name="Hint">What to do about it.</param>
internal sealed record Mistake(int ExitCode, string Message, string Hint)
{
    public override string ToString() => $"onceover: {Message}\n  {Hint.ReplaceLineEndings("\n  ")}";
}

/// <summary>Carries a mistake up to where it is said.</summary>
internal sealed class MistakeException(Mistake mistake) : Exception(mistake.Message)
{
    public Mistake Mistake { get; } = mistake;
}
