using System.Text;

namespace Onceover.Analysis;

internal sealed partial class PatternTranslator
{
    /// <summary>All that is not in <see cref="Word"/>: a set cannot hold the complement of another.</summary>
    private const string NoWord =
        @"\p{C}\p{M}\p{S}\p{Z}\p{Pd}\p{Pe}\p{Pf}\p{Pi}\p{Po}\p{Ps}\u203f\u2040\u2054\ufe33\ufe34\ufe4d-\ufe4f\uff3f";

    /// <summary>All that is not in <see cref="Space"/>.</summary>
    private const string NoSpace =
        @"\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{L}\p{M}\p{N}\p{P}\p{S}";

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
            if (at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] != ']')
            {
                throw new UntranslatableException("bad character range");
            }

            return;
        }

        var low = SetCharacter();
        AppendCharacter(set, low);
        if (at + 1 >= pattern.Length || pattern[at] != '-' || pattern[at + 1] == ']')
        {
            set.Append(flags.IgnoreCase ? CasesBeside(low, low) : "");
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
        set.Append(flags.IgnoreCase ? CasesBeside(low, high) : "");
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
        return char.IsAsciiLetterLower(c) ? Category(c) : (c, flags.Ascii) switch
        {
            ('D', true) => @"\u0000-/:-\uffff",
            ('D', false) => @"\D",
            ('S', true) => @"\u0000-\u0008\u000e-\u001f!-\uffff",
            ('S', false) => NoSpace,
            (_, true) => @"\u0000-/:-@\u005b-\u005e`\u007b-\uffff",
            (_, false) => NoWord,
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
