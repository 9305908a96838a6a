namespace Onceover.Analysis;

/// <summary>A condition as far as the source alone decides it.</summary>
internal enum Truth : byte
{
    Unknown,
    Always,
    Never,
}

/// <summary>
/// A statement or a clause, in source order in one array per file. Suites are linked lists: index of the first statement, then
/// <see cref="Next"/>; <see cref="None"/> where there is nothing.
/// </summary>
internal struct Statement
{
    public const int None = -1;

    public Statement() => (Next, Body, Else, Finally, Clauses) = (None, None, None, None, None);

    public StatementKind Kind;

    /// <summary>Of the test of an if or while; of a case: <see cref="Truth.Always"/> if it takes whatever comes.</summary>
    public Truth Test;

    /// <summary>Whether details of the compiler's optimiser decide what is left of it: literals where others write names.</summary>
    public bool Delicate;

    /// <summary>The first line of its logical line; of a decorated definition the first decorator's.</summary>
    public int Line;

    /// <summary>The first line of the logical line with the keyword; differs from <see cref="Line"/> when decorated.</summary>
    public int HeaderLine;

    /// <summary>The line of its last token, suites included.</summary>
    public int EndLine;

    /// <summary>The line of its first token itself: not <see cref="Line"/> after a semicolon or a colon in a multi-line logical line.</summary>
    public int StartLine;

    public int Next;

    public int Body;

    public int Else;

    public int Finally;

    /// <summary>First handler of a try, first case of a match.</summary>
    public int Clauses;

    /// <summary>Where the name of a function or class is in the text.</summary>
    public Range Name;
}
