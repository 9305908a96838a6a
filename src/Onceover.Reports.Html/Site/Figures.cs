using System.Globalization;
using Onceover.Model;

namespace Onceover.Reports.Html;

/// <summary>Counts and percentages as templates show them.</summary>
internal sealed record Figures(Totals Totals, int Precision)
{
    public int Statements => Totals.Statements;

    public int Missing => Totals.Missing;

    public int Executed => Totals.Executed;

    public int Excluded => Totals.Excluded;

    public int Branches => Totals.Branches;

    public int MissingBranches => Totals.MissingBranches;

    public int PartialBranches => Totals.PartialBranches;

    /// <summary>All that could run and did not: what there is to gain.</summary>
    public int Gap => Totals.Missing + Totals.MissingBranches;

    /// <summary>As <c>onceover report</c> shows it, without a sign.</summary>
    public string Percent => Percentage.Display(Totals.Percent, Precision);

    /// <summary>For the length of a bar.</summary>
    public string Width => Totals.Percent.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>See <see cref="Reports.Grade"/>.</summary>
    public string Grade => Reports.Grade.Of(Totals);
}
