namespace Onceover.Reports;

/// <summary>
/// Source text cut into the lines that the interpreter counts: they end at a line feed, a carriage return, or both together, and at
/// nothing else.
/// </summary>
public static class SourceLines
{
    public static int Count(string text) => Split(text).Count();

    /// <summary>The lines without their ends. An end of line at the end of the text starts no further line.</summary>
    public static IEnumerable<string> Split(string text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var length = text.AsSpan(start).IndexOfAny('\n', '\r');
            if (length < 0)
            {
                yield return text[start..];
                yield break;
            }

            var end = start + length;
            yield return text[start..end];
            start = end + (text.AsSpan(end).StartsWith("\r\n") ? 2 : 1);
        }
    }
}
