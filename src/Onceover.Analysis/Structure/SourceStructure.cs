using System.Collections.Immutable;
using Onceover.Model;

namespace Onceover.Analysis;

/// <summary>
/// What the text of one file says about its lines: which belong together, which are docstrings, where it decides. What a particular
/// compiler made of the file (it drops dead code) is not in the text: the members that depend on it take the line-table lines of its code objects.
/// </summary>
public sealed class SourceStructure
{
    private readonly Statement[] statements;
    private readonly LogicalLine[] logicalLines;

    private SourceStructure(SourceText source, StructureParser.Tree tree)
    {
        Source = source;
        statements = tree.Statements;
        logicalLines = tree.Lines;
        FirstLines = LineMap.Of(tree.Lines.Where(line => line.Last > line.First).Select(line => new LineRange(line.First, line.Last)));
        LineCount = source.Bytes.Count((byte)'\n');
        var docstrings = new LineSet.Builder();
        foreach (var lines in tree.Docstrings)
        {
            for (var line = lines.Start.Value; line < lines.End.Value; line++)
            {
                docstrings.Add(line);
            }
        }

        Docstrings = docstrings.ToLineSet();
    }

    public SourceText Source { get; }

    /// <summary>All physical lines of the docstrings of the module, its functions and its classes.</summary>
    public LineSet Docstrings { get; }

    /// <summary>How many lines the text has.</summary>
    public int LineCount { get; }

    public LineMap FirstLines { get; }

    internal ReadOnlySpan<Statement> Statements => statements;

    internal ReadOnlySpan<LogicalLine> LogicalLines => logicalLines;

    /// <summary>From a file's bytes to its structure.</summary>
    public static Parsed<SourceStructure> Parse(ReadOnlyMemory<byte> file)
    {
        var source = SourceText.Decode(file);
        return source.Understood ? Parse(source.Value) : source.Problem;
    }

    public static Parsed<SourceStructure> Parse(SourceText source)
    {
        var tree = StructureParser.Parse(source);
        return tree.Understood ? new SourceStructure(source, tree.Value) : tree.Problem;
    }

    /// <summary>The first line of the statement that <paramref name="line"/> is part of; itself if it is part of none.</summary>
    public int FirstLine(int line) => FirstLines[line];

    /// <summary>An arc with both ends at first lines; an exit keeps its sign.</summary>
    public Arc FirstLine(Arc arc) => new(FirstLine(arc.From), arc.IsExit ? -FirstLine(-arc.To) : FirstLine(arc.To));

    /// <summary>
    /// What counts as a statement: the first lines of those that have an entry in a line table, docstrings left out.
    /// </summary>
    /// <param name="lineTableLines">Lines with an entry in the line table of any of the file's code objects, <c>__annotate__</c> ones left out.</param>
    public LineSet StatementsAmong(LineSet lineTableLines)
    {
        var result = new LineSet.Builder();
        foreach (var line in lineTableLines)
        {
            if (!Docstrings.Contains(line) && FirstLine(line) is var first && !Docstrings.Contains(first))
            {
                result.Add(first);
            }
        }

        return result.ToLineSet();
    }

    /// <summary>
    /// The line-table lines that an interpreter's compiler would give, at first lines, without asking it; null where the text does not say
    /// it for sure, or for a version other than 3.11 to 3.15.
    /// </summary>
    public LineSet? PredictLineTable(InterpreterVersion version) => StatementPrediction.Of(this, version);

    /// <summary>The possible branches, before any exclusion: see <see cref="Decision"/>.</summary>
    /// <param name="lineTableLines">As for <see cref="StatementsAmong"/>. Statements without an entry are stepped over, as the compiler does.</param>
    public ArcSet Branches(LineSet lineTableLines) => ArcSet.From(Decisions(lineTableLines).SelectMany(decision => decision.Arcs));

    /// <summary>The statements that choose between two different next lines, in source order.</summary>
    /// <param name="lineTableLines">As for <see cref="Branches"/>.</param>
    public ImmutableArray<Decision> Decisions(LineSet lineTableLines)
    {
        var listed = new bool[LineCount + 2];
        foreach (var line in lineTableLines)
        {
            if (FirstLine(line) is var first && first < listed.Length)
            {
                listed[first] = true;
            }
        }

        return DecisionFinder.Find(this, listed);
    }

    /// <summary>
    /// The ways into the suites of decisions where the order of lines does not tell which that is. It does where it leads to the first line
    /// below among the two: not where the suite is on its header's own line, or begins with what the compiler gives no line.
    /// </summary>
    /// <param name="lineTableLines">As for <see cref="Branches"/>.</param>
    public ArcSet UnusualWaysIn(LineSet lineTableLines) => !Array.Exists(statements, statement => IsUnusual(statement, lineTableLines))
        ? ArcSet.Empty
        : ArcSet.From(Decisions(lineTableLines)
            .Where(decision => decision.WhenTrue < decision.Line || (decision.WhenFalse > decision.Line && decision.WhenFalse < decision.WhenTrue))
            .Select(decision => decision.TrueArc));

    private bool IsUnusual(in Statement header, LineSet lineTableLines) =>
        header.Kind is StatementKind.If or StatementKind.While or StatementKind.For or StatementKind.Case && header.Body != Statement.None
        && statements[header.Body].Line is var body && (body == header.Line || !lineTableLines.Contains(body));
}
