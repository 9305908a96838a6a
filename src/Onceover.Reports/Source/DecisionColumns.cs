namespace Onceover.Reports;

/// <summary>Where on its line a compound statement decides.</summary>
internal static class DecisionColumns
{
    private static readonly string[] Keywords = ["if", "elif", "while", "for", "case"];

    /// <summary>
    /// What stands between the keyword and the colon, or the end of the line if the header goes on there; null for other lines. Found by
    /// quotes and brackets alone: it says where to look, nothing counts by it.
    /// </summary>
    public static Range? Of(string line)
    {
        var start = Keyword(line);
        if (start < 0)
        {
            return null;
        }

        while (start < line.Length && line[start] == ' ')
        {
            start++;
        }

        var end = End(line, start);
        while (end > start && char.IsWhiteSpace(line[end - 1]))
        {
            end--;
        }

        return end > start ? start..end : null;
    }

    /// <summary>Behind the keyword; −1 if there is none.</summary>
    private static int Keyword(string line)
    {
        var at = line.Length - line.AsSpan().TrimStart().Length;
        at += line.AsSpan(at).StartsWith("async ") ? "async ".Length : 0;
        var word = Array.Find(Keywords, keyword =>
            line.AsSpan(at).StartsWith(keyword) && at + keyword.Length < line.Length && !char.IsLetterOrDigit(line[at + keyword.Length]) && line[at + keyword.Length] != '_');
        return word is null ? -1 : at + word.Length;
    }

    private static int End(string line, int start)
    {
        var (depth, quote) = (0, '\0');
        for (var i = start; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '\\':
                    i++;
                    break;
                case var c when quote != '\0':
                    quote = c == quote ? '\0' : quote;
                    break;
                case '"' or '\'':
                    quote = line[i];
                    break;
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}':
                    depth--;
                    break;
                case '#':
                case ':' when depth == 0 && !line.AsSpan(i).StartsWith(":="):
                    return i;
                default:
                    break;
            }
        }

        return line.Length;
    }
}
