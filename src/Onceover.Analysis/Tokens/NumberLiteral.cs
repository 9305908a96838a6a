using System.Globalization;
using System.Text;

namespace Onceover.Analysis;

/// <summary>Python's numbers: how far one goes, and whether it is zero.</summary>
internal static class NumberLiteral
{
    /// <summary>How many bytes of <paramref name="text"/>, which starts with a digit or with a dot and a digit, are the number.</summary>
    public static int LengthOf(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'0', (byte)'x' or (byte)'X' or (byte)'o' or (byte)'O' or (byte)'b' or (byte)'B', ..])
        {
            var hex = (text[1] | 0x20) == 'x';
            var end = 2;
            while (end < text.Length && (hex ? char.IsAsciiHexDigit((char)text[end]) : IsDigit(text[end])) | text[end] == '_')
            {
                end++;
            }

            return end;
        }

        var length = DigitsFrom(text, 0);
        if (length < text.Length && text[length] == '.')
        {
            length = DigitsFrom(text, length + 1);
        }

        if (length < text.Length && (text[length] | 0x20) == 'e')
        {
            var sign = length + 1 < text.Length && text[length + 1] is (byte)'+' or (byte)'-' ? 1 : 0;
            if (length + 1 + sign < text.Length && IsDigit(text[length + 1 + sign]))
            {
                length = DigitsFrom(text, length + 1 + sign);
            }
        }

        return length + (length < text.Length && (text[length] | 0x20) == 'j' ? 1 : 0);
    }

    public static bool IsZero(ReadOnlySpan<byte> number)
    {
        if (number is [(byte)'0', (byte)'x' or (byte)'X' or (byte)'o' or (byte)'O' or (byte)'b' or (byte)'B', ..])
        {
            return !number[2..].ContainsAnyExcept((byte)'0', (byte)'_');
        }

        // Not only by its digits: 1e-400 is zero as well.
        var digits = Encoding.ASCII.GetString(number).Replace("_", "", StringComparison.Ordinal).TrimEnd('j', 'J');
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value == 0;
    }

    private static int DigitsFrom(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && (IsDigit(text[at]) || text[at] == '_'))
        {
            at++;
        }

        return at;
    }

    private static bool IsDigit(byte b) => char.IsAsciiDigit((char)b);
}
