using System.Globalization;
using System.Text;

namespace Onceover.Reports;

/// <summary>Text by the cells that a terminal gives it.</summary>
public static class Cells
{
    private const int TabStop = 4;

    /// <summary>The wide blocks of Unicode's EastAsianWidth.txt, and emoji.</summary>
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x4DBF), (0x4E00, 0xA4CF), (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xF900, 0xFAFF),
        (0xFE30, 0xFE6F), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F900, 0x1F9FF), (0x20000, 0x3FFFD),
    ];

    public static int Width(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Width(rune);
        }

        return width;
    }

    /// <summary>
    /// Text that moves no cursor and changes no colour: tabs become spaces up to the next multiple of four, other control characters and
    /// those that turn the direction of writing become visible.
    /// </summary>
    public static string Harmless(string text)
    {
        if (!text.Any(c => VisibleText.IsHidden(c) || char.IsSurrogate(c)))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var column = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var shown = rune.Value switch
            {
                '\t' => new string(' ', TabStop - (column % TabStop)),
                var value when value <= char.MaxValue && VisibleText.IsHidden((char)value) => VisibleText.Of((char)value).ToString(),
                _ => rune.ToString(),
            };
            result.Append(shown);
            column += Width(shown);
        }

        return result.ToString();
    }

    /// <summary>The text, or if it is wider than <paramref name="width"/> its end after an ellipsis.</summary>
    public static string End(string text, int width)
    {
        if (Width(text) <= width)
        {
            return text;
        }

        var runes = text.EnumerateRunes().ToList();
        var first = runes.Count;
        for (var left = width - 1; first > 0 && left >= Width(runes[first - 1]); first--)
        {
            left -= Width(runes[first - 1]);
        }

        return "…" + string.Concat(runes.Skip(first));
    }

    /// <summary>The text cut into pieces of at most <paramref name="width"/> cells, of at least one character.</summary>
    public static IEnumerable<string> Pieces(string text, int width)
    {
        var piece = new StringBuilder();
        var used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (used + Width(rune) > width && used > 0)
            {
                yield return piece.ToString();
                piece.Clear();
                used = 0;
            }

            piece.Append(rune);
            used += Width(rune);
        }

        yield return piece.ToString();
    }

    /// <summary>The text broken at spaces into lines of at most <paramref name="width"/> cells; a longer word is cut.</summary>
    public static IEnumerable<string> Wrapped(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' ').SelectMany(word => Pieces(word, width)))
        {
            if (line.Length > 0 && Width(line) + 1 + Width(word) > width)
            {
                yield return line;
                line = "";
            }

            line += line.Length > 0 ? " " + word : word;
        }

        yield return line;
    }

    private static int Width(Rune rune) => rune.Value < 0x300 ? 1
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? 0
        : Array.Exists(Wide, block => rune.Value >= block.First && rune.Value <= block.Last) ? 2
        : 1;
}
