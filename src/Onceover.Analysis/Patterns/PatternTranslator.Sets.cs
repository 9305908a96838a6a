using System.Text;

namespace Onceover.Analysis;

internal sealed partial class PatternTranslator
{
    /// <summary>After an opening bracket. Every character is written so that none has a meaning in .NET that it lacks in Python.</summary>
    private Piece Set()
    {
        var set = new StringBuilder("[");
        if (!AtEnd && pattern[at] == '^')
        {
            at++;
            set.Append('^');
        }

        for (var first = true; ; first = false)
        {
            if (AtEnd)
            {
                throw new UntranslatableException("unterminated character set");
            }

            if (pattern[at] == ']' && !first)
            {
                at++;
                break;
            }

            SetItem(set);
        }

        output.Append(set).Append(']');
        return Piece.Text;
    }

    private void SetItem(StringBuilder set)
    {
        if (SetCategory() is { } category)
        {
            set.Append(category);
            return;
        }

        var low = SetCharacter();
        AppendCharacter(set, low);
        if (at + 1 >= pattern.Length || pattern[at] != '-' || pattern[at + 1] == ']')
        {
            return;
        }

        at++;
        if (SetCategory() is not null)
        {
            throw new UntranslatableException("bad character range");
        }

        var high = SetCharacter();
        if (high < low)
        {
            throw new UntranslatableException("bad character range");
        }

        set.Append('-');
        AppendCharacter(set, high);
    }

    /// <summary>A category such as \d, if one is next.</summary>
    private string? SetCategory()
    {
        if (pattern[at] != '\\' || at + 1 >= pattern.Length || pattern[at + 1] is not ('d' or 's' or 'w' or 'D' or 'S' or 'W'))
        {
            return null;
        }

        at += 2;
        var c = pattern[at - 1];
        return char.IsAsciiLetterLower(c) ? Category(c)
            : !flags.Ascii ? $"\\{c}"
            : c switch
            {
                'D' => @"\u0000-/:-\uffff",
                'S' => @"\u0000-\u0008\u000e-\u001f!-\uffff",
                _ => @"\u0000-/:-@\u005b-\u005e`\u007b-\uffff",
            };
    }

    private char SetCharacter()
    {
        if (pattern[at] == '\\' && at + 1 == pattern.Length)
        {
            throw new UntranslatableException("bad escape (end of pattern)");
        }

        int value = pattern[at++];
        if (value == '\\')
        {
            value = EscapedCharacter(inSet: true);
        }

        return value > char.MaxValue || char.IsSurrogate((char)value)
            ? throw new UntranslatableException("characters beyond U+FFFF in a set are not supported")
            : (char)value;
    }
}
