using System.Buffers;

namespace Onceover.Reports;

/// <summary>
/// Text that looks like what it is: characters that turn the direction of writing, with which a source or a name can look like another, and
/// control characters are shown instead of obeyed.
/// </summary>
public static class VisibleText
{
    private static readonly SearchValues<char> Hidden =
        SearchValues.Create([.. Enumerable.Range(0, char.MaxValue).Select(c => (char)c).Where(c => IsHidden(c) && c is not ('\t' or '\n' or '\r'))]);

    /// <summary>As long as before; tabs and line ends stay.</summary>
    public static string Of(string text) => !text.AsSpan().ContainsAny(Hidden)
        ? text
        : string.Create(text.Length, text, static (shown, original) =>
        {
            for (var i = 0; i < shown.Length; i++)
            {
                shown[i] = Hidden.Contains(original[i]) ? Of(original[i]) : original[i];
            }
        });

    /// <summary>Controls, and the embeddings, overrides and isolates of writing in two directions.</summary>
    internal static bool IsHidden(char c) => char.IsControl(c) || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';

    /// <summary>The picture of a hidden character, where Unicode has one.</summary>
    internal static char Of(char hidden) => hidden switch
    {
        < '\x20' => (char)('\u2400' + hidden),
        '\x7F' => '\u2421',
        _ => '\uFFFD',
    };
}
