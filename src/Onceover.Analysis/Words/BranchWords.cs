namespace Onceover.Analysis;

/// <summary>What to tell a person about a branch that was never taken. Both are clauses without capital and full stop.</summary>
/// <param name="Jump">What did not happen: <c>line 14 never went to line 19</c>, <c>line 14 never left function 'f'</c>.</param>
/// <param name="Reason">Why, as far as the statement says it: <c>its condition was never false</c>; empty if the arc is of no known decision.</param>
public readonly record struct BranchWords(string Jump, string Reason)
{
    public override string ToString() => Reason.Length == 0 ? Jump : $"{Jump}: {Reason}";
}
