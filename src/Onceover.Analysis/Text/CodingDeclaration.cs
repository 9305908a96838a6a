using System.Text;

namespace Onceover.Analysis;

/// <summary>The encoding comment of PEP 263: in the first line, or in the second if the first is blank or a comment.</summary>
internal static class CodingDeclaration
{
    /// <summary>The name as written, or null.</summary>
    public static string? Find(ReadOnlySpan<byte> text)
    {
        for (var line = 0; line < 2 && text.Length > 0; line++)
        {
            var end = text.IndexOfAny((byte)'\n', (byte)'\r');
            var content = (end < 0 ? text : text[..end]).TrimStart(" \t\f"u8);
            if (content.Length > 0 && content[0] != '#')
            {
                return null;
            }

            if (NameIn(content) is { } name)
            {
                return name;
            }

            var crlf = end >= 0 && text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n';
            text = end < 0 ? [] : text[(end + (crlf ? 2 : 1))..];
        }

        return null;
    }

    private static string? NameIn(ReadOnlySpan<byte> comment)
    {
        for (int at; (at = comment.IndexOf("coding"u8)) >= 0; comment = comment[1..])
        {
            comment = comment[(at + 6)..];
            if (comment.Length == 0)
            {
                return null;
            }

            if (comment[0] is (byte)':' or (byte)'=')
            {
                var rest = comment[1..].TrimStart(" \t"u8);
                var length = 0;
                while (length < rest.Length && IsNameByte(rest[length]))
                {
                    length++;
                }

                if (length > 0)
                {
                    return Encoding.ASCII.GetString(rest[..length]);
                }
            }
        }

        return null;
    }

    private static bool IsNameByte(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_' or (byte)'.';
}
