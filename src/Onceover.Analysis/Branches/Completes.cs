namespace Onceover.Analysis;

/// <summary>Whether control can leave a suite at its end, rather than only by return, raise, break or continue.</summary>
internal static class Completes
{
    /// <summary>Whether body and else, or a handler, can end: then something follows the finally.</summary>
    public static bool Try(ReadOnlySpan<Statement> statements, in Statement statement)
    {
        if (Suite(statements, statement.Body) && Suite(statements, statement.Else))
        {
            return true;
        }

        for (var i = statement.Clauses; i != Statement.None; i = statements[i].Next)
        {
            if (Suite(statements, statements[i].Body))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Suite(ReadOnlySpan<Statement> statements, int first)
    {
        for (var i = first; i != Statement.None; i = statements[i].Next)
        {
            if (!Single(statements, i))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Single(ReadOnlySpan<Statement> statements, int index)
    {
        ref readonly var statement = ref statements[index];
        switch (statement.Kind)
        {
            case StatementKind.Return or StatementKind.Raise or StatementKind.Break or StatementKind.Continue:
                return false;
            case StatementKind.If:
                return If(statements, index);
            case StatementKind.While when statement.Test == Truth.Always:
                return HasBreak(statements, statement.Body);
            case StatementKind.For or StatementKind.While:
                return Suite(statements, statement.Else) || HasBreak(statements, statement.Body);
            case StatementKind.With:
                return Suite(statements, statement.Body);
            case StatementKind.Try:
                return Try(statements, statement) && Suite(statements, statement.Finally);
            case StatementKind.Match:
                return Match(statements, statement);
            default:
                return true;
        }
    }

    private static bool If(ReadOnlySpan<Statement> statements, int index)
    {
        while (true)
        {
            ref readonly var statement = ref statements[index];
            if (statement.Test != Truth.Never && Suite(statements, statement.Body))
            {
                return true;
            }

            if (statement.Test == Truth.Always)
            {
                return false;
            }

            if (!Elif.Is(statements, statement))
            {
                return Suite(statements, statement.Else);
            }

            index = statement.Else;
        }
    }

    private static bool Match(ReadOnlySpan<Statement> statements, in Statement match)
    {
        var irrefutable = false;
        for (var i = match.Clauses; i != Statement.None; i = statements[i].Next)
        {
            irrefutable = statements[i].Test == Truth.Always;
            if (Suite(statements, statements[i].Body))
            {
                return true;
            }
        }

        return !irrefutable;
    }

    private static bool HasBreak(ReadOnlySpan<Statement> statements, int suite)
    {
        for (var i = suite; i != Statement.None; i = statements[i].Next)
        {
            ref readonly var statement = ref statements[i];
            switch (statement.Kind)
            {
                case StatementKind.Break:
                    return true;
                case StatementKind.Function or StatementKind.Class:
                    continue;
            }

            // A break in the body of an inner loop is the inner loop's; one in its else suite is not.
            var isLoop = statement.Kind is StatementKind.For or StatementKind.While;
            if ((!isLoop && HasBreak(statements, statement.Body)) || HasBreak(statements, statement.Finally) || HasBreak(statements, statement.Clauses))
            {
                return true;
            }

            if (!Elif.Is(statements, statement))
            {
                if (HasBreak(statements, statement.Else))
                {
                    return true;
                }

                continue;
            }

            for (var clause = statement.Else; clause != Statement.None; clause = Elif.After(statements, clause))
            {
                if (HasBreak(statements, statements[clause].Body)
                    || (!Elif.Is(statements, statements[clause]) && HasBreak(statements, statements[clause].Else)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
