using System.Globalization;

namespace Onceover.Analysis;

internal sealed partial class PatternTranslator
{
    /// <summary>What Python calls a word: letters, every kind of number, the underscore. .NET's \w has marks and no fractions.</summary>
    private const string Word = @"\p{L}\p{N}_";

    private const string AsciiWord = "a-zA-Z0-9_";

    /// <summary>Python counts the separators U+001C to U+001F as space, .NET does not.</summary>
    private const string Space = @"\s\u001c-\u001f";

    private const string AsciiSpace = @" \t\n\r\f\v";

    private Piece Escape()
    {
        if (AtEnd)
        {
            throw new UntranslatableException("bad escape (end of pattern)");
        }

        var c = pattern[at];
        switch (c)
        {
            case 'A':
                return Anchor(@"\A");
            case 'Z' or 'z':
                return Anchor(@"\z");
            case 'b' or 'B':
                return Anchor(Boundary(flags.Ascii ? AsciiWord : Word, c == 'B'));
            case 'd' or 's' or 'w':
                at++;
                output.Append('[').Append(Category(c)).Append(']');
                return Piece.Text;
            case 'D' or 'S' or 'W':
                at++;
                output.Append("[^").Append(Category(char.ToLowerInvariant(c))).Append(']');
                return Piece.Text;
            case >= '1' and <= '9' when !IsOctal():
                return BackReference();
            default:
                return Literal(EscapedCharacter(inSet: false), advance: false);
        }
    }

    private Piece Anchor(string dotnet)
    {
        at++;
        output.Append(dotnet);
        return Piece.Anchor;
    }

    private static string Boundary(string word, bool not)
    {
        var boundary = $"(?:(?<=[{word}])(?![{word}])|(?<![{word}])(?=[{word}]))";
        return not ? $"(?!{boundary})" : boundary;
    }

    private string Category(char c) => (c, flags.Ascii) switch
    {
        ('d', true) => "0-9",
        ('d', false) => @"\d",
        ('s', true) => AsciiSpace,
        ('s', false) => Space,
        (_, true) => AsciiWord,
        (_, false) => Word,
    };

    private bool IsOctal() => at + 2 < pattern.Length && pattern[at] is >= '0' and <= '7'
        && pattern[at + 1] is >= '0' and <= '7' && pattern[at + 2] is >= '0' and <= '7';

    private Piece BackReference()
    {
        var length = at + 1 < pattern.Length && char.IsAsciiDigit(pattern[at + 1]) ? 2 : 1;
        var number = int.Parse(pattern.AsSpan(at, length), CultureInfo.InvariantCulture);
        at += length;
        return BackReference(number);
    }

    private Piece BackReference(int number)
    {
        if (number > groups)
        {
            throw new UntranslatableException($"invalid group reference {number}");
        }

        if (groupWidths[number] is not { } width)
        {
            throw new UntranslatableException("cannot refer to an open group");
        }

        output.Append(CultureInfo.InvariantCulture, $"\\k<{number}>");
        return Piece.Text with { Width = width };
    }

    /// <summary>The code point of an escape that stands for one character; goes past it.</summary>
    private int EscapedCharacter(bool inSet)
    {
        var c = pattern[at++];
        switch (c)
        {
            case 'a':
                return '\a';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'v':
                return '\v';
            case 'b' when inSet:
                return '\b';
            case 'x':
                return Hexadecimal(2);
            case 'u':
                return Hexadecimal(4);
            case 'U':
                return Hexadecimal(8);
            case 'N':
                throw new UntranslatableException(@"names of characters (\N) are not supported");
            case >= '0' and <= '7':
                return Octal();
            default:
                return char.IsAsciiLetterOrDigit(c) ? throw new UntranslatableException($"bad escape \\{c}") : c;
        }
    }

    private int Hexadecimal(int digits)
    {
        if (at + digits > pattern.Length
            || !int.TryParse(pattern.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || value is < 0 or > 0x10ffff or (>= 0xd800 and <= 0xdfff))
        {
            throw new UntranslatableException("incomplete escape");
        }

        at += digits;
        return value;
    }

    private int Octal()
    {
        at--;
        var (value, digits) = (0, 0);
        for (; digits < 3 && !AtEnd && pattern[at] is >= '0' and <= '7'; digits++)
        {
            value = (value * 8) + pattern[at++] - '0';
        }

        return value > 0xff ? throw new UntranslatableException("octal escape value outside of range 0-0o377") : value;
    }
}
