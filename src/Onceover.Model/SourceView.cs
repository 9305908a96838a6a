using System.Collections.Immutable;

namespace Onceover.Model;

/// <summary>
/// What one source text says to a report under one set of exclusion patterns.
/// </summary>
/// <param name="Excluded">Lines that no figure counts: first lines of statements, and every line of an excluded function or class.</param>
/// <param name="NoBranch">Lines whose branches all count as taken.</param>
/// <param name="FirstLines">From the lines of multi-line statements to their first.</param>
/// <param name="Regions">Functions and classes, in source order.</param>
public sealed record SourceView(
    LineSet Excluded,
    LineSet NoBranch,
    LineMap FirstLines,
    ImmutableArray<Region> Regions)
{
    public static readonly SourceView Plain =
        new(LineSet.Empty, LineSet.Empty, LineMap.Identity, []);
}

public enum RegionKind
{
    Function,
    Class,
}

/// <summary>A function or class body as reports show it.</summary>
/// <param name="Kind">Function or class.</param>
/// <param name="Name">Qualified by the enclosing functions and classes: <c>Outer.method</c>, <c>outer.inner</c>.</param>
/// <param name="StartLine">The line of its <c>def</c> or <c>class</c>.</param>
/// <param name="Ranges">
/// The lines that count as its own, ascending: a function's body without the functions in it; for a class the bodies of its methods, and
/// of the functions in them, without those of the classes in it. So no line belongs to two functions or to two classes.
/// </param>
public sealed record Region(RegionKind Kind, string Name, int StartLine, ImmutableArray<LineRange> Ranges)
{
    public Region(RegionKind kind, string name, int startLine, LineSet lines)
        : this(kind, name, startLine, [.. LineRange.Of(lines)])
    {
    }

    /// <summary>
    /// Cyclomatic complexity of a function (McCabe): 1, and 1 more for each of its own statements that chooses: <c>if</c>, <c>elif</c>, <c>while</c>, <c>for</c>,
    /// <c>except</c>, <c>case</c>. A test that the source alone decides chooses nothing. 1 for classes.
    /// </summary>
    public int Complexity { get; init; } = 1;

    /// <summary>The lines of <see cref="Ranges"/>, made anew at each call.</summary>
    public LineSet Lines => LineSet.From(Ranges.SelectMany(range => Enumerable.Range(range.First, range.Count)));
}
