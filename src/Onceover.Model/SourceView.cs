using System.Collections.Immutable;

namespace Onceover.Model;

/// <summary>
/// What one source text says to a report under one set of exclusion patterns. Lines are first lines of statements.
/// </summary>
/// <param name="Excluded">Lines that no figure counts.</param>
/// <param name="NoBranch">Lines whose branches all count as taken.</param>
/// <param name="FirstLines">For the lines of multi-line statements that are not first lines: the first line. Others map to themselves.</param>
/// <param name="Regions">Functions and classes, in source order.</param>
public sealed record SourceView(
    LineSet Excluded,
    LineSet NoBranch,
    ImmutableDictionary<int, int> FirstLines,
    ImmutableArray<Region> Regions)
{
    public static readonly SourceView Plain =
        new(LineSet.Empty, LineSet.Empty, ImmutableDictionary<int, int>.Empty, []);
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
/// <param name="Lines">The lines that count as its own.</param>
public sealed record Region(RegionKind Kind, string Name, int StartLine, LineSet Lines);
