namespace Onceover.Analysis;

internal ref partial struct Tokenizer
{
    /// <summary>CPython's own limits (MAXINDENT, MAXLEVEL): beyond them it refuses the source as well.</summary>
    private const int MaxIndents = 100;

    private const int MaxBrackets = 200;
    private const int TabSize = 8;

    /// <summary>Skips blank and comment lines up to the next logical line and finds its depth. False: <see cref="Problem"/> is set.</summary>
    private bool ReadIndentation()
    {
        while (position < text.Length)
        {
            var (column, strictColumn, continued) = (0, 0, 0);
            for (; position < text.Length; position++)
            {
                switch (text[position])
                {
                    case (byte)' ':
                        column++;
                        strictColumn++;
                        continue;
                    case (byte)'\t':
                        column = ((column / TabSize) + 1) * TabSize;
                        strictColumn++;
                        continue;
                    case (byte)'\f':
                        (column, strictColumn) = (0, 0);
                        continue;
                    case (byte)'\\':
                        // The first backslash decides the depth of what comes after it.
                        continued = continued != 0 ? continued : column;
                        if (!ContinueLine())
                        {
                            return false;
                        }

                        position--;
                        continue;
                }

                break;
            }

            switch (position < text.Length ? text[position] : (byte)0)
            {
                case (byte)'#':
                    position += text[position..].IndexOf((byte)'\n') + 1;
                    Line++;
                    continue;
                case (byte)'\n':
                    position++;
                    Line++;
                    continue;
            }

            return continued != 0 ? SetDepth(continued, continued) : SetDepth(column, strictColumn);
        }

        Depth = 0;
        return true;
    }

    /// <param name="column">With tabs to multiples of eight.</param>
    /// <param name="strictColumn">With tabs as one. Both must order lines alike, or the depth would depend on the tab's width.</param>
    private bool SetDepth(int column, int strictColumn)
    {
        if (column > indents[Depth])
        {
            if (Depth + 1 == MaxIndents)
            {
                Fail("too many levels of indentation");
                return false;
            }

            if (strictColumn <= strictIndents[Depth])
            {
                Fail("inconsistent use of tabs and spaces in indentation");
                return false;
            }

            Depth++;
            (indents[Depth], strictIndents[Depth]) = (column, strictColumn);
            return true;
        }

        while (column < indents[Depth])
        {
            Depth--;
        }

        if (column != indents[Depth] || strictColumn != strictIndents[Depth])
        {
            Fail(column != indents[Depth]
                ? "the indentation matches no outer level"
                : "inconsistent use of tabs and spaces in indentation");
            return false;
        }

        return true;
    }
}
