using System.Runtime.CompilerServices;

namespace Onceover.Analysis;

/// <summary>
/// Tokens of Python 3.11 to 3.15 as CPython's tokenizer finds them, without INDENT and DEDENT: <see cref="Depth"/> says how deep the
/// current logical line is. A value type: a copy of it is a look ahead, as long as no bracket is open at the copy.
/// </summary>
/// <remarks>It ends on every input, and throws on none: what it does not understand is one <see cref="TokenKind.Error"/>.</remarks>
internal ref partial struct Tokenizer
{
    private readonly ReadOnlySpan<byte> text;
    private readonly byte[] brackets;
    private readonly int[] indents;
    private readonly int[] strictIndents;
    private int position;
    private int bracketDepth;
    private bool atLineStart;
    private bool inLogicalLine;

    /// <param name="text">As <see cref="SourceText"/> gives it.</param>
    public Tokenizer(ReadOnlySpan<byte> text)
    {
        this.text = text;
        brackets = new byte[MaxBrackets];
        indents = new int[MaxIndents];
        strictIndents = new int[MaxIndents];
        Line = 1;
        atLineStart = true;
    }

    /// <summary>The line of the next byte.</summary>
    public int Line { get; private set; }

    /// <summary>How many indentations the current logical line has: 0 to 99.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether the token given last is outside of all brackets (a closing bracket belongs to the outside).</summary>
    public readonly bool OutsideBrackets => bracketDepth == 0;

    /// <summary>Set once an <see cref="TokenKind.Error"/> was given.</summary>
    public SourceProblem? Problem { get; private set; }

    public Token Next()
    {
        if (Problem is not null)
        {
            return new Token(TokenKind.Error, position, 0, Line, Line);
        }

        if (atLineStart)
        {
            atLineStart = false;
            if (!ReadIndentation())
            {
                return new Token(TokenKind.Error, position, 0, Line, Line);
            }
        }

        while (position < text.Length)
        {
            var b = text[position];
            switch (ByteClasses.Of(b))
            {
                case ByteClass.Space:
                    position++;
                    continue;
                case ByteClass.Comment:
                    position += text[position..].IndexOf((byte)'\n');
                    continue;
                case ByteClass.Newline when bracketDepth > 0:
                    position++;
                    Line++;
                    continue;
                case ByteClass.Newline:
                    return EndLogicalLine();
                case ByteClass.Backslash:
                    if (!ContinueLine())
                    {
                        return new Token(TokenKind.Error, position, 0, Line, Line);
                    }

                    continue;
            }

            inLogicalLine = true;
            return ByteClasses.Of(b) switch
            {
                ByteClass.Name => NameOrPrefixedString(),
                ByteClass.Digit => Number(),
                ByteClass.Quote => StringFrom(position, 0),
                ByteClass.Open => Open(b),
                ByteClass.Close => Close(b),
                ByteClass.Dot when position + 1 < text.Length && char.IsAsciiDigit((char)text[position + 1]) => Number(),
                ByteClass.Unknown => Error($"byte 0x{b:x2} starts no token"),
                _ => Operator(b),
            };
        }

        return bracketDepth > 0 ? Error("a bracket is never closed") : new Token(TokenKind.End, position, 0, Line, Line);
    }

    private Token EndLogicalLine()
    {
        var token = new Token(TokenKind.Newline, position, 1, Line, Line);
        position++;
        Line++;
        atLineStart = true;
        if (inLogicalLine)
        {
            inLogicalLine = false;
            return token;
        }

        return Next();
    }

    private bool ContinueLine()
    {
        if (position + 1 >= text.Length || text[position + 1] != '\n')
        {
            Fail("a backslash is not followed by the end of the line");
            return false;
        }

        position += 2;
        Line++;
        if (position >= text.Length)
        {
            Fail("the file ends in a continued line");
            return false;
        }

        return true;
    }

    private Token NameOrPrefixedString()
    {
        var start = position++;
        while (position < text.Length && ByteClasses.IsInName(text[position]))
        {
            position++;
        }

        var length = position - start;
        if (length <= 2 && position < text.Length && text[position] is (byte)'"' or (byte)'\''
            && StringPrefix.Of(text.Slice(start, length)) is { } prefix)
        {
            return StringFrom(start, prefix);
        }

        return new Token(TokenKind.Name, start, length, Line, Line);
    }

    private Token Number()
    {
        var start = position;
        position += NumberLiteral.LengthOf(text[start..]);
        return new Token(TokenKind.Number, start, position - start, Line, Line);
    }

    private Token Open(byte bracket)
    {
        if (bracketDepth == MaxBrackets)
        {
            return Error("too many nested brackets");
        }

        brackets[bracketDepth++] = bracket;
        return new Token(TokenKind.Open, position++, 1, Line, Line);
    }

    private Token Close(byte bracket)
    {
        if (bracketDepth == 0 || brackets[bracketDepth - 1] != OpenerOf(bracket))
        {
            return Error($"unmatched '{(char)bracket}'");
        }

        bracketDepth--;
        return new Token(TokenKind.Close, position++, 1, Line, Line);
    }

    private static char OpenerOf(byte closer) => closer switch
    {
        (byte)')' => '(',
        (byte)']' => '[',
        _ => '{',
    };

    private Token Error(string message)
    {
        Fail(message);
        return new Token(TokenKind.Error, position, 0, Line, Line);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Fail(string message) => Problem ??= new SourceProblem(SourceProblemKind.NotUnderstood, Line, message);
}
