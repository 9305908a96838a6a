using System.Globalization;

namespace Onceover.Analysis;

internal sealed partial class PatternTranslator
{
    /// <summary>Reads what may follow an item, and writes it. .NET has no possessive quantifiers: an atomic group is the same.</summary>
    /// <param name="start">Where the item starts in the output.</param>
    /// <param name="item">The item.</param>
    /// <returns>How often the item occurs.</returns>
    private (int Least, long Most) Quantifier(int start, Piece item)
    {
        if (!TryReadRepeat(out var least, out var most, out var written))
        {
            return (1, 1);
        }

        if (item.IsAnchor)
        {
            throw new UntranslatableException("nothing to repeat");
        }

        output.Append(written);
        var follows = AtEnd ? '\0' : pattern[at];
        if (follows == '?')
        {
            at++;
            output.Append('?');
        }
        else if (follows == '+')
        {
            at++;
            output.Insert(start, "(?>").Append(')');
        }

        SkipComments();
        if (TryReadRepeat(out _, out _, out _))
        {
            throw new UntranslatableException("multiple repeat");
        }

        return (least, most);
    }

    private bool TryReadRepeat(out int least, out long most, out string written)
    {
        (least, most, written) = (0, PatternWidth.Endless, "");
        switch (AtEnd ? '\0' : pattern[at])
        {
            case '*':
                at++;
                written = "*";
                return true;
            case '+':
                at++;
                (least, written) = (1, "+");
                return true;
            case '?':
                at++;
                (most, written) = (1, "?");
                return true;
            case '{':
                return TryReadCounts(out least, out most, out written);
            default:
                return false;
        }
    }

    /// <summary>Braces that hold no counts are literal in Python.</summary>
    private bool TryReadCounts(out int least, out long most, out string written)
    {
        (least, most, written) = (0, PatternWidth.Endless, "");
        var end = pattern[at] == '{' ? pattern.IndexOf('}', at) : -1;
        if (end < 0 || end == at + 1)
        {
            return false;
        }

        var inside = pattern[(at + 1)..end];
        var comma = inside.IndexOf(',', StringComparison.Ordinal);
        var (low, high) = comma < 0 ? (inside, inside) : (inside[..comma], inside[(comma + 1)..]);
        if (!low.All(char.IsAsciiDigit) || !high.All(char.IsAsciiDigit))
        {
            return false;
        }

        if (!TryParseCount(low, out least) || !TryParseCount(high, out var highest))
        {
            throw new UntranslatableException("the repetition number is too large");
        }

        most = high.Length > 0 ? highest : PatternWidth.Endless;
        if (most < least)
        {
            throw new UntranslatableException("min repeat greater than max repeat");
        }

        at = end + 1;
        written = comma < 0
            ? string.Create(CultureInfo.InvariantCulture, $"{{{least}}}")
            : string.Create(CultureInfo.InvariantCulture, $"{{{least},{high}}}");
        return true;
    }

    private static bool TryParseCount(string digits, out int count)
    {
        count = 0;
        return digits.Length == 0 || int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out count);
    }
}
