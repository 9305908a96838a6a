using System.Text.RegularExpressions;

namespace Onceover.Analysis;

/// <summary>
/// Finds what <see cref="ExclusionDefaults.EllipsisBody"/> finds, without trying it at every line of a file: a match holds an ellipsis
/// and reaches back over at most two more lines that are not blank, the signature's.
/// </summary>
internal static class EllipsisBodies
{
    private const int MoreLines = 2;

    public static void Find(ReadOnlySpan<char> text, Regex pattern, List<Range> found)
    {
        var searched = 0;
        for (var at = text.IndexOf("..."); at >= 0; at = Next(text, at + 1))
        {
            if (!CanEnd(text, at) || at < searched)
            {
                continue;
            }

            var start = WindowStart(text, at);
            var end = WindowEnd(text, at + 3);
            foreach (var match in pattern.EnumerateMatches(text[start..end], Math.Max(0, searched - start)))
            {
                searched = start + match.Index + match.Length;
                found.Add((start + match.Index)..searched);
            }
        }
    }

    private static int Next(ReadOnlySpan<char> text, int from) =>
        text[from..].IndexOf("...") is >= 0 and var offset ? from + offset : -1;

    /// <summary>Before the ellipsis comes its line's start or a colon, after it a comment or the line's end.</summary>
    private static bool CanEnd(ReadOnlySpan<char> text, int at)
    {
        var before = at - 1;
        while (before >= 0 && text[before] != '\n' && IsSpace(text[before]))
        {
            before--;
        }

        var after = at + 3;
        while (after < text.Length && text[after] != '\n' && IsSpace(text[after]))
        {
            after++;
        }

        return (before < 0 || text[before] is '\n' or ':') && (after == text.Length || text[after] is '\n' or '#');
    }

    private static int WindowStart(ReadOnlySpan<char> text, int at)
    {
        var start = text[..at].LastIndexOf('\n') + 1;
        var more = 0;
        while (start > 0)
        {
            var previous = text[..(start - 1)].LastIndexOf('\n') + 1;
            more += IsBlank(text[previous..(start - 1)]) ? 0 : 1;
            if (more > MoreLines)
            {
                break;
            }

            start = previous;
        }

        return start;
    }

    /// <summary>Past the first character that is no space, so that an end of line seen there is a true one.</summary>
    private static int WindowEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && IsSpace(text[at]))
        {
            at++;
        }

        return Math.Min(at + 1, text.Length);
    }

    private static bool IsBlank(ReadOnlySpan<char> line)
    {
        foreach (var c in line)
        {
            if (!IsSpace(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';
}
