namespace Onceover.Analysis;

/// <summary>Whether a case takes whatever comes: no guard, and a pattern whose last alternative is a name or <c>_</c>.</summary>
internal static class CasePattern
{
    /// <param name="text">The text that the tokens' offsets are of.</param>
    /// <param name="header">The tokens between <c>case</c> and its colon, guard included.</param>
    public static bool IsIrrefutable(ReadOnlySpan<byte> text, ReadOnlySpan<Token> header)
    {
        if (LastOutside(text, header, "if"u8) >= 0)
        {
            return false;
        }

        var pattern = header;
        while (true)
        {
            if (LastOutside(text, pattern, TokenKind.Comma) >= 0)
            {
                return false;
            }

            if (LastOutside(text, pattern, "as"u8) is >= 0 and var named)
            {
                pattern = pattern[..named];
            }
            else if (LastOutside(text, pattern, TokenKind.Bar) is >= 0 and var bar)
            {
                pattern = pattern[(bar + 1)..];
            }
            else if (pattern.Length >= 3 && pattern[0].Kind == TokenKind.Open && text[pattern[0].Start] == '('
                && FirstClose(pattern) == pattern.Length - 1)
            {
                pattern = pattern[1..^1];
            }
            else
            {
                return pattern.Length == 1 && pattern[0].Kind == TokenKind.Name && !IsConstant(text.Slice(pattern[0].Start, pattern[0].Length));
            }
        }
    }

    /// <summary>Whether there is a guard that the compiler may decide.</summary>
    public static bool HasDecidedGuard(ReadOnlySpan<byte> text, ReadOnlySpan<Token> header) =>
        LastOutside(text, header, "if"u8) is >= 0 and var guard
        && (ConstantTest.Of(text, header[(guard + 1)..], out var delicate) != Truth.Unknown || delicate);

    private static bool IsConstant(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("None"u8) || name.SequenceEqual("True"u8) || name.SequenceEqual("False"u8);

    private static int LastOutside(ReadOnlySpan<byte> text, ReadOnlySpan<Token> tokens, ReadOnlySpan<byte> name) =>
        LastOutside(text, tokens, TokenKind.Name, name);

    private static int LastOutside(ReadOnlySpan<byte> text, ReadOnlySpan<Token> tokens, TokenKind kind) =>
        LastOutside(text, tokens, kind, default);

    private static int LastOutside(ReadOnlySpan<byte> text, ReadOnlySpan<Token> tokens, TokenKind kind, ReadOnlySpan<byte> name)
    {
        var (depth, last) = (0, -1);
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            if (depth == 0 && token.Kind == kind && (name.IsEmpty || text.Slice(token.Start, token.Length).SequenceEqual(name)))
            {
                last = i;
            }

            depth += token.Kind == TokenKind.Open ? 1 : token.Kind == TokenKind.Close ? -1 : 0;
        }

        return last;
    }

    private static int FirstClose(ReadOnlySpan<Token> tokens)
    {
        var depth = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            depth += tokens[i].Kind == TokenKind.Open ? 1 : tokens[i].Kind == TokenKind.Close ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }
}
