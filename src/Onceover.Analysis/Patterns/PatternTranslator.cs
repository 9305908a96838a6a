using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Onceover.Analysis;

/// <summary>Writes .NET's spelling of a pattern while reading Python's, by the grammar of Python's <c>re</c> module (3.12 and later).</summary>
internal sealed partial class PatternTranslator
{
    private const int MaxNesting = 100;

    private readonly string pattern;
    private readonly StringBuilder output = new();
    private readonly Dictionary<string, int> groupNumbers = new(StringComparer.Ordinal);

    /// <summary>By number; null as long as the group is open.</summary>
    private readonly Dictionary<int, PatternWidth?> groupWidths = [];
    private int at;
    private int groups;
    private int nesting;
    private Flags flags;

    private PatternTranslator(string pattern) => this.pattern = pattern;

    private bool AtEnd => at >= pattern.Length;

    public static (string Dotnet, ImmutableArray<string> Needs) Translate(string pattern)
    {
        var translator = new PatternTranslator(pattern);
        translator.GlobalFlags();
        var options = "(?m" + (translator.flags.IgnoreCase ? "i" : "") + (translator.flags.DotAll ? "s" : "") + ")";
        var (needs, _) = translator.Alternatives();
        return translator.AtEnd
            ? (options + translator.output, needs)
            : throw new UntranslatableException("unbalanced parenthesis");
    }

    private (ImmutableArray<string> Needs, PatternWidth Width) Alternatives()
    {
        if (++nesting > MaxNesting)
        {
            throw new UntranslatableException("too many nested groups");
        }

        var (first, width) = Sequence();
        var alternatives = new List<ImmutableArray<string>> { first };
        while (!AtEnd && pattern[at] == '|')
        {
            at++;
            output.Append('|');
            var (needs, other) = Sequence();
            alternatives.Add(needs);
            width = width.Or(other);
        }

        nesting--;
        return (PatternNeeds.OfAlternatives(alternatives), width);
    }

    private (ImmutableArray<string> Needs, PatternWidth Width) Sequence()
    {
        var needs = new PatternNeeds();
        var width = PatternWidth.Zero;
        for (SkipComments(); !AtEnd && pattern[at] is not ('|' or ')'); SkipComments())
        {
            var start = output.Length;
            var item = Item();
            SkipComments();
            var (least, most) = Quantifier(start, item);
            Tell(needs, item, least, (least, most) != (1, 1));
            width = width.Then(item.Width.Times(least, most));
        }

        needs.EndRun();
        return (needs.Best, width);
    }

    /// <summary>Goes past what means nothing, which may stand between an item and its quantifier too.</summary>
    private void SkipComments()
    {
        while (!AtEnd)
        {
            if (Take("(?#"))
            {
                if (pattern.IndexOf(')', at) < 0)
                {
                    throw new UntranslatableException("missing ), unterminated comment");
                }

                Until(')');
            }
            else if (!flags.Verbose || !SkipVerbose())
            {
                return;
            }
        }
    }

    private void Tell(PatternNeeds needs, Piece item, int least, bool quantified)
    {
        if (item.Literal is { } c && least > 0 && !flags.IgnoreCase)
        {
            needs.Literal(c);
            if (quantified)
            {
                needs.EndRun();
            }
        }
        else if (item.TakesText)
        {
            needs.Other(least > 0 ? item.Needs : []);
        }
    }

    private bool SkipVerbose()
    {
        if (pattern[at] is ' ' or '\t' or '\n' or '\r' or '\f' or '\v')
        {
            at++;
            return true;
        }

        if (pattern[at] != '#')
        {
            return false;
        }

        var end = pattern.IndexOf('\n', at);
        at = end < 0 ? pattern.Length : end + 1;
        return true;
    }

    private Piece Item()
    {
        var c = pattern[at++];
        switch (c)
        {
            case '\\':
                return Escape();
            case '[':
                return Set();
            case '(':
                return Group();
            case '.':
                output.Append('.');
                return Piece.Text;
            case '^' or '$':
                output.Append(c);
                return Piece.Anchor;
            case '*' or '+' or '?':
                throw new UntranslatableException("nothing to repeat");
            default:
                at--;
                if (TryReadCounts(out _, out _, out _))
                {
                    throw new UntranslatableException("nothing to repeat");
                }

                return Literal(Rune.GetRuneAt(pattern, NotInsidePair(at)).Value, advance: true);
        }
    }

    private int NotInsidePair(int index) => char.IsSurrogate(pattern[index]) && !char.IsSurrogatePair(pattern, index)
        ? throw new UntranslatableException("half a surrogate pair")
        : index;

    private Piece Literal(int codePoint, bool advance)
    {
        at += advance ? new Rune(codePoint).Utf16SequenceLength : 0;
        if (codePoint > char.MaxValue)
        {
            output.Append(CultureInfo.InvariantCulture, $"(?:{char.ConvertFromUtf32(codePoint)})");
            return Piece.Text;
        }

        AppendLiteral((char)codePoint);
        return new Piece((char)codePoint, [], true, PatternWidth.One);
    }

    private void AppendLiteral(char c)
    {
        if (flags is { IgnoreCase: true, Ascii: true } && (!char.IsAscii(c) || c is 'k' or 'K'))
        {
            // For .NET the sign of kelvin is a k, too.
            output.Append("(?-i:[");
            AppendCharacter(output, c);
            output.Append(c is 'k' or 'K' ? "kK" : "").Append("])");
        }
        else if (flags.IgnoreCase && CasesBeside(c, c) is { Length: > 0 } cases)
        {
            output.Append('[').Append(cases).Append(']');
        }
        else
        {
            AppendCharacter(output, c);
        }
    }

    /// <summary>What Python takes for the same letters as those of a range, and .NET does not.</summary>
    private string CasesBeside(char low, char high) => flags.Ascii
        ? ""
        : string.Concat(PythonCases.Where(letters => letters.Any(letter => low <= letter && letter <= high)));

    private static readonly string[] PythonCases = ["sS\u017f", "iI\u0130\u0131"];

    private static void AppendCharacter(StringBuilder output, char c)
    {
        if (char.IsAsciiLetterOrDigit(c) || c > 0x7f && char.IsLetter(c))
        {
            output.Append(c);
        }
        else
        {
            output.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
    }

    /// <summary>What was written last.</summary>
    /// <param name="Literal">The character, if it is exactly one.</param>
    /// <param name="Needs">As <see cref="PythonPattern.Needs"/>.</param>
    /// <param name="TakesText">Whether it can match something other than nothing.</param>
    /// <param name="Width">Of one match.</param>
    private readonly record struct Piece(char? Literal, ImmutableArray<string> Needs, bool TakesText, PatternWidth Width)
    {
        /// <summary>One character of several.</summary>
        public static readonly Piece Text = new(null, [], true, PatternWidth.One);

        /// <summary>What looks around.</summary>
        public static readonly Piece Look = new(null, [], false, PatternWidth.Zero);

        /// <summary>A place between two characters; nothing repeats it.</summary>
        public static readonly Piece Anchor = Look with { IsAnchor = true };

        public bool IsAnchor { get; init; }
    }

    private readonly record struct Flags(bool IgnoreCase, bool DotAll, bool Verbose, bool Ascii);
}
