using System.Collections.Immutable;

namespace Onceover.Model;

/// <summary>A condition as a report shows it.</summary>
/// <param name="Statement">The first line of the statement that it is in.</param>
/// <param name="Condition">Which.</param>
/// <param name="SeenTrue">Whether it was true at least once.</param>
/// <param name="SeenFalse">Whether it was false at least once.</param>
public readonly record struct ConditionResult(int Statement, Condition Condition, bool SeenTrue, bool SeenFalse)
{
    /// <summary>How many of its two outcomes were seen.</summary>
    public int Seen => (SeenTrue ? 1 : 0) + (SeenFalse ? 1 : 0);
}

/// <summary>One file as a report shows it: facts of all observers, after exclusion. Every report derives its figures from this.</summary>
public sealed record FileResult
{
    public required string Path { get; init; }

    public required LineSet Statements { get; init; }

    public required LineSet Executed { get; init; }

    public required LineSet Excluded { get; init; }

    /// <summary>The arcs from every line that still has two or more next lines once excluded lines are gone.</summary>
    public required ArcSet Branches { get; init; }

    /// <summary>The branches that count as taken: seen, or <see cref="Forgiven"/>.</summary>
    public required ArcSet TakenBranches { get; init; }

    /// <summary>Branches that count as taken because the source says <c>no branch</c>, although no one saw them taken.</summary>
    public ArcSet Forgiven { get; init; } = ArcSet.Empty;

    /// <summary>The decisions inside statements, in their order, excluded ones left out. No figure counts them.</summary>
    public ImmutableArray<ConditionResult> Conditions { get; init; } = [];

    public LineSet Missing => Statements.Except(Executed);

    public ArcSet MissingBranches => Branches.Except(TakenBranches);

    public Totals Totals
    {
        get
        {
            var missing = Missing;
            var missingBranches = MissingBranches;
            return new Totals
            {
                Files = 1,
                Statements = Statements.Count,
                Missing = missing.Count,
                Excluded = Excluded.Count,
                Branches = Branches.Count,
                MissingBranches = missingBranches.Count,
                PartialBranches = missingBranches.Count(arc => !missing.Contains(arc.From)),
            };
        }
    }

    /// <summary>The part of the result that lies on <paramref name="lines"/>; a branch lies where it starts.</summary>
    public FileResult Within(LineSet lines) => this with
    {
        Statements = Statements.Intersect(lines),
        Executed = Executed.Intersect(lines),
        Excluded = Excluded.Intersect(lines),
        Branches = Branches.LeavingAny(lines),
        TakenBranches = TakenBranches.LeavingAny(lines),
        Forgiven = Forgiven.LeavingAny(lines),
        Conditions = [.. Conditions.Where(condition => lines.Contains(condition.Statement))],
    };

    /// <summary>What <see cref="Within"/> leaves out.</summary>
    public FileResult Outside(LineSet lines) => Within(Statements.Union(Excluded).Except(lines));

    /// <summary>The same lines, with nothing said about branches.</summary>
    public FileResult WithoutBranches() =>
        this with { Branches = ArcSet.Empty, TakenBranches = ArcSet.Empty, Forgiven = ArcSet.Empty };

    /// <summary>Applies what the source says to what was recorded.</summary>
    public static FileResult Of(FileFacts facts, SourceView source)
    {
        var countable = facts.AllCountable;
        var executed = facts.Executed.Values
            .Select(seen => seen.Unknown.HasFlag(Unknowns.Statements) ? seen.AtFirstLines(source.FirstLines) : seen)
            .Aggregate(Model.Executed.Nothing, (sum, next) => sum.Union(next));
        var statements = countable.Statements.Except(source.Excluded);
        var kept = countable.Branches.Where(arc =>
            !source.Excluded.Contains(arc.From) && !source.Excluded.Contains(arc.To));
        var ways = BranchWays.Of(kept);
        var branches = ways.Branches.Where(arc => ways.Branches.LeavingLine(arc.From).Length > 1);
        var seen = ways.Taken(executed.Branches).Intersect(branches);
        var forgiven = branches.LeavingAny(source.NoBranch).Except(seen);
        return new FileResult
        {
            Path = facts.Path,
            Statements = statements,
            Executed = executed.Lines.Intersect(statements),
            Excluded = source.Excluded,
            Branches = branches,
            TakenBranches = seen.Union(forgiven),
            Forgiven = forgiven,
            Conditions =
            [
                .. countable.Conditions
                    .Select(condition => new ConditionResult(
                        source.FirstLines[condition.Line],
                        condition,
                        executed.SeenTrue.Contains(condition),
                        executed.SeenFalse.Contains(condition)))
                    .Where(condition => statements.Contains(condition.Statement)),
            ],
        };
    }
}
