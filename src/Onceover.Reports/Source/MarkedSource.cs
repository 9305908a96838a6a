using Onceover.Model;

namespace Onceover.Reports;

/// <summary>What happened to a line.</summary>
public enum LineMark
{
    /// <summary>Nothing that counts: blank, a comment, a docstring.</summary>
    None,

    Ran,

    /// <summary>It ran, but not every branch from it was taken.</summary>
    Partial,

    Missed,

    Excluded,
}

/// <summary>One line of source as pages and terminals show it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Mark">That of its statement.</param>
/// <param name="Continues">Whether it continues a statement that an earlier line started.</param>
/// <param name="Text">Without its end.</param>
/// <param name="Never">The branches from it that were never taken, if it ran.</param>
public sealed record MarkedLine(int Number, LineMark Mark, bool Continues, string Text, IReadOnlyList<MissedBranch> Never)
{
    /// <summary>The decisions that start on it and never went both ways, where conditions were measured; no figure counts them.</summary>
    public IReadOnlyList<MissedCondition> Conditions { get; init; } = [];

    /// <summary>Where its statement decides between branches of which some were never taken, in UTF-16 units; null where there is no such place.</summary>
    public Range? Decision { get; init; }

    /// <summary>Whether something is missing here.</summary>
    public bool IsGap => Mark is LineMark.Missed or LineMark.Partial;
}

/// <summary>The lines of one file, marked.</summary>
public sealed class MarkedSource(ReportFile file)
{
    private readonly BranchWords words = new(file.Regions, file.UnusualWaysIn);

    private readonly ILookup<int, ConditionResult> conditions = file.Result.Conditions.ToLookup(condition => condition.Condition.Line);

    private readonly LineSet missing = file.Result.Missing;

    private readonly ArcSet missingBranches = file.Result.MissingBranches;

    /// <summary>Reads the source anew at each call; empty where there is none.</summary>
    public IEnumerable<MarkedLine> Lines()
    {
        var columns = new DecisionColumns();
        var isDecision = false;
        foreach (var (index, text) in SourceLines.Split(file.ReadSource() ?? "").Index())
        {
            var line = Line(index + 1, text);
            isDecision = line.Continues ? isDecision : line.Never.Count > 0;
            yield return isDecision && (line.Continues ? columns.Next(text) : columns.First(text)) is { } decision
                ? line with { Decision = decision }
                : line;
        }
    }

    private MarkedLine Line(int number, string text)
    {
        var first = file.FirstLines[number];
        var mark = MarkOf(first);
        return new MarkedLine(number, mark, first != number, text, first == number && mark == LineMark.Partial ? Never(number, text) : [])
        {
            Conditions = mark is LineMark.Ran or LineMark.Partial && conditions.Count > 0 ? [.. Conditions(number, text)] : [],
        };
    }

    /// <summary>The test of a statement that has branches is left out: they say it already.</summary>
    private IEnumerable<MissedCondition> Conditions(int number, string text) =>
        from condition in conditions[number]
        where condition.Condition.Kind != ConditionKind.Test || file.Result.Branches.LeavingLine(condition.Statement).IsEmpty
        let missed = MissedCondition.Of(condition, text)
        where missed is not null
        select missed;

    private LineMark MarkOf(int line) =>
        missing.Contains(line) ? LineMark.Missed
        : !file.Result.Statements.Contains(line) ? file.Result.Excluded.Contains(line) ? LineMark.Excluded : LineMark.None
        : missingBranches.LeavingLine(line).IsEmpty ? LineMark.Ran
        : LineMark.Partial;

    private List<MissedBranch> Never(int line, string text)
    {
        var ways = file.Result.Branches.LeavingLine(line);
        var never = new List<MissedBranch>();
        foreach (var arc in missingBranches.LeavingLine(line))
        {
            never.Add(words.Missed(arc, ways, text));
        }

        return never;
    }
}
