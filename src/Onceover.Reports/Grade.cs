using Onceover.Model;

namespace Onceover.Reports;

/// <summary>What a percentage is worth, for colours.</summary>
public static class Grade
{
    /// <summary><c>none</c> where there is nothing to cover, else <c>low</c> (below 50 %), <c>mid</c> (below 80 %), <c>high</c> or <c>full</c>.</summary>
    public static string Of(Totals totals) => totals switch
    {
        { Statements: 0 } => "none",
        { Percent: 100 } => "full",
        { Percent: >= 80 } => "high",
        { Percent: >= 50 } => "mid",
        _ => "low",
    };
}
