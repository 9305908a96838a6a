namespace Onceover.Model;

/// <summary>What makes an expression a decision inside its statement. The numbers are part of the run file's format.</summary>
public enum ConditionKind
{
    /// <summary>Of <c>and</c> and <c>or</c>: what the operator asks before it goes on or stops. The last operand of a value that nobody tests decides nothing.</summary>
    Operand = 0,

    /// <summary>The test of <c>x if test else y</c>.</summary>
    Ternary = 1,

    /// <summary>An <c>if</c> of a comprehension.</summary>
    Filter = 2,

    /// <summary>One comparison of a chain such as <c>a &lt; b &lt; c</c>.</summary>
    Comparison = 3,

    /// <summary>The <c>if</c> of a <c>case</c>.</summary>
    Guard = 4,

    /// <summary>The test of an <c>if</c> or <c>while</c> whose suite stands on its own line.</summary>
    Test = 5,
}

/// <summary>
/// One decision inside a statement, by the source range of the expression that is asked whether it is true. A <c>not</c> in front is not
/// part of it where the decision can be told without.
/// </summary>
/// <param name="Line">Where the expression starts, from 1.</param>
/// <param name="Column">In UTF-8 bytes of the decoded text from the start of the line, from 0.</param>
/// <param name="EndLine">Where it ends.</param>
/// <param name="EndColumn">Exclusive, as <paramref name="Column"/>.</param>
/// <param name="Kind">What makes it a decision.</param>
public readonly record struct Condition(int Line, int Column, int EndLine, int EndColumn, ConditionKind Kind) : IComparable<Condition>
{
    public int CompareTo(Condition other) =>
        (Line, Column, EndLine, EndColumn, Kind).CompareTo((other.Line, other.Column, other.EndLine, other.EndColumn, other.Kind));

    public static bool operator <(Condition left, Condition right) => left.CompareTo(right) < 0;

    public static bool operator >(Condition left, Condition right) => left.CompareTo(right) > 0;

    public static bool operator <=(Condition left, Condition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Condition left, Condition right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Line}:{Column}-{EndLine}:{EndColumn} {Kind}";
}
