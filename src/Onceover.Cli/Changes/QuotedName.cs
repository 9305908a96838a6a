using System.Text;

namespace Onceover.Cli.Changes;

/// <summary>A file name in the header of a patch, as git writes it with <c>core.quotePath</c>: in C's quotes if anything in it is unusual.</summary>
internal static class QuotedName
{
    /// <summary>The name; bytes that are not UTF-8 become U+FFFD.</summary>
    public static string Read(ReadOnlySpan<byte> written) => Encoding.UTF8.GetString(
        // After a name with spaces, which is not quoted, git writes a tab.
        written is [(byte)'"', .. var quoted] ? Unquote(quoted) : written.TrimEnd((byte)'\t'));

    private static byte[] Unquote(ReadOnlySpan<byte> text)
    {
        var result = new List<byte>(text.Length);
        for (var i = 0; i < text.Length && text[i] != '"'; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Add(text[i]);
                continue;
            }

            i++;
            if (text[i] is >= (byte)'0' and <= (byte)'3' && i + 2 < text.Length)
            {
                result.Add((byte)(((text[i] - '0') << 6) | ((text[i + 1] - '0') << 3) | (text[i + 2] - '0')));
                i += 2;
            }
            else
            {
                result.Add(text[i] switch
                {
                    (byte)'a' => 7,
                    (byte)'b' => 8,
                    (byte)'t' => 9,
                    (byte)'n' => 10,
                    (byte)'v' => 11,
                    (byte)'f' => 12,
                    (byte)'r' => 13,
                    var itself => itself,
                });
            }
        }

        return [.. result];
    }
}
