using Onceover.Model;

namespace Onceover.Reports.Html;

/// <summary>A function that ReportGenerator calls a risk hotspot: too complex, or too complex for how much of it is tested.</summary>
/// <param name="File">Where.</param>
/// <param name="Function">Which.</param>
/// <param name="Totals">Its own figures.</param>
internal sealed record Hotspot(ReportFile File, Region Function, Totals Totals)
{
    public double Crap => CrapOf(Function.Complexity, Totals);

    /// <summary>
    /// The "change risk anti-patterns" score: the complexity of what is tested, up to its square and itself of what is not at all
    /// (Savoia and Evans, crap4j): c² · (1 − covered statements)³ + c.
    /// </summary>
    public static double CrapOf(int complexity, Totals totals) =>
        (complexity * (double)complexity * Math.Pow(1 - (totals.StatementPercent / 100), 3)) + complexity;
}
