using Onceover.Model;

namespace Onceover.Analysis;

/// <summary>
/// A statement that chooses between two different next lines: <c>if</c>, <c>elif</c>, <c>while</c>, <c>for</c>, <c>case</c>. A choice within
/// one line, or one that leads to the same line either way, or that the compiler has already made (a constant test), is none.
/// </summary>
/// <param name="Kind"><see cref="StatementKind.If"/>, <see cref="StatementKind.While"/>, <see cref="StatementKind.For"/> or <see cref="StatementKind.Case"/>.</param>
/// <param name="Line">Its first line.</param>
/// <param name="WhenTrue">Next line if the test holds, the iterable gives an item, the pattern matches; below zero an exit as in <see cref="Arc"/>.</param>
/// <param name="WhenFalse">Next line otherwise; below zero an exit.</param>
public readonly record struct Decision(StatementKind Kind, int Line, int WhenTrue, int WhenFalse)
{
    public Arc TrueArc => new(Line, WhenTrue);

    public Arc FalseArc => new(Line, WhenFalse);

    internal IEnumerable<Arc> Arcs => [TrueArc, FalseArc];
}
