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
        var needs = translator.Alternatives();
        return translator.AtEnd
            ? (options + translator.output, needs)
            : throw new UntranslatableException("unbalanced parenthesis");
    }

    private ImmutableArray<string> Alternatives()
    {
        if (++nesting > MaxNesting)
        {
            throw new UntranslatableException("too many nested groups");
        }

        var alternatives = new List<ImmutableArray<string>> { Sequence() };
        while (!AtEnd && pattern[at] == '|')
        {
            at++;
            output.Append('|');
            alternatives.Add(Sequence());
        }

        nesting--;
        return PatternNeeds.OfAlternatives(alternatives);
    }

    private ImmutableArray<string> Sequence()
    {
        var needs = new PatternNeeds();
        while (!AtEnd && pattern[at] is not ('|' or ')'))
        {
            if (flags.Verbose && SkipVerbose())
            {
                continue;
            }

            var start = output.Length;
            var item = Item();
            var (least, quantified) = Quantifier(start, item);
            Tell(needs, item, least, quantified);
        }

        needs.EndRun();
        return needs.Best;
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
                return Piece.Nothing;
            case '*' or '+' or '?':
                throw new UntranslatableException("nothing to repeat");
            default:
                at--;
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

        AppendCharacter(output, (char)codePoint);
        return new Piece((char)codePoint, [], true);
    }

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
    private readonly record struct Piece(char? Literal, ImmutableArray<string> Needs, bool TakesText)
    {
        public static readonly Piece Text = new(null, [], true);

        public static readonly Piece Nothing = new(null, [], false);
    }

    private readonly record struct Flags(bool IgnoreCase, bool DotAll, bool Verbose, bool Ascii);
}
