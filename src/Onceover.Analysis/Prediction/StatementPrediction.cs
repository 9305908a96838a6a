using Onceover.Model;

namespace Onceover.Analysis;

/// <summary>
/// What CPython's compiler leaves of a file, said from the text alone: the first lines of the statements that get an entry in a line table.
/// A whole compilation is hundreds of times as expensive. Where a construct in the file makes the outcome a matter of the optimiser's
/// details, there is no prediction.
/// </summary>
internal ref struct StatementPrediction
{
    private readonly ReadOnlySpan<byte> text;
    private readonly ReadOnlySpan<Statement> statements;
    private readonly ReadOnlySpan<LogicalLine> lines;
    private readonly bool[] listed;
    private readonly bool deferred;
    private readonly bool mayBeStrings;
    private bool broke;
    private bool unsure;
    private Place place;

    private StatementPrediction(SourceStructure structure, InterpreterVersion version)
    {
        text = structure.Source.Bytes;
        deferred = version.Minor >= 14;
        mayBeStrings = text.IndexOf("__future__"u8) >= 0;
        statements = structure.Statements;
        lines = structure.LogicalLines;
        listed = new bool[structure.LineCount + 2];
    }

    /// <summary>The lines as <see cref="SourceStructure.StatementsAmong"/> takes them, or null.</summary>
    /// <param name="structure">The file.</param>
    /// <param name="version">Whose compiler: 3.11 to 3.15.</param>
    public static LineSet? Of(SourceStructure structure, InterpreterVersion version)
    {
        if (version.Major != 3 || version.Minor is < 11 or > 15)
        {
            return null;
        }

        var prediction = new StatementPrediction(structure, version);
        prediction.Suite(structure.Statements[0].Body);
        return prediction.unsure ? null : ToLineSet(prediction.listed);
    }

    /// <summary>Whether control can come to the suite's end.</summary>
    private bool Suite(int first)
    {
        for (var i = first; i != Statement.None; i = statements[i].Next)
        {
            if (!Single(i))
            {
                return false;
            }
        }

        return true;
    }

    private bool Single(int index)
    {
        ref readonly var statement = ref statements[index];
        unsure |= statement.Delicate;
        switch (statement.Kind)
        {
            case StatementKind.Scope:
                return true;
            case StatementKind.Annotation:
                Annotation(statement);
                return true;
            case StatementKind.Return or StatementKind.Raise or StatementKind.Continue:
                listed[statement.Line] = true;
                return false;
            case StatementKind.Break:
                listed[statement.Line] = true;
                broke = true;
                return false;
            case StatementKind.Assert:
                listed[statement.Line] = true;
                return statement.Test != Truth.Never;
            case StatementKind.If:
                return If(index);
            case StatementKind.While or StatementKind.For:
                return Loop(statement);
            case StatementKind.With:
                // What the body raises may be suppressed.
                listed[statement.Line] = true;
                Suite(statement.Body);
                return true;
            case StatementKind.Match:
                return Match(statement);
            case StatementKind.Try:
                return Try(statement);
            case StatementKind.Function or StatementKind.Class:
                Definition(statement);
                return true;
            default:
                listed[statement.Line] = true;
                return true;
        }
    }

    private void Definition(in Statement statement)
    {
        if (statement.Line != statement.HeaderLine)
        {
            Decorators(statement);
        }

        listed[statement.HeaderLine] = true;

        // Code of this name is left out of line tables: the interpreter's own annotation functions have it.
        unsure |= text[statement.Name].SequenceEqual("__annotate__"u8);
        var (outerBroke, outerPlace) = (broke, place);
        place = statement.Kind == StatementKind.Function ? Place.Function : Place.Class;
        Suite(statement.Body);
        (broke, place) = (outerBroke, outerPlace);
    }

    /// <summary>
    /// <c>x: int</c> has no code in a function. Elsewhere it has up to 3.13; later the annotation waits in a function of its own, but a
    /// module, and a class for what it defines conditionally, notes that it came by; and as a string it is stored as before.
    /// </summary>
    private void Annotation(in Statement statement)
    {
        if (place != Place.Function)
        {
            unsure |= deferred && place == Place.Class && mayBeStrings;
            listed[statement.Line] |= !deferred || place == Place.Module;
        }
    }

    private readonly void Decorators(in Statement definition)
    {
        var (low, high) = (0, lines.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = lines[middle].First < definition.Line ? (middle + 1, high) : (low, middle);
        }

        for (; lines[low].First < definition.HeaderLine; low++)
        {
            listed[lines[low].First] = true;
        }
    }

    private bool If(int index)
    {
        var completes = false;
        for (var i = index; ; i = statements[i].Else)
        {
            ref readonly var statement = ref statements[i];
            unsure |= statement.Delicate;
            listed[statement.Line] = true;
            completes |= statement.Test != Truth.Never && Suite(statement.Body);
            if (statement.Test == Truth.Always)
            {
                return completes;
            }

            if (!Elif.Is(statements, statement))
            {
                return Suite(statement.Else) || completes;
            }
        }
    }

    private bool Loop(in Statement statement)
    {
        listed[statement.Line] = true;
        var outer = broke;
        broke = false;
        _ = statement.Test != Truth.Never && Suite(statement.Body);
        var brokeHere = broke;
        broke = outer;
        return (statement.Test != Truth.Always && Suite(statement.Else)) || brokeHere;
    }

    private bool Match(in Statement statement)
    {
        listed[statement.Line] = true;
        var completes = false;
        var irrefutable = false;
        for (var i = statement.Clauses; i != Statement.None; i = statements[i].Next)
        {
            listed[statements[i].Line] = true;
            unsure |= statements[i].Delicate;
            irrefutable = statements[i].Test == Truth.Always;
            completes |= Suite(statements[i].Body);
        }

        return completes || !irrefutable;
    }

    private bool Try(in Statement statement)
    {
        listed[statement.Line] = true;
        var completes = Suite(statement.Body) && Suite(statement.Else);
        for (var i = statement.Clauses; i != Statement.None; i = statements[i].Next)
        {
            listed[statements[i].Line] = true;
            completes |= Suite(statements[i].Body);
        }

        return Suite(statement.Finally) && completes;
    }

    private enum Place
    {
        Module,
        Class,
        Function,
    }

    private static LineSet ToLineSet(ReadOnlySpan<bool> lines)
    {
        var builder = new LineSet.Builder();
        for (var line = 1; line < lines.Length; line++)
        {
            if (lines[line])
            {
                builder.Add(line);
            }
        }

        return builder.ToLineSet();
    }
}
