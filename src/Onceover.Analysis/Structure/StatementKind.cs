namespace Onceover.Analysis;

/// <summary>What a statement, or a clause that has a suite of its own, is.</summary>
public enum StatementKind : byte
{
    Module,

    /// <summary><c>if</c>, and <c>elif</c> as the only statement of the other's else suite.</summary>
    If,
    While,

    /// <summary><c>for</c> and <c>async for</c>.</summary>
    For,
    Try,

    /// <summary>The <c>except</c> or <c>except*</c> clause of a <see cref="Try"/>.</summary>
    Handler,

    /// <summary><c>with</c> and <c>async with</c>.</summary>
    With,
    Match,

    /// <summary>The <c>case</c> clause of a <see cref="Match"/>.</summary>
    Case,

    /// <summary><c>def</c> and <c>async def</c>.</summary>
    Function,
    Class,
    Return,
    Raise,
    Break,
    Continue,
    Pass,
    Import,

    /// <summary><c>global</c> and <c>nonlocal</c>: no code.</summary>
    Scope,
    Assert,
    Delete,
    TypeAlias,

    /// <summary><c>x: int</c> without a value, for a plain name; other targets are evaluated.</summary>
    Annotation,

    /// <summary>Nothing but string literals (no bytes, no f-strings): a docstring where one can stand.</summary>
    StringLiteral,

    /// <summary>Any other simple statement: expression, assignment.</summary>
    Expression,
}
