namespace Onceover.Analysis;

/// <summary>What a whole string token says of itself.</summary>
internal static class StringLiteral
{
    /// <summary>Whether it is a <c>bytes</c> literal, which never is a docstring.</summary>
    public static bool IsBytes(ReadOnlySpan<byte> token) => PrefixOf(token, out _).HasFlag(StringPrefix.Bytes);

    /// <summary>Whether its value is empty. A backslash at the end of a line stands for nothing, unless raw.</summary>
    public static bool IsEmpty(ReadOnlySpan<byte> token)
    {
        var raw = PrefixOf(token, out var content).HasFlag(StringPrefix.Raw);
        while (!raw && content.StartsWith("\\\n"u8))
        {
            content = content[2..];
        }

        return content.Length == 0;
    }

    private static StringPrefix PrefixOf(ReadOnlySpan<byte> token, out ReadOnlySpan<byte> content)
    {
        var letters = token.IndexOfAny((byte)'"', (byte)'\'');
        var quoted = token[letters..];
        var quotes = quoted.Length >= 6 && quoted[1] == quoted[0] && quoted[2] == quoted[0] ? 3 : 1;
        content = quoted[quotes..^quotes];
        return StringPrefix.Of(token[..letters]) ?? StringPrefix.None;
    }
}
