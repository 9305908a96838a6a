namespace Onceover.Analysis;

internal ref partial struct StructureParser
{
    /// <summary>The compound statement that the current token starts; <see cref="Statement.None"/> if it starts a simple one.</summary>
    private int Compound(int depth)
    {
        if (current.Kind == TokenKind.At)
        {
            return Decorated(depth);
        }

        return current.Kind != TokenKind.Name || current.Length > 5
            ? Statement.None
            : text.Slice(current.Start, current.Length) switch
            {
                var name when name.SequenceEqual("if"u8) => If(depth),
                var name when name.SequenceEqual("def"u8) => Definition(depth, StatementKind.Function, lineFirst),
                var name when name.SequenceEqual("for"u8) => Loop(depth, StatementKind.For),
                var name when name.SequenceEqual("try"u8) => Try(depth),
                var name when name.SequenceEqual("with"u8) => With(depth),
                var name when name.SequenceEqual("while"u8) => Loop(depth, StatementKind.While),
                var name when name.SequenceEqual("class"u8) => Definition(depth, StatementKind.Class, lineFirst),
                var name when name.SequenceEqual("async"u8) => Async(depth, lineFirst),
                var name when name.SequenceEqual("match"u8) && StartsMatch() => Match(depth),
                _ => Statement.None,
            };
    }

    private int If(int depth)
    {
        var outermost = Statement.None;
        var previous = Statement.None;
        do
        {
            var clause = Start(StatementKind.If);
            if (previous == Statement.None)
            {
                outermost = clause;
            }
            else
            {
                At(previous).Else = clause;
            }

            Header();
            At(clause).Test = ConstantTest.Of(text, TokensOfHeader(), out At(clause).Delicate);
            var body = Suite(depth);
            At(clause).Body = body;
            At(clause).EndLine = lastEnd;
            previous = clause;
        }
        while (IsClause(depth, "elif"u8));

        var orelse = ElseSuite(depth);
        for (var clause = outermost; clause != Statement.None; clause = At(clause).Else)
        {
            At(clause).EndLine = lastEnd;
            if (clause == previous)
            {
                At(clause).Else = orelse;
                break;
            }
        }

        return outermost;
    }

    private int Loop(int depth, StatementKind kind)
    {
        var loop = Start(kind);
        Header();
        if (kind == StatementKind.While)
        {
            At(loop).Test = ConstantTest.Of(text, TokensOfHeader(), out At(loop).Delicate);
        }

        var body = Suite(depth);
        var orelse = ElseSuite(depth);
        At(loop).Body = body;
        At(loop).Else = orelse;
        At(loop).EndLine = lastEnd;
        return loop;
    }

    private int Try(int depth)
    {
        var statement = Start(StatementKind.Try);
        Header();
        var body = Suite(depth);
        var (first, last) = (Statement.None, Statement.None);
        while (IsClause(depth, "except"u8))
        {
            var handler = Start(StatementKind.Handler);
            Header();
            var handlerBody = Suite(depth);
            At(handler).Body = handlerBody;
            At(handler).EndLine = lastEnd;
            Link(handler, ref first, ref last);
        }

        var orelse = first == Statement.None ? Statement.None : ElseSuite(depth);
        var final = KeywordSuite(depth, "finally"u8);
        if (first == Statement.None && final == Statement.None)
        {
            Fail("'except' or 'finally' was expected");
        }

        At(statement).Body = body;
        At(statement).Clauses = first;
        At(statement).Else = orelse;
        At(statement).Finally = final;
        At(statement).EndLine = lastEnd;
        return statement;
    }

    private int With(int depth)
    {
        var with = Start(StatementKind.With);
        Header();
        var body = Suite(depth);
        At(with).Body = body;
        At(with).EndLine = lastEnd;
        return with;
    }

    /// <summary>Nothing but a header ends with a colon, so a line that starts with the name <c>match</c> and does is one.</summary>
    private readonly bool StartsMatch()
    {
        var ahead = tokenizer;
        var (previous, token) = (default(Token), ahead.Next());
        if (token.Kind is TokenKind.Newline or TokenKind.Equal or TokenKind.Dot or TokenKind.Comma or TokenKind.Colon)
        {
            return false;
        }

        while (token.Kind is not (TokenKind.Newline or TokenKind.End or TokenKind.Error))
        {
            (previous, token) = (token, ahead.Next());
        }

        return token.Kind == TokenKind.Newline && previous.Kind == TokenKind.Colon;
    }

    private int Match(int depth)
    {
        var match = Start(StatementKind.Match);
        Header();
        At(match).Delicate = ConstantTest.Of(text, TokensOfHeader(), out var delicate) != Truth.Unknown || delicate;
        Advance();
        EndLine();
        var (first, last) = (Statement.None, Statement.None);
        while (problem is null && IsClause(depth + 1, "case"u8))
        {
            var clause = Start(StatementKind.Case);
            Header();
            At(clause).Test = CasePattern.IsIrrefutable(text, TokensOfHeader()) ? Truth.Always : Truth.Unknown;
            At(clause).Delicate = CasePattern.HasDecidedGuard(text, TokensOfHeader());
            var body = Suite(depth + 1);
            At(clause).Body = body;
            At(clause).EndLine = lastEnd;
            Link(clause, ref first, ref last);
        }

        if (first == Statement.None || (current.Kind != TokenKind.End && tokenizer.Depth > depth))
        {
            Fail("'case' was expected");
        }

        At(match).Clauses = first;
        At(match).EndLine = lastEnd;
        return match;
    }

    private int Decorated(int depth)
    {
        var firstLine = lineFirst;
        while (current.Kind == TokenKind.At && problem is null)
        {
            while (current.Kind is not (TokenKind.Newline or TokenKind.End or TokenKind.Error))
            {
                Advance();
            }

            EndLine();
            if (tokenizer.Depth != depth)
            {
                Fail("a decorator is followed by another depth");
            }
        }

        if (IsName("def"u8) || IsName("class"u8))
        {
            return Definition(depth, IsName("def"u8) ? StatementKind.Function : StatementKind.Class, firstLine);
        }

        if (IsName("async"u8))
        {
            return Async(depth, firstLine);
        }

        Fail("a decorator is not followed by a definition");
        return Start(StatementKind.Expression);
    }

    private int Async(int depth, int firstLine)
    {
        var ahead = NextToken();
        if (IsName(ahead, "def"u8))
        {
            Advance();
            return Definition(depth, StatementKind.Function, firstLine);
        }

        if (IsName(ahead, "for"u8))
        {
            Advance();
            return Loop(depth, StatementKind.For);
        }

        if (IsName(ahead, "with"u8))
        {
            Advance();
            return With(depth);
        }

        Fail("'async' is not followed by def, for or with");
        return Start(StatementKind.Expression);
    }

    private int Definition(int depth, StatementKind kind, int firstLine)
    {
        var definition = Start(kind);
        At(definition).Line = firstLine;
        Advance();
        if (current.Kind != TokenKind.Name)
        {
            Fail("a name was expected");
            return definition;
        }

        At(definition).Name = current.Start..(current.Start + current.Length);
        Header();
        var body = Suite(depth, mayHaveDocstring: true);
        At(definition).Body = body;
        At(definition).EndLine = lastEnd;
        return definition;
    }

    private int ElseSuite(int depth) => KeywordSuite(depth, "else"u8);

    private int KeywordSuite(int depth, ReadOnlySpan<byte> keyword)
    {
        if (!IsClause(depth, keyword))
        {
            return Statement.None;
        }

        Header();
        return Suite(depth);
    }

    private readonly bool IsClause(int depth, ReadOnlySpan<byte> keyword) =>
        problem is null && current.Kind == TokenKind.Name && tokenizer.Depth == depth && IsName(keyword);

    /// <summary>From the keyword to the colon that ends the header, which becomes the current token.</summary>
    private void Header()
    {
        header.Clear();
        var lambdas = 0;
        Advance();
        while (current.Kind is not (TokenKind.Newline or TokenKind.End or TokenKind.Error))
        {
            if (tokenizer.OutsideBrackets)
            {
                if (current.Kind == TokenKind.Colon && lambdas-- == 0)
                {
                    return;
                }

                lambdas += IsName("lambda"u8) ? 1 : 0;
            }

            header.Add(current);
            Advance();
        }

        Fail("':' was expected");
    }

    private readonly ReadOnlySpan<Token> TokensOfHeader() => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(header);
}
