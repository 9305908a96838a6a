namespace Onceover.Model;

/// <summary>
/// What several sources say about the branches of a file, as one set. Where one names a line's branches, the mere number that another gives says
/// nothing more. A line has one way out of its code object: exits that sources place differently are the same.
/// </summary>
internal sealed class BranchWays
{
    private readonly bool plain;

    private BranchWays(ArcSet branches, bool plain) => (Branches, this.plain) = (branches, plain);

    public ArcSet Branches { get; }

    public static BranchWays Of(ArcSet countable) => IsPlain(countable)
        ? new(countable, plain: true)
        : new(
            countable.Where(arc => arc.IsUnnamed ? countable.LeavingLine(arc.From)[^1].IsUnnamed : !arc.IsExit || ExitOf(countable, arc.From) == arc),
            plain: false);

    /// <summary>The branches that were taken by <paramref name="executed"/>: all of a line's if as many as there are were counted.</summary>
    public ArcSet Taken(ArcSet executed)
    {
        if (plain && IsPlain(executed) && !PlacesExitsElsewhere(executed))
        {
            return Branches.Intersect(executed);
        }

        return Branches.Where(arc =>
        {
            var taken = executed.LeavingLine(arc.From);
            return executed.Contains(arc)
                || (arc.IsExit && Exits(taken) > 0)
                || (!arc.IsUnnamed && Unnamed(taken) >= Branches.LeavingLine(arc.From).Length);
        });
    }

    /// <summary>
    /// The one that stands for all: a decorated function's code starts at its first decorator, though some name its <c>def</c>; −1 is also said by those who do
    /// not know.
    /// </summary>
    private static Arc ExitOf(ArcSet arcs, int line)
    {
        var found = new Arc(line, -1);
        foreach (var arc in arcs.LeavingLine(line))
        {
            found = arc.IsExit && arc.To != -1 ? arc : found;
        }

        return found;
    }

    /// <summary>Whether it has a line's exit by another name than <see cref="Branches"/>.</summary>
    private bool PlacesExitsElsewhere(ArcSet executed)
    {
        foreach (var arc in executed.AsSpan())
        {
            if (arc.IsExit && !Branches.Contains(arc) && Exits(Branches.LeavingLine(arc.From)) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static int Exits(ReadOnlySpan<Arc> arcs)
    {
        var count = 0;
        foreach (var arc in arcs)
        {
            count += arc.IsExit ? 1 : 0;
        }

        return count;
    }

    private static int Unnamed(ReadOnlySpan<Arc> arcs)
    {
        var count = 0;
        foreach (var arc in arcs)
        {
            count += arc.IsUnnamed ? 1 : 0;
        }

        return count;
    }

    /// <summary>Whether nothing is counted only, and no line has two exits: what one interpreter's run gives.</summary>
    private static bool IsPlain(ArcSet arcs)
    {
        var previous = default(Arc);
        foreach (var arc in arcs.AsSpan())
        {
            if (arc.IsUnnamed || (arc.IsExit && previous.IsExit && previous.From == arc.From))
            {
                return false;
            }

            previous = arc;
        }

        return true;
    }
}
