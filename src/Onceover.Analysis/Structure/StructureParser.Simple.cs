namespace Onceover.Analysis;

internal ref partial struct StructureParser
{
    /// <summary>Simple statements up to the end of the logical line.</summary>
    private void SimpleStatements(bool mayBeDocstring, ref int first, ref int last)
    {
        while (problem is null && current.Kind is not (TokenKind.Newline or TokenKind.End or TokenKind.Error))
        {
            var statement = SimpleStatement();
            if (mayBeDocstring && At(statement).Kind == StatementKind.StringLiteral)
            {
                docstrings.Add(At(statement).StartLine..(At(statement).EndLine + 1));
            }

            mayBeDocstring = false;
            Link(statement, ref first, ref last);
            if (current.Kind == TokenKind.Semicolon)
            {
                Advance();
            }
        }

        if (problem is null && first == Statement.None)
        {
            Fail("a statement was expected");
        }

        EndLine();
    }

    private int SimpleStatement()
    {
        var kind = KindByKeyword();
        var statement = Start(kind);
        var isString = current.Kind is TokenKind.String || (current.Kind == TokenKind.Open && text[current.Start] == '(');
        var strings = 0;
        var previous = TokenKind.Newline;
        var lambdas = 0;
        var (annotated, assigned) = (false, false);
        var isPlainName = current.Kind == TokenKind.Name && NextToken().Kind == TokenKind.Colon;
        var inParentheses = (kind == StatementKind.Delete ? NextToken() : current).Kind == TokenKind.Open;
        var inTest = kind == StatementKind.Assert;
        header.Clear();
        while (current.Kind is not (TokenKind.Newline or TokenKind.End or TokenKind.Error)
            && !(current.Kind == TokenKind.Semicolon && tokenizer.OutsideBrackets))
        {
            isString = isString && GoesOnAsString(previous, ref strings);
            if (kind == StatementKind.Expression && tokenizer.OutsideBrackets)
            {
                lambdas += IsName("lambda"u8) ? 1 : 0;
                annotated |= current.Kind == TokenKind.Colon && lambdas-- <= 0;
                assigned |= current.Kind == TokenKind.Equal;
            }

            if (inTest)
            {
                inTest = !(current.Kind == TokenKind.Comma && tokenizer.OutsideBrackets);
                header.Add(current);
            }

            previous = current.Kind;
            Advance();
        }

        if (kind == StatementKind.Assert)
        {
            At(statement).Test = ConstantTest.Of(text, TokensOfTest(), out At(statement).Delicate);
        }

        // "del ()" and "(x): int" have no code.
        At(statement).Delicate |= inParentheses && (kind == StatementKind.Delete || (annotated && !assigned));
        At(statement).EndLine = lastEnd;
        At(statement).Kind = isString && strings > 0 ? StatementKind.StringLiteral
            : annotated && !assigned && isPlainName ? StatementKind.Annotation
            : kind;
        return statement;
    }

    /// <summary>Opening parentheses, then strings, then closing parentheses: anything else is not a literal alone.</summary>
    private readonly bool GoesOnAsString(TokenKind previous, ref int strings)
    {
        switch (current.Kind)
        {
            case TokenKind.Open:
                return strings == 0 && text[current.Start] == '(';
            case TokenKind.String:
                strings++;
                return previous != TokenKind.Close && !StringLiteral.IsBytes(text.Slice(current.Start, current.Length));
            case TokenKind.Close:
                return strings > 0;
            default:
                return false;
        }
    }

    private StatementKind KindByKeyword()
    {
        if (current.Kind != TokenKind.Name)
        {
            return StatementKind.Expression;
        }

        switch (text.Slice(current.Start, current.Length))
        {
            case var name when name.SequenceEqual("return"u8):
                return StatementKind.Return;
            case var name when name.SequenceEqual("raise"u8):
                return StatementKind.Raise;
            case var name when name.SequenceEqual("break"u8):
                return StatementKind.Break;
            case var name when name.SequenceEqual("continue"u8):
                return StatementKind.Continue;
            case var name when name.SequenceEqual("pass"u8):
                return StatementKind.Pass;
            case var name when name.SequenceEqual("import"u8) || name.SequenceEqual("from"u8):
                return StatementKind.Import;
            case var name when name.SequenceEqual("global"u8) || name.SequenceEqual("nonlocal"u8):
                return StatementKind.Scope;
            case var name when name.SequenceEqual("assert"u8):
                return StatementKind.Assert;
            case var name when name.SequenceEqual("del"u8):
                return StatementKind.Delete;
            case var name when name.SequenceEqual("type"u8) && NextToken() is { Kind: TokenKind.Name } next && !IsBinaryKeyword(next):
                return StatementKind.TypeAlias;
            case var name when name.SequenceEqual("lazy"u8) && (IsName(NextToken(), "import"u8) || IsName(NextToken(), "from"u8)):
                return StatementKind.Import;
            case var name when IsMisplaced(name):
                Fail($"'{System.Text.Encoding.ASCII.GetString(name)}' does not start a statement here");
                return StatementKind.Expression;
            default:
                return StatementKind.Expression;
        }
    }

    /// <summary>Without the keyword, and the comma before the message.</summary>
    private readonly ReadOnlySpan<Token> TokensOfTest()
    {
        var tokens = TokensOfHeader();
        tokens = tokens.Length > 0 ? tokens[1..] : tokens;
        return tokens.Length > 0 && tokens[^1].Kind == TokenKind.Comma ? tokens[..^1] : tokens;
    }

    private readonly Token NextToken()
    {
        var ahead = tokenizer;
        return ahead.Next();
    }

    private readonly bool IsBinaryKeyword(Token token) =>
        IsName(token, "in"u8) || IsName(token, "is"u8) || IsName(token, "and"u8) || IsName(token, "or"u8)
        || IsName(token, "not"u8) || IsName(token, "if"u8) || IsName(token, "else"u8);

    private static bool IsMisplaced(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 => name.SequenceEqual("if"u8) || name.SequenceEqual("in"u8) || name.SequenceEqual("is"u8) || name.SequenceEqual("or"u8)
            || name.SequenceEqual("as"u8),
        3 => name.SequenceEqual("for"u8) || name.SequenceEqual("def"u8) || name.SequenceEqual("try"u8) || name.SequenceEqual("and"u8),
        4 => name.SequenceEqual("elif"u8) || name.SequenceEqual("else"u8) || name.SequenceEqual("with"u8),
        5 => name.SequenceEqual("while"u8) || name.SequenceEqual("class"u8) || name.SequenceEqual("async"u8),
        6 => name.SequenceEqual("except"u8),
        7 => name.SequenceEqual("finally"u8),
        _ => false,
    };
}
