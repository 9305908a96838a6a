namespace Onceover.Model;

/// <summary>Counts over files or regions, and the percentages that follow from them.</summary>
public readonly record struct Totals
{
    public int Files { get; init; }

    public int Statements { get; init; }

    public int Missing { get; init; }

    public int Excluded { get; init; }

    public int Branches { get; init; }

    public int MissingBranches { get; init; }

    /// <summary>Missing branches whose line did run.</summary>
    public int PartialBranches { get; init; }

    public int Executed => Statements - Missing;

    public int TakenBranches => Branches - MissingBranches;

    /// <summary>0 to 100; 100 where there is nothing to execute.</summary>
    public double Percent => PercentOf(Executed + TakenBranches, Statements + Branches);

    public double StatementPercent => PercentOf(Executed, Statements);

    public double BranchPercent => PercentOf(TakenBranches, Branches);

    public static Totals operator +(Totals one, Totals two) => one.Add(two);

    public Totals Add(Totals other) => new()
    {
        Files = Files + other.Files,
        Statements = Statements + other.Statements,
        Missing = Missing + other.Missing,
        Excluded = Excluded + other.Excluded,
        Branches = Branches + other.Branches,
        MissingBranches = MissingBranches + other.MissingBranches,
        PartialBranches = PartialBranches + other.PartialBranches,
    };

    private static double PercentOf(int numerator, int denominator) =>
        denominator == 0 ? 100.0 : 100.0 * numerator / denominator;
}
