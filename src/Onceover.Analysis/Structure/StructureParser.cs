using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Onceover.Analysis;

/// <summary>
/// From tokens to statements and suites. It looks at what decides the structure (keywords, brackets, the colon that ends a header) and
/// leaves expressions alone. A syntax error inside an expression goes unnoticed: such a file has no code object anywhere.
/// </summary>
/// <remarks>Recursion is one level per indentation, of which there are at most 100.</remarks>
internal ref partial struct StructureParser
{
    private readonly ReadOnlySpan<byte> text;
    private readonly List<Statement> statements;
    private readonly List<LogicalLine> lines;
    private readonly List<Range> docstrings;
    private readonly List<Token> header;
    private Tokenizer tokenizer;
    private Token current;

    /// <summary>Of the logical line that <see cref="current"/> is in.</summary>
    private int lineFirst;

    private int lastColon;

    /// <summary>The last line of the token consumed last; semicolons and line ends do not count.</summary>
    private int lastEnd;

    private SourceProblem? problem;

    private StructureParser(ReadOnlySpan<byte> text)
    {
        this.text = text;
        statements = new List<Statement>(text.Length / 40);
        lines = new List<LogicalLine>(text.Length / 40);
        docstrings = [];
        header = [];
        tokenizer = new Tokenizer(text);
    }

    /// <summary>The file as <see cref="SourceStructure"/> needs it; statement 0 is the module.</summary>
    internal sealed record Tree(Statement[] Statements, LogicalLine[] Lines, Range[] Docstrings);

    public static Parsed<Tree> Parse(SourceText source)
    {
        var parser = new StructureParser(source.Bytes);
        parser.Module();
        return parser.problem is { } problem
            ? problem
            : new Tree([.. parser.statements], [.. parser.lines], [.. parser.docstrings]);
    }

    private void Module()
    {
        current = tokenizer.Next();
        lineFirst = current.Line;
        var module = Add(new Statement { Kind = StatementKind.Module, Line = 1, HeaderLine = 1, StartLine = 1 });
        var body = current.Kind == TokenKind.End ? Statement.None : Block(tokenizer.Depth, mayHaveDocstring: true);
        if (problem is null && current.Kind != TokenKind.End)
        {
            Fail("unexpected indentation");
        }

        if (tokenizer.Problem is { } inTokens)
        {
            problem = inTokens;
        }

        At(module).Body = body;
        At(module).EndLine = lastEnd;
    }

    /// <summary>Statements at <paramref name="depth"/> until the depth shrinks.</summary>
    private int Block(int depth, bool mayHaveDocstring)
    {
        if (depth != tokenizer.Depth)
        {
            Fail("an indented block was expected");
            return Statement.None;
        }

        var first = Statement.None;
        var last = Statement.None;
        while (problem is null && current.Kind is not (TokenKind.End or TokenKind.Error) && tokenizer.Depth == depth)
        {
            LogicalLineOrCompound(depth, mayHaveDocstring && first == Statement.None, ref first, ref last);
        }

        if (problem is null && current.Kind is not (TokenKind.End or TokenKind.Error) && tokenizer.Depth > depth)
        {
            Fail("unexpected indentation");
        }

        return first;
    }

    private void LogicalLineOrCompound(int depth, bool mayBeDocstring, ref int first, ref int last)
    {
        var statement = Compound(depth);
        if (statement != Statement.None)
        {
            Link(statement, ref first, ref last);
            return;
        }

        SimpleStatements(mayBeDocstring, ref first, ref last);
    }

    private void Link(int statement, ref int first, ref int last)
    {
        if (last == Statement.None)
        {
            first = statement;
        }
        else
        {
            At(last).Next = statement;
        }

        last = statement;
    }

    /// <summary>The suite after a header, whose colon is the current token: on the same line, or indented on the next ones.</summary>
    private int Suite(int depth, bool mayHaveDocstring = false)
    {
        Advance();
        if (current.Kind != TokenKind.Newline)
        {
            var (first, last) = (Statement.None, Statement.None);
            SimpleStatements(mayHaveDocstring, ref first, ref last);
            return first;
        }

        EndLine();
        return Block(depth + 1, mayHaveDocstring);
    }

    private int Add(Statement statement)
    {
        statements.Add(statement);
        return statements.Count - 1;
    }

    private int Start(StatementKind kind) =>
        Add(new Statement { Kind = kind, Line = lineFirst, HeaderLine = lineFirst, StartLine = current.Line });

    private readonly ref Statement At(int index) => ref CollectionsMarshal.AsSpan(statements)[index];

    private void Advance()
    {
        if (current.Kind != TokenKind.Semicolon)
        {
            lastEnd = current.EndLine;
        }

        current = tokenizer.Next();
        if (current.Kind == TokenKind.Colon && tokenizer.OutsideBrackets)
        {
            lastColon = current.Line;
        }
    }

    /// <summary>At a NEWLINE: closes the logical line and goes to the first token of the next.</summary>
    private void EndLine()
    {
        if (current.Kind != TokenKind.Newline)
        {
            Fail("the line goes on after the end of a statement");
            return;
        }

        var newline = current.Line;
        var first = lineFirst;
        var colon = lastColon;
        var lineDepth = tokenizer.Depth;
        lastColon = 0;
        current = tokenizer.Next();
        lines.Add(new LogicalLine(first, newline, colon, lineDepth));
        lineFirst = current.Line;
    }

    private readonly bool IsName(ReadOnlySpan<byte> name) => IsName(current, name);

    private readonly bool IsName(Token token, ReadOnlySpan<byte> name) =>
        token.Kind == TokenKind.Name && text.Slice(token.Start, token.Length).SequenceEqual(name);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Fail(string message) =>
        problem ??= tokenizer.Problem ?? new SourceProblem(SourceProblemKind.NotUnderstood, current.Line, message);
}
