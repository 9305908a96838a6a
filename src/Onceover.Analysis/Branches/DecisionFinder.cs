using System.Collections.Immutable;

namespace Onceover.Analysis;

/// <summary>
/// Walks the statements of each code object with the knowledge of what comes after, and so finds both next lines of every decision
/// without building a flow graph. Recursion is one level per indentation.
/// </summary>
internal readonly ref struct DecisionFinder
{
    private readonly ReadOnlySpan<Statement> statements;
    private readonly ReadOnlySpan<bool> listed;
    private readonly List<Decision> found;

    private DecisionFinder(ReadOnlySpan<Statement> statements, ReadOnlySpan<bool> listed)
    {
        this.statements = statements;
        this.listed = listed;
        found = [];
    }

    /// <param name="structure">Of the file.</param>
    /// <param name="listed">By line: whether it is the first line of a statement that has an entry in a line table.</param>
    public static ImmutableArray<Decision> Find(SourceStructure structure, ReadOnlySpan<bool> listed)
    {
        var finder = new DecisionFinder(structure.Statements, listed);
        finder.Suite(structure.Statements[0].Body, new Flow(Next: -1, Return: -1, Raise: 0, Break: 0, Continue: 0));
        return [.. finder.found];
    }

    private void Suite(int first, in Flow flow)
    {
        for (var i = first; i != Statement.None; i = statements[i].Next)
        {
            if (Nests(statements[i].Kind))
            {
                Compound(i, flow with { Next = Entry(statements[i].Next, flow.Next) });
            }
        }
    }

    private static bool Nests(StatementKind kind) => kind <= StatementKind.Class;

    private void Compound(int index, in Flow flow)
    {
        ref readonly var statement = ref statements[index];
        switch (statement.Kind)
        {
            case StatementKind.If:
                If(index, flow);
                break;
            case StatementKind.While or StatementKind.For:
                var inLoop = flow with { Next = statement.Line, Break = flow.Next, Continue = statement.Line };
                Decide(statement, Target(statement, statement.Body, inLoop), Target(statement, statement.Else, flow));
                Suite(statement.Body, inLoop);
                Suite(statement.Else, flow);
                break;
            case StatementKind.With:
                // Leaving the body calls __exit__ on the line of the with, which is part of the step to the next statement.
                Suite(statement.Body, flow);
                break;
            case StatementKind.Match:
                Match(statement, flow);
                break;
            case StatementKind.Try:
                Try(statement, flow);
                break;
            case StatementKind.Function:
                Suite(statement.Body, new Flow(-statement.Line, -statement.Line, -statement.Line, 0, 0));
                break;
            case StatementKind.Class:
                Suite(statement.Body, new Flow(-statement.Line, 0, 0, 0, 0));
                break;
        }
    }

    private void If(int index, in Flow flow)
    {
        // A chain of elifs can be long: a loop, not a recursion.
        for (var i = index; i != Statement.None;)
        {
            ref readonly var statement = ref statements[i];
            Decide(statement, Target(statement, statement.Body, flow), Target(statement, statement.Else, flow));
            Suite(statement.Body, flow);
            if (!Elif.Is(statements, statement))
            {
                Suite(statement.Else, flow);
                return;
            }

            i = statement.Else;
        }
    }

    private void Match(in Statement match, in Flow flow)
    {
        for (var i = match.Clauses; i != Statement.None; i = statements[i].Next)
        {
            ref readonly var clause = ref statements[i];
            var otherwise = clause.Next != Statement.None ? statements[clause.Next].Line : flow.Next;
            Decide(clause, Target(clause, clause.Body, flow), otherwise);
            Suite(clause.Body, flow);
        }
    }

    private void Try(in Statement statement, in Flow flow)
    {
        var outside = flow;
        if (statement.Finally != Statement.None)
        {
            // If nothing before it completes, then nothing follows the finally.
            var afterFinally = Completes.Try(statements, statement) ? flow : flow with { Next = 0 };
            Suite(statement.Finally, afterFinally);
            outside = flow.Through(Entry(statement.Finally, 0)) with { Next = Entry(statement.Finally, flow.Next) };
        }

        var afterBody = outside with { Next = Entry(statement.Else, outside.Next) };
        Suite(statement.Body, statement.Clauses == Statement.None ? afterBody : afterBody with { Raise = statements[statement.Clauses].Line });
        for (var i = statement.Clauses; i != Statement.None; i = statements[i].Next)
        {
            Suite(statements[i].Body, outside);
        }

        Suite(statement.Else, outside);
    }

    private void Decide(in Statement statement, int whenTrue, int whenFalse)
    {
        var line = statement.Line;
        if (statement.Test == Truth.Unknown && listed[line]
            && whenTrue != whenFalse && whenTrue != line && whenFalse != line && whenTrue != 0 && whenFalse != 0)
        {
            found.Add(new Decision(statement.Kind, line, whenTrue, whenFalse));
        }
    }

    /// <summary>The first line entered in a suite; where a suite on the header's own line leads, if it is one.</summary>
    private int Target(in Statement header, int suite, in Flow flow)
    {
        var entry = Entry(suite, flow.Next);
        if (entry != header.Line || suite == Statement.None || statements[suite].Line != header.Line)
        {
            return entry;
        }

        for (var i = suite; i != Statement.None; i = statements[i].Next)
        {
            switch (statements[i].Kind)
            {
                case StatementKind.Return:
                    return flow.Return;
                case StatementKind.Raise:
                    return flow.Raise;
                case StatementKind.Break:
                    return flow.Break;
                case StatementKind.Continue:
                    return flow.Continue;
            }
        }

        return flow.Next;
    }

    private int Entry(int suite, int otherwise)
    {
        for (var i = suite; i != Statement.None; i = statements[i].Next)
        {
            if (listed[statements[i].Line])
            {
                return statements[i].Line;
            }
        }

        return otherwise;
    }
}
