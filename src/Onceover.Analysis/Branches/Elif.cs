namespace Onceover.Analysis;

/// <summary>
/// An <c>elif</c> is an <c>if</c> alone in the else suite of another. Chains of them can be thousands long, so whoever walks statements
/// steps along them instead of recursing.
/// </summary>
internal static class Elif
{
    /// <summary>Whether the else suite of <paramref name="statement"/> is an elif.</summary>
    public static bool Is(ReadOnlySpan<Statement> statements, in Statement statement) =>
        statement.Kind == StatementKind.If
        && statement.Else != Statement.None
        && statements[statement.Else] is { Kind: StatementKind.If, Next: Statement.None };

    /// <summary>The elif after the clause at <paramref name="index"/>, or <see cref="Statement.None"/>.</summary>
    public static int After(ReadOnlySpan<Statement> statements, int index) =>
        Is(statements, statements[index]) ? statements[index].Else : Statement.None;
}
