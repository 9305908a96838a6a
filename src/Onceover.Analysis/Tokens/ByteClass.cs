namespace Onceover.Analysis;

/// <summary>What a byte can start. Bytes of non-ASCII characters are letters: whether they may be is the interpreter's to say.</summary>
internal enum ByteClass : byte
{
    Unknown,
    Space,
    Newline,
    Comment,
    Backslash,
    Name,
    Digit,
    Quote,
    Open,
    Close,
    Colon,
    Dot,
    Operator,
}

internal static class ByteClasses
{
    private static readonly ByteClass[] Table = [.. Enumerable.Range(0, 256).Select(Classify)];

    public static ByteClass Of(byte b) => Table[b];

    public static bool IsInName(byte b) => Table[b] is ByteClass.Name or ByteClass.Digit;

    private static ByteClass Classify(int b) => (char)b switch
    {
        ' ' or '\t' or '\f' => ByteClass.Space,
        '\n' => ByteClass.Newline,
        '#' => ByteClass.Comment,
        '\\' => ByteClass.Backslash,
        '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or >= '\x80' => ByteClass.Name,
        >= '0' and <= '9' => ByteClass.Digit,
        '"' or '\'' => ByteClass.Quote,
        '(' or '[' or '{' => ByteClass.Open,
        ')' or ']' or '}' => ByteClass.Close,
        ':' => ByteClass.Colon,
        '.' => ByteClass.Dot,
        ',' or ';' or '=' or '@' or '|' or '*' or '/' or '<' or '>' or '-' or '!' or '+' or '%' or '&' or '^' or '~' => ByteClass.Operator,
        _ => ByteClass.Unknown,
    };
}
