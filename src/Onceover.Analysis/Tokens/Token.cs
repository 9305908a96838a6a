namespace Onceover.Analysis;

internal enum TokenKind : byte
{
    /// <summary>An identifier or a keyword: which one is the parser's business.</summary>
    Name,
    Number,

    /// <summary>A string or bytes literal without replacement fields.</summary>
    String,

    /// <summary>A whole f-string or t-string, replacement fields included.</summary>
    Template,
    Open,
    Close,
    Colon,
    ColonEqual,
    Comma,
    Semicolon,
    Equal,
    At,
    Bar,
    Star,
    Dot,
    Ellipsis,
    Operator,

    /// <summary>The end of a logical line. Ends of lines inside brackets and of blank lines are no tokens.</summary>
    Newline,
    End,

    /// <summary>Not understood; the tokenizer says why and gives nothing else from here on.</summary>
    Error,
}

/// <summary>A piece of a logical line.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Line">The line of its first byte.</param>
/// <param name="EndLine">The line of its last byte; differs for strings.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int Length, int Line, int EndLine);
