using Onceover.Model;

namespace Onceover.Analysis.Tests.Differential;

/// <summary>Our analysis of one file beside coverage.py's.</summary>
internal sealed class Comparison
{
    private readonly CoveragePyFacts theirs;
    private readonly SourceStructure structure;
    private readonly SourceView view;
    private readonly LineSet dropped;
    private readonly Statement[] atLine;

    private Comparison(CoveragePyFacts theirs, SourceStructure structure)
    {
        this.theirs = theirs;
        this.structure = structure;
        view = ExclusionRules.Default.View(structure);
        dropped = structure.StatementsAmong(theirs.Dropped).Except(structure.StatementsAmong(theirs.LineTable));
        atLine = new Statement[structure.LineCount + 2];
        foreach (ref readonly var statement in structure.Statements)
        {
            if (atLine[statement.HeaderLine].HeaderLine == 0 || statement.Kind is not StatementKind.Module && atLine[statement.HeaderLine].Kind == StatementKind.Module)
            {
                atLine[statement.HeaderLine] = statement;
            }
        }
    }

    /// <summary>Differences that belong to a category.</summary>
    public List<Category> Known { get; } = [];

    /// <summary>Differences that belong to none, in words.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>Whether the statements could be said without the compiler.</summary>
    public bool Predicted { get; private set; }

    public static Comparison Of(CoveragePyFacts theirs, InterpreterVersion version)
    {
        var parsed = SourceStructure.Parse(File.ReadAllBytes(theirs.Path));
        Assert.IsTrue(parsed.Understood, $"{theirs.Path}: {parsed.Problem}");
        var comparison = new Comparison(theirs, parsed.Value);
        comparison.Excluded();
        comparison.Statements();
        comparison.Branches();
        comparison.Regions();
        comparison.Prediction(version);
        return comparison;
    }

    private void Excluded()
    {
        Same("excluded", theirs.Excluded.Except(view.Excluded));
        Same("no branch", theirs.NoBranch.Except(view.NoBranch));
        Same("no branch", view.NoBranch.Except(theirs.NoBranch));
        foreach (var line in view.Excluded.Except(theirs.Excluded))
        {
            Note(atLine[line] is { Kind: StatementKind.Case, Test: Truth.Always } ? Category.ExcludedLastCase : null, $"line {line} is excluded");
        }
    }

    private void Statements()
    {
        var ours = structure.StatementsAmong(theirs.LineTable).Except(view.Excluded);
        var more = theirs.Statements.Except(ours).Except(view.Excluded.Except(theirs.Excluded));
        Same("statements", more.Except(dropped));
        Same("statements", ours.Except(theirs.Statements));
        Known.AddRange(more.Intersect(dropped).Select(_ => Category.DroppedCode));
    }

    private void Branches()
    {
        var ours = structure.Branches(theirs.LineTable);
        foreach (var line in ours.Except(theirs.Branches).Union(theirs.Branches.Except(ours)).Select(arc => arc.From).Distinct())
        {
            Note(CategoryOfBranch(line, ours.LeavingLine(line).Length > 0), $"branches of line {line}");
        }
    }

    private Category? CategoryOfBranch(int line, bool isOurs) => (atLine[line], isOurs) switch
    {
        (_, false) when dropped.Contains(line) => Category.DroppedCode,
        ({ Kind: StatementKind.Function or StatementKind.Class }, false) => Category.OneLineDefinition,
        ({ Kind: StatementKind.With }, false) => Category.WithInWith,
        ({ Kind: StatementKind.If or StatementKind.While, Test: not Truth.Unknown }, false) => Category.DecidedTest,
        ({ Kind: StatementKind.If or StatementKind.While or StatementKind.For or StatementKind.Case } header, true)
            when IsJump(header) => Category.JumpThroughFinally,
        _ => null,
    };

    private bool IsJump(in Statement header) =>
        structure.Statements[header.Body].Line == header.Line && theirs.Branches.LeavingLine(header.Line).Length == 2;

    private void Regions()
    {
        // Two definitions can share name and line only if they are one.
        var known = theirs.Regions.ToDictionary(region => (region.Kind, region.Name, region.StartLine), region => region.Lines);
        var inClauses = LineSet.Empty;
        var starts = LineSet.Empty;
        foreach (var region in view.Regions.Where(region => !known.ContainsKey((region.Kind, region.Name, region.StartLine))))
        {
            Note(Category.DefinitionInClause, region.Name);
            inClauses = inClauses.Union(LineSet.From(Enumerable.Range(region.StartLine, atLine[region.StartLine].EndLine - region.StartLine + 1)));
        }

        foreach (ref readonly var definition in structure.Statements)
        {
            if (definition.Kind is StatementKind.Function && structure.Statements[definition.Body] is var first)
            {
                starts = starts.Union(LineSet.From(Enumerable.Range(first.Line, Math.Max(first.StartLine, first.HeaderLine) - first.Line + 1)));
            }
        }

        foreach (var region in view.Regions)
        {
            if (!known.Remove((region.Kind, region.Name, region.StartLine), out var lines) || lines.Equals(region.Lines))
            {
                continue;
            }

            var unlike = lines.Except(region.Lines).Union(region.Lines.Except(lines)).Except(inClauses);
            Note(unlike.IsEmpty ? Category.DefinitionInClause : unlike.Except(starts).IsEmpty ? Category.StartOfBody : null, $"region {region.Name}: {unlike}");
        }

        foreach (var region in known.Keys)
        {
            Note(null, $"{region} is no region of ours");
        }
    }

    private void Prediction(InterpreterVersion version)
    {
        if (structure.PredictLineTable(version) is not { } predicted)
        {
            return;
        }

        Predicted = true;
        Same("predicted", structure.StatementsAmong(predicted).Except(structure.StatementsAmong(theirs.LineTable)));
        Same("not predicted", structure.StatementsAmong(theirs.LineTable).Except(structure.StatementsAmong(predicted)));
        if (!structure.Branches(predicted).Equals(structure.Branches(theirs.LineTable)))
        {
            Note(null, "predicted branches");
        }
    }

    private void Same(string what, LineSet unlike)
    {
        if (!unlike.IsEmpty)
        {
            Note(null, $"{what} {unlike}");
        }
    }

    private void Note(Category? category, string words)
    {
        if (category is { } known)
        {
            Known.Add(known);
        }
        else
        {
            Unknown.Add($"{theirs.Path}: {words}");
        }
    }
}
