using Onceover.Model;

namespace Onceover.Reports;

/// <summary>What a foreign format says about one file, as it is read. What it does not say about interpreter, content and context is unknown.</summary>
internal sealed class ForeignFile(string path)
{
    private readonly LineSet.Builder statements = new();
    private readonly LineSet.Builder executed = new();
    private readonly List<Arc> branches = [];
    private readonly List<Arc> taken = [];

    /// <exception cref="FormatException">There is no such line.</exception>
    public void AddLine(long line, bool ran)
    {
        var number = Line(line);
        statements.Add(number);
        if (ran)
        {
            executed.Add(number);
        }
    }

    /// <summary>A branch whose two ends are known.</summary>
    /// <exception cref="FormatException">There is no such line.</exception>
    public void AddBranch(long from, long to, bool wasTaken)
    {
        var arc = new Arc(Line(from), to > 0 ? Line(to) : -Line(Math.Max(1, -to)));
        branches.Add(arc);
        if (wasTaken)
        {
            taken.Add(arc);
        }
    }

    /// <summary>Branches of a line of which only the number is known.</summary>
    /// <exception cref="FormatException">The numbers make no sense.</exception>
    public void AddBranches(long line, int all, int takenOfThem)
    {
        if (all is < 0 or >= Arc.MaxUnnamed || takenOfThem < 0 || takenOfThem > all)
        {
            throw new FormatException($"{takenOfThem} of {all} branches of line {line} make no sense");
        }

        var from = Line(line);
        for (var i = 0; i < all; i++)
        {
            branches.Add(Arc.Unnamed(from, i));
            if (i < takenOfThem)
            {
                taken.Add(Arc.Unnamed(from, i));
            }
        }
    }

    /// <param name="unknown">What the format does not record beside contexts.</param>
    public FileFacts ToFacts(Unknowns unknown)
    {
        var facts = FileFacts.Of(path, ContentHash.Unknown);
        return facts with
        {
            Countable = facts.Countable.Add(
                InterpreterVersion.Unknown, new Countable(statements.ToLineSet(), ArcSet.From(branches)) { Unknown = unknown }),
            Executed = facts.Executed.Add(
                new Observer(InterpreterVersion.Unknown, ""),
                new Executed(executed.ToLineSet(), ArcSet.From(taken)) { Unknown = unknown | Unknowns.Contexts }),
        };
    }

    public static int Line(long line) => line is >= 1 and <= LineSet.MaxLine ? (int)line : throw new FormatException($"there is no line {line}");
}
