using System.Diagnostics.CodeAnalysis;
using Onceover.Model;

namespace Onceover.Analysis;

/// <summary>What is left out of the figures: patterns, and what a hit means for the lines around it.</summary>
public sealed class ExclusionRules
{
    private readonly PatternSet exclude;
    private readonly PatternSet partial;

    private ExclusionRules(PatternSet exclude, PatternSet partial) => (this.exclude, this.partial) = (exclude, partial);

    public static ExclusionRules Default { get; } =
        TryCompile(ExclusionDefaults.Exclude, [.. ExclusionDefaults.Partial, .. ExclusionDefaults.PartialAlways], out var rules, out var problem)
            ? rules
            : throw new InvalidOperationException(problem.ToString());

    /// <param name="exclude">Python patterns of what no figure counts.</param>
    /// <param name="partial">Python patterns of lines whose branches all count as taken; <see cref="ExclusionDefaults.PartialAlways"/> is not added.</param>
    /// <param name="rules">The rules, unless a pattern is not understood.</param>
    /// <param name="problem">The first pattern that is not understood.</param>
    public static bool TryCompile(
        IEnumerable<string> exclude,
        IEnumerable<string> partial,
        [NotNullWhen(true)] out ExclusionRules? rules,
        [NotNullWhen(false)] out PatternProblem? problem)
    {
        rules = null;
        if (!PatternSet.TryCompile(exclude, out var excludeSet, out problem) || !PatternSet.TryCompile(partial, out var partialSet, out problem))
        {
            return false;
        }

        rules = new ExclusionRules(excludeSet, partialSet);
        return true;
    }

    /// <summary>Reads one file by these rules.</summary>
    public SourceView View(SourceStructure structure)
    {
        using var text = new SearchText(structure.Source);
        return new SourceView(
            ToLineSet(ExcludedLines.Of(structure, HitsOf(exclude, text, structure))),
            ToLineSet(ExcludedLines.ToFirstLines(structure, HitsOf(partial, text, structure))),
            structure.FirstLines,
            RegionFinder.Find(structure));
    }

    private static bool[] HitsOf(PatternSet patterns, SearchText text, SourceStructure structure)
    {
        var hits = new bool[structure.LineCount + 2];
        patterns.Mark(text, hits);
        return hits;
    }

    private static LineSet ToLineSet(ReadOnlySpan<bool> lines)
    {
        var builder = new LineSet.Builder();
        for (var line = lines.IndexOf(true); line >= 0;)
        {
            builder.Add(line);
            var more = lines[(line + 1)..].IndexOf(true);
            line = more < 0 ? -1 : line + 1 + more;
        }

        return builder.ToLineSet();
    }
}
