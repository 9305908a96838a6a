namespace Onceover.Analysis;

/// <summary>
/// What a test is always, as far as literals, <c>True</c>, <c>False</c>, <c>None</c>, <c>__debug__</c>, <c>not</c>, <c>and</c> and
/// <c>or</c> say it: the compiler emits no decision for it. One operand can be enough: <c>x or True</c> always goes on.
/// </summary>
internal ref struct ConstantTest
{
    private const int MaxNesting = 200;

    private readonly ReadOnlySpan<byte> text;
    private readonly ReadOnlySpan<Token> tokens;
    private int at;
    private int nesting;
    private bool hasNames;
    private bool hasUndecidedLiterals;

    private ConstantTest(ReadOnlySpan<byte> text, ReadOnlySpan<Token> tokens)
    {
        this.text = text;
        this.tokens = tokens;
    }

    /// <param name="text">The text that the tokens' offsets are of.</param>
    /// <param name="test">The tokens between the keyword and its colon.</param>
    /// <param name="delicate">Whether a compiler may find out more, or has more to do to find out: it folds expressions, too.</param>
    public static Truth Of(ReadOnlySpan<byte> text, ReadOnlySpan<Token> test, out bool delicate)
    {
        var parser = new ConstantTest(text, test);
        var result = test.Length == 0 ? Truth.Unknown : parser.Whole();
        delicate = parser.hasUndecidedLiterals || (result != Truth.Unknown && parser.hasNames);
        return result;
    }

    /// <summary>Up to the end or the bracket that closes it.</summary>
    private Truth Whole()
    {
        var start = at;
        var result = Or();
        if (AtEnd)
        {
            return result;
        }

        // A ternary, lambda, tuple or := binds looser than "or": nothing said so far holds.
        at = start;
        SkipToClose();
        hasUndecidedLiterals |= HasLiteral(tokens[start..at]);
        return Truth.Unknown;
    }

    private readonly bool AtEnd => at >= tokens.Length || tokens[at].Kind == TokenKind.Close;

    private Truth Or()
    {
        var result = And();
        while (IsName("or"u8))
        {
            at++;
            result = (result, And()) switch
            {
                (Truth.Always, _) or (_, Truth.Always) => Truth.Always,
                (Truth.Never, Truth.Never) => Truth.Never,
                _ => Truth.Unknown,
            };
        }

        return result;
    }

    private Truth And()
    {
        var result = Not();
        while (IsName("and"u8))
        {
            at++;
            result = (result, Not()) switch
            {
                (Truth.Never, _) or (_, Truth.Never) => Truth.Never,
                (Truth.Always, Truth.Always) => Truth.Always,
                _ => Truth.Unknown,
            };
        }

        return result;
    }

    private Truth Not()
    {
        var negated = false;
        while (IsName("not"u8))
        {
            negated = !negated;
            at++;
        }

        return (Operand(), negated) switch
        {
            (Truth.Always, true) => Truth.Never,
            (Truth.Never, true) => Truth.Always,
            (var same, _) => same,
        };
    }

    private Truth Operand()
    {
        var start = at;
        var result = Atom();
        if (result != Truth.Unknown && (AtEnd || IsName("and"u8) || IsName("or"u8)))
        {
            return result;
        }

        // A parenthesised test was looked at already; anything else not.
        var parenthesised = at > start && (AtEnd || IsName("and"u8) || IsName("or"u8));
        SkipOperand();
        if (!parenthesised)
        {
            var names = HasName(tokens[start..at]);
            hasNames |= names;
            hasUndecidedLiterals |= !names;
        }

        return Truth.Unknown;
    }

    private readonly bool HasName(ReadOnlySpan<Token> operand)
    {
        foreach (var token in operand)
        {
            if (token.Kind == TokenKind.Name && !IsConstant(BytesOf(token)))
            {
                return true;
            }
        }

        return false;
    }

    private readonly bool HasLiteral(ReadOnlySpan<Token> test)
    {
        foreach (var token in test)
        {
            if (token.Kind is TokenKind.Number or TokenKind.String or TokenKind.Template or TokenKind.Ellipsis
                || (token.Kind == TokenKind.Name && IsConstant(BytesOf(token))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsConstant(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("True"u8) || name.SequenceEqual("False"u8) || name.SequenceEqual("None"u8) || name.SequenceEqual("__debug__"u8);

    private Truth Atom()
    {
        if (AtEnd)
        {
            return Truth.Unknown;
        }

        var token = tokens[at];
        switch (token.Kind)
        {
            case TokenKind.Number:
                at++;
                return NumberLiteral.IsZero(BytesOf(token)) ? Truth.Never : Truth.Always;
            case TokenKind.Ellipsis:
                at++;
                return Truth.Always;
            case TokenKind.String:
                return Strings();
            case TokenKind.Name:
                return Named();
            case TokenKind.Open when text[token.Start] == '(' && nesting < MaxNesting:
                return Parenthesised();
            default:
                return Truth.Unknown;
        }
    }

    private Truth Strings()
    {
        var result = Truth.Never;
        for (; at < tokens.Length && tokens[at].Kind is TokenKind.String or TokenKind.Template; at++)
        {
            result = tokens[at].Kind == TokenKind.Template ? Truth.Unknown
                : result == Truth.Never && !StringLiteral.IsEmpty(BytesOf(tokens[at])) ? Truth.Always
                : result;
            if (result == Truth.Unknown)
            {
                break;
            }
        }

        return result;
    }

    private Truth Named()
    {
        var result = IsName("True"u8) || IsName("__debug__"u8) ? Truth.Always
            : IsName("False"u8) || IsName("None"u8) ? Truth.Never
            : Truth.Unknown;
        at += result == Truth.Unknown ? 0 : 1;
        return result;
    }

    private Truth Parenthesised()
    {
        at++;
        nesting++;
        hasUndecidedLiterals |= AtEnd;
        var result = AtEnd ? Truth.Unknown : Whole();
        nesting--;
        at++;
        return result;
    }

    /// <summary>To the next and, or, or end outside of inner brackets; to what cannot follow an operand otherwise.</summary>
    private void SkipOperand()
    {
        for (var depth = 0; at < tokens.Length; at++)
        {
            var kind = tokens[at].Kind;
            if (depth == 0 && (kind == TokenKind.Close || IsName("and"u8) || IsName("or"u8) || BindsLooser()))
            {
                return;
            }

            depth += kind == TokenKind.Open ? 1 : kind == TokenKind.Close ? -1 : 0;
        }
    }

    private readonly bool BindsLooser() =>
        tokens[at].Kind is TokenKind.Comma or TokenKind.ColonEqual or TokenKind.Colon
        || IsName("if"u8) || IsName("lambda"u8) || IsName("for"u8) || IsName("async"u8) || IsName("yield"u8);

    private void SkipToClose()
    {
        for (var depth = 0; at < tokens.Length; at++)
        {
            var kind = tokens[at].Kind;
            if (depth == 0 && kind == TokenKind.Close)
            {
                return;
            }

            depth += kind == TokenKind.Open ? 1 : kind == TokenKind.Close ? -1 : 0;
        }
    }

    private readonly bool IsName(ReadOnlySpan<byte> name) =>
        at < tokens.Length && tokens[at].Kind == TokenKind.Name && BytesOf(tokens[at]).SequenceEqual(name);

    private readonly ReadOnlySpan<byte> BytesOf(Token token) => text.Slice(token.Start, token.Length);
}
