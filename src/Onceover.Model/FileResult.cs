namespace Onceover.Model;

/// <summary>One file as a report shows it: facts of all observers, after exclusion. Every report derives its figures from this.</summary>
public sealed record FileResult
{
    public required string Path { get; init; }

    public required LineSet Statements { get; init; }

    public required LineSet Executed { get; init; }

    public required LineSet Excluded { get; init; }

    /// <summary>The arcs from every line that still has two or more next lines once excluded lines are gone.</summary>
    public required ArcSet Branches { get; init; }

    public required ArcSet TakenBranches { get; init; }

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

    /// <summary>Applies what the source says to what was recorded.</summary>
    public static FileResult Of(FileFacts facts, SourceView source)
    {
        var countable = facts.AllCountable;
        var executed = facts.AllExecuted;
        var statements = countable.Statements.Except(source.Excluded);
        var kept = countable.Branches.Where(arc =>
            !source.Excluded.Contains(arc.From) && !source.Excluded.Contains(arc.To));
        var branches = kept.Where(arc => kept.LeavingLine(arc.From).Length > 1);
        return new FileResult
        {
            Path = facts.Path,
            Statements = statements,
            Executed = executed.Lines.Intersect(statements),
            Excluded = source.Excluded,
            Branches = branches,
            TakenBranches = branches.Where(arc => executed.Branches.Contains(arc) || source.NoBranch.Contains(arc.From)),
        };
    }
}
