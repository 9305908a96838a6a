using System.Globalization;

namespace Onceover.Analysis;

internal sealed partial class PatternTranslator
{
    /// <summary>Reads what may follow an item, and writes it. .NET has no possessive quantifiers: an atomic group is the same.</summary>
    /// <param name="start">Where the item starts in the output.</param>
    /// <param name="item">The item.</param>
    /// <returns>How often the item occurs at least.</returns>
    private (int Least, bool Quantified) Quantifier(int start, Piece item)
    {
        if (flags.Verbose)
        {
            while (!AtEnd && SkipVerbose())
            {
            }
        }

        if (!TryReadRepeat(out var least, out var written))
        {
            return (1, false);
        }

        if (!item.TakesText && output.Length > start && output[^1] is '^' or '$')
        {
            output.Insert(start, "(?:").Append(')');
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

        if (TryReadRepeat(out _, out _))
        {
            throw new UntranslatableException("multiple repeat");
        }

        return (least, true);
    }

    private bool TryReadRepeat(out int least, out string written)
    {
        (least, written) = (0, "");
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
                written = "?";
                return true;
            case '{':
                return TryReadCounts(out least, out written);
            default:
                return false;
        }
    }

    /// <summary>Braces that hold no counts are literal in Python.</summary>
    private bool TryReadCounts(out int least, out string written)
    {
        (least, written) = (0, "");
        var end = pattern.IndexOf('}', at);
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

        if (!TryParseCount(low, out least) || !TryParseCount(high, out var most))
        {
            throw new UntranslatableException("a repeat count is too large");
        }

        if (high.Length > 0 && most < least)
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
