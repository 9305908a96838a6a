using System.Diagnostics.CodeAnalysis;

namespace Onceover.Analysis;

public enum SourceProblemKind
{
    /// <summary>The bytes are not text in the encoding that the file declares: CPython refuses them too.</summary>
    Undecodable,

    /// <summary>The tokenizer or the statement parser met something it has no rule for. Only an interpreter can say what it is.</summary>
    NotUnderstood,
}

/// <summary>Why a source gave no structure.</summary>
/// <param name="Kind">Whether asking an interpreter can help.</param>
/// <param name="Line">1 and up.</param>
/// <param name="Message">A clause without a full stop: <c>unterminated string</c>.</param>
public sealed record SourceProblem(SourceProblemKind Kind, int Line, string Message)
{
    public override string ToString() => $"line {Line}: {Message}";
}

/// <summary>Either a value or the problem that stood in its way.</summary>
public readonly struct Parsed<T>
    where T : class
{
    private Parsed(T? value, SourceProblem? problem) => (Value, Problem) = (value, problem);

    public T? Value { get; }

    public SourceProblem? Problem { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Understood => Value is not null;

    public static implicit operator Parsed<T>(T value) => new(value, null);

    public static implicit operator Parsed<T>(SourceProblem problem) => new(null, problem);
}
