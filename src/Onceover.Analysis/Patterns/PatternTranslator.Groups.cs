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
        foreach (var (python, dotnet, kind) in SameKinds)
        {
            if (Take(python))
            {
                return Inside(dotnet, kind);
            }
        }

        if (Take("P<"))
        {
            return Capture(Until('>'));
        }

        if (Take("P="))
        {
            return BackReference(NumberOf(Until(')')));
        }

        return Take("(") ? Conditional() : ScopedFlags();
    }

    private static readonly (string Python, string Dotnet, GroupKind Kind)[] SameKinds =
    [
        (":", "(?:", GroupKind.Text),
        (">", "(?>", GroupKind.Text),
        ("=", "(?=", GroupKind.Ahead),
        ("!", "(?!", GroupKind.Ahead),
        ("<=", "(?<=", GroupKind.Behind),
        ("<!", "(?<!", GroupKind.Behind),
    ];

    private enum GroupKind
    {
        Text,
        Ahead,
        Behind,
    }

    private Piece Capture(string? name)
    {
        var number = ++groups;
        if (name is not null && !IsIdentifier(name))
        {
            throw new UntranslatableException(name.Length == 0 ? "missing group name" : $"bad character in group name '{name}'");
        }

        if (name is not null && !groupNumbers.TryAdd(name, number))
        {
            throw new UntranslatableException($"redefinition of group name '{name}' as group {number}; was group {groupNumbers[name]}");
        }

        groupWidths[number] = null;
        var group = Inside(string.Create(CultureInfo.InvariantCulture, $"(?<{number}>"), GroupKind.Text);
        groupWidths[number] = group.Width;
        return group;
    }

    private Piece Inside(string opening, GroupKind kind)
    {
        var outer = flags;
        output.Append(opening);
        var (needs, width) = Alternatives();
        Close();
        flags = outer;
        return kind == GroupKind.Text ? new Piece(null, needs, true, width)
            : kind == GroupKind.Ahead || width.IsFixed ? Piece.Look
            : throw new UntranslatableException("look-behind requires fixed-width pattern");
    }

    private void Close()
    {
        if (AtEnd)
        {
            throw new UntranslatableException("missing ), unterminated subpattern");
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
        if (number == 0 || number > groups)
        {
            throw new UntranslatableException($"invalid group reference {number}");
        }

        return Inside(string.Create(CultureInfo.InvariantCulture, $"(?({number})"), GroupKind.Text) with { Needs = [] };
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
        if (dash == text.Length - 1)
        {
            throw new UntranslatableException("missing flag");
        }

        if (dash >= 0 && text.AsSpan(0, dash).ContainsAny(text.AsSpan(dash + 1)))
        {
            throw new UntranslatableException("bad inline flags: flag turned on and off");
        }

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
        var (needs, width) = Alternatives();
        Close();
        flags = outer;
        return new Piece(null, needs, true, width);
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
        if (letters.Contains('a', StringComparison.Ordinal) && letters.Contains('u', StringComparison.Ordinal))
        {
            throw new UntranslatableException("bad inline flags: flags 'a', 'u' and 'L' are incompatible");
        }

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
