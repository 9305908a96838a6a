using System.Globalization;

namespace Onceover.Analysis;

internal sealed partial class PatternTranslator
{
    /// <summary>After an opening parenthesis. Capturing groups get Python's numbers as names: .NET would number named ones last.</summary>
    private Piece Group()
    {
        if (AtEnd || pattern[at] != '?')
        {
            return Capture(name: null);
        }

        at++;
        foreach (var (python, dotnet, takesText) in SameKinds)
        {
            if (Take(python))
            {
                return Inside(dotnet, takesText);
            }
        }

        if (Take("P<"))
        {
            return Capture(Until('>'));
        }

        if (Take("P="))
        {
            output.Append(CultureInfo.InvariantCulture, $"\\k<{NumberOf(Until(')'))}>");
            return Piece.Text;
        }

        if (Take("#"))
        {
            Until(')');
            return Piece.Nothing;
        }

        return Take("(") ? Conditional() : ScopedFlags();
    }

    private static readonly (string Python, string Dotnet, bool TakesText)[] SameKinds =
    [
        (":", "(?:", true),
        (">", "(?>", true),
        ("=", "(?=", false),
        ("!", "(?!", false),
        ("<=", "(?<=", false),
        ("<!", "(?<!", false),
    ];

    private Piece Capture(string? name)
    {
        var number = ++groups;
        if (name is not null && (!IsIdentifier(name) || !groupNumbers.TryAdd(name, number)))
        {
            throw new UntranslatableException($"bad or repeated group name '{name}'");
        }

        return Inside(string.Create(CultureInfo.InvariantCulture, $"(?<{number}>"), takesText: true);
    }

    private Piece Inside(string opening, bool takesText)
    {
        var outer = flags;
        output.Append(opening);
        var needs = Alternatives();
        Close();
        flags = outer;
        return takesText ? new Piece(null, needs, true) : Piece.Nothing;
    }

    private void Close()
    {
        if (AtEnd)
        {
            throw new UntranslatableException("missing ), unterminated group");
        }

        at++;
        output.Append(')');
    }

    private Piece Conditional()
    {
        var reference = Until(')');
        var number = reference.Length > 0 && reference.All(char.IsAsciiDigit)
            ? int.Parse(reference, CultureInfo.InvariantCulture)
            : NumberOf(reference);
        return Inside(string.Create(CultureInfo.InvariantCulture, $"(?({number})"), takesText: true) with { Needs = [] };
    }

    /// <summary><c>(?i-s:…)</c>.</summary>
    private Piece ScopedFlags()
    {
        var outer = flags;
        var text = FlagLetters();
        if (text.Length == 0)
        {
            throw new UntranslatableException($"unknown extension ?{(AtEnd ? "" : pattern[at])}");
        }

        if (AtEnd || pattern[at++] != ':')
        {
            throw new UntranslatableException("global flags not at the start of the expression");
        }

        var dash = text.IndexOf('-', StringComparison.Ordinal);
        flags = WithFlags(flags, dash < 0 ? text : text[..dash], on: true);
        flags = WithFlags(flags, dash < 0 ? "" : text[(dash + 1)..], on: false);
        var inner = flags;
        output.Append("(?")
            .Append(inner.IgnoreCase ? "i" : "")
            .Append(inner.DotAll ? "s" : "")
            .Append(inner is { IgnoreCase: true, DotAll: true } ? "" : "-")
            .Append(inner.IgnoreCase ? "" : "i")
            .Append(inner.DotAll ? "" : "s")
            .Append(':');
        var needs = Alternatives();
        Close();
        flags = outer;
        return new Piece(null, needs, true);
    }

    /// <summary><c>(?i)</c>: Python takes it at the very start only.</summary>
    private void GlobalFlags()
    {
        while (pattern.AsSpan(at).StartsWith("(?") && at + 2 < pattern.Length && char.IsAsciiLetter(pattern[at + 2]) && pattern[at + 2] != 'P')
        {
            var start = at;
            at += 2;
            var letters = FlagLetters();
            if (AtEnd || pattern[at] != ')')
            {
                at = start;
                return;
            }

            at++;
            flags = WithFlags(flags, letters, on: true);
        }
    }

    private string FlagLetters()
    {
        var start = at;
        while (!AtEnd && (char.IsAsciiLetter(pattern[at]) || pattern[at] == '-'))
        {
            at++;
        }

        return pattern[start..at];
    }

    private static Flags WithFlags(Flags flags, string letters, bool on)
    {
        foreach (var letter in letters)
        {
            flags = letter switch
            {
                'i' => flags with { IgnoreCase = on },
                's' => flags with { DotAll = on },
                'x' => flags with { Verbose = on },
                'a' when on => flags with { Ascii = true },
                'u' when on => flags with { Ascii = false },
                'm' => on ? flags : throw new UntranslatableException("turning the flag m off is not supported"),
                _ => throw new UntranslatableException($"unknown extension ?{letters}"),
            };
        }

        return flags;
    }

    private bool Take(string text)
    {
        if (!pattern.AsSpan(at).StartsWith(text))
        {
            return false;
        }

        at += text.Length;
        return true;
    }

    private string Until(char end)
    {
        var found = pattern.IndexOf(end, at);
        if (found < 0)
        {
            throw new UntranslatableException($"missing {end}");
        }

        var text = pattern[at..found];
        at = found + 1;
        return text;
    }

    private int NumberOf(string name) => groupNumbers.TryGetValue(name, out var number)
        ? number
        : throw new UntranslatableException($"unknown group name '{name}'");

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsDigit(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c == '_');
}
