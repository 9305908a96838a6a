namespace Onceover.Reports;

/// <summary>
/// Where on its lines a compound statement decides: between its keyword and its colon. Found by quotes and brackets alone: it says where to
/// look, nothing counts by it.
/// </summary>
internal sealed class DecisionColumns
{
    private static readonly string[] Keywords = ["if", "elif", "while", "for", "case"];

    private bool isOpen;
    private int depth;
    private string quote = "";

    /// <summary>The decision's place on a statement's first line; null for other statements.</summary>
    public Range? First(string line)
    {
        var start = Keyword(line);
        (isOpen, depth, quote) = (start >= 0, 0, "");
        return isOpen ? Next(line, start) : null;
    }

    /// <summary>Its place on a later line of the same statement; null behind its colon.</summary>
    public Range? Next(string line) => isOpen ? Next(line, 0) : null;

    private Range? Next(string line, int start)
    {
        while (start < line.Length && char.IsWhiteSpace(line[start]))
        {
            start++;
        }

        var end = End(line, start);
        while (end > start && (char.IsWhiteSpace(line[end - 1]) || (end == line.Length && line[end - 1] == '\\')))
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

    private int End(string line, int start)
    {
        for (var i = start; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '\\':
                    i++;
                    break;
                case var _ when quote.Length > 0:
                    i += Closes(line.AsSpan(i));
                    break;
                case '"' or '\'':
                    quote = line.AsSpan(i + 1).StartsWith([line[i], line[i]]) ? new string(line[i], 3) : line[i].ToString();
                    i += quote.Length - 1;
                    break;
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}':
                    depth--;
                    break;
                case '#':
                    return i;
                case ':' when depth == 0 && !line.AsSpan(i).StartsWith(":="):
                    isOpen = false;
                    return i;
                default:
                    break;
            }
        }

        return line.Length;
    }

    /// <summary>Ends the string if it ends here; how many characters more than one that takes.</summary>
    private int Closes(ReadOnlySpan<char> rest)
    {
        if (!rest.StartsWith(quote))
        {
            return 0;
        }

        var more = quote.Length - 1;
        quote = "";
        return more;
    }
}
