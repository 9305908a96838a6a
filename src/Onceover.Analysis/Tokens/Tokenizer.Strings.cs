namespace Onceover.Analysis;

internal ref partial struct Tokenizer
{
    /// <summary>CPython's limit on f-strings within f-strings (MAXFSTRINGLEVEL).</summary>
    private const int MaxTemplateLevel = 150;

    /// <summary>Reads a literal whose prefix starts at <paramref name="start"/> and whose quote is the next byte.</summary>
    private Token StringFrom(int start, StringPrefix prefix)
    {
        var line = Line;
        var isTemplate = (prefix & StringPrefix.Template) != 0;
        var quote = text[position];
        var triple = text[position..] is [_, var second, var third, ..] && second == quote && third == quote;
        position += triple ? 3 : 1;
        var closed = isTemplate ? SkipTemplate(quote, triple, prefix, 1) : SkipString(quote, triple);
        return closed
            ? new Token(isTemplate ? TokenKind.Template : TokenKind.String, start, position - start, line, Line)
            : new Token(TokenKind.Error, position, 0, Line, Line);
    }

    private bool SkipString(byte quote, bool triple)
    {
        while (position < text.Length)
        {
            var next = triple
                ? text[position..].IndexOfAny(quote, (byte)'\\')
                : text[position..].IndexOfAny(quote, (byte)'\\', (byte)'\n');
            if (next < 0)
            {
                break;
            }

            if (triple)
            {
                Line += text.Slice(position, next).Count((byte)'\n');
            }

            position += next;
            if (text[position] == '\\')
            {
                SkipEscaped();
            }
            else if (text[position] == '\n')
            {
                break;
            }
            else if (AtEndOfString(quote, triple))
            {
                return true;
            }
            else
            {
                position++;
            }
        }

        Fail("unterminated string");
        return false;
    }

    private void SkipEscaped()
    {
        Line += position + 1 < text.Length && text[position + 1] == '\n' ? 1 : 0;
        position = Math.Min(position + 2, text.Length);
    }

    /// <summary>At a quote: whether it ends the string; if so, goes past it.</summary>
    private bool AtEndOfString(byte quote, bool triple)
    {
        if (!triple)
        {
            position++;
            return true;
        }

        if (text[position..] is [_, var second, var third, ..] && second == quote && third == quote)
        {
            position += 3;
            return true;
        }

        return false;
    }

    /// <summary>Goes past an f-string or t-string whose opening quotes were read.</summary>
    private bool SkipTemplate(byte quote, bool triple, StringPrefix prefix, int level)
    {
        if (level > MaxTemplateLevel)
        {
            Fail("too many nested f-strings");
            return false;
        }

        while (position < text.Length)
        {
            var b = text[position];
            if (b == quote && AtEndOfString(quote, triple))
            {
                return true;
            }

            switch (b)
            {
                case (byte)'\n' when !triple:
                    Fail("unterminated f-string");
                    return false;
                case (byte)'\n':
                    Line++;
                    position++;
                    break;
                case (byte)'\\':
                    SkipEscapedInTemplate((prefix & StringPrefix.Raw) != 0);
                    break;
                case (byte)'{' when text[position..] is [_, (byte)'{', ..]:
                    position += 2;
                    break;
                case (byte)'{':
                    position++;
                    if (!SkipField(quote, triple, prefix, level))
                    {
                        return false;
                    }

                    break;
                default:
                    position++;
                    break;
            }
        }

        Fail("unterminated f-string");
        return false;
    }

    private void SkipEscapedInTemplate(bool raw)
    {
        if (position + 1 < text.Length && text[position + 1] is (byte)'{' or (byte)'}')
        {
            position++;
            return;
        }

        var named = !raw && text[position..] is [_, (byte)'N', (byte)'{', ..];
        SkipEscaped();
        if (named)
        {
            // The braces of \N{DASH} are no replacement field.
            var close = text[position..].IndexOfAny((byte)'}', (byte)'\n');
            position += close > 0 && text[position + close] == '}' ? close + 1 : 1;
        }
    }

    /// <summary>Goes past a replacement field whose opening brace was read: tokens, up to a closing brace or a format specification.</summary>
    private bool SkipField(byte quote, bool triple, StringPrefix prefix, int level)
    {
        var outer = bracketDepth;
        if (outer == MaxBrackets)
        {
            Fail("too many nested brackets");
            return false;
        }

        brackets[bracketDepth++] = (byte)'{';
        while (position < text.Length)
        {
            var b = text[position];
            switch (ByteClasses.Of(b))
            {
                case ByteClass.Newline:
                    Line++;
                    position++;
                    break;
                case ByteClass.Comment:
                    position += text[position..].IndexOf((byte)'\n');
                    break;
                case ByteClass.Backslash:
                    if (!ContinueLine())
                    {
                        return false;
                    }

                    break;
                case ByteClass.Open:
                    if (Open(b).Kind == TokenKind.Error)
                    {
                        return false;
                    }

                    break;
                case ByteClass.Close:
                    if (Close(b).Kind == TokenKind.Error)
                    {
                        return false;
                    }

                    if (bracketDepth == outer)
                    {
                        return true;
                    }

                    break;
                case ByteClass.Name:
                    if (!SkipNameInField(level))
                    {
                        return false;
                    }

                    break;
                case ByteClass.Quote:
                    if (!SkipNestedString(0, level))
                    {
                        return false;
                    }

                    break;
                case ByteClass.Colon when bracketDepth == outer + 1:
                    position++;
                    bracketDepth = outer;
                    return SkipFormat(quote, triple, prefix, level + 1);
                default:
                    position++;
                    break;
            }
        }

        Fail("unterminated f-string");
        return false;
    }

    private bool SkipNameInField(int level)
    {
        var start = position;
        while (position < text.Length && ByteClasses.IsInName(text[position]))
        {
            position++;
        }

        return position - start > 2
            || position == text.Length
            || text[position] is not ((byte)'"' or (byte)'\'')
            || StringPrefix.Of(text[start..position]) is not { } prefix
            || SkipNestedString(prefix, level);
    }

    private bool SkipNestedString(StringPrefix prefix, int level)
    {
        var quote = text[position];
        var triple = text[position..] is [_, var second, var third, ..] && second == quote && third == quote;
        position += triple ? 3 : 1;
        return (prefix & StringPrefix.Template) != 0 ? SkipTemplate(quote, triple, prefix, level + 1) : SkipString(quote, triple);
    }

    /// <summary>Goes past a format specification and the brace after it. A single brace opens a nested field, never a literal one.</summary>
    private bool SkipFormat(byte quote, bool triple, StringPrefix prefix, int level)
    {
        if (level > MaxTemplateLevel)
        {
            Fail("f-string expressions nested too deeply");
            return false;
        }

        while (position < text.Length)
        {
            switch (text[position])
            {
                case (byte)'{':
                    position++;
                    if (!SkipField(quote, triple, prefix, level))
                    {
                        return false;
                    }

                    break;
                case (byte)'}':
                    position++;
                    return true;
                case (byte)'\n':
                    Line++;
                    position++;
                    break;
                case (byte)'\\':
                    SkipEscapedInTemplate((prefix & StringPrefix.Raw) != 0);
                    break;
                case var b when b == quote && EndsTemplate(quote, triple):
                    Fail("a replacement field is never closed");
                    return false;
                default:
                    position++;
                    break;
            }
        }

        Fail("unterminated f-string");
        return false;
    }

    private readonly bool EndsTemplate(byte quote, bool triple) =>
        !triple || (text[position..] is [_, var second, var third, ..] && second == quote && third == quote);
}
