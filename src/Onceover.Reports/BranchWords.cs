using System.Globalization;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>What taking a branch does, and what it means that one was not taken, in words.</summary>
/// <param name="regions">The file's functions and classes.</param>
/// <param name="unusualWaysIn">The ways into suites that do not lead to the first line below.</param>
public sealed class BranchWords(IEnumerable<Region> regions, ArcSet unusualWaysIn)
{
    private readonly List<Region> functions = [.. regions.Where(region => region.Kind == RegionKind.Function)];

    /// <summary>Such as <c>jump to line 13</c>, <c>return from function 'f'</c> or <c>exit the module</c>.</summary>
    public string Action(Arc arc) =>
        !arc.IsExit ? string.Create(CultureInfo.InvariantCulture, $"jump to line {arc.To}")
        : FunctionOf(arc.From) is { } function ? $"return from function '{function}'"
        : "exit the module";

    /// <summary>What never happened when a branch was not taken, of a line that ran.</summary>
    /// <param name="arc">The branch.</param>
    /// <param name="ways">All branches of that line.</param>
    /// <param name="line">The line's text.</param>
    public MissedBranch Missed(Arc arc, ReadOnlySpan<Arc> ways, string line) => new(
        !arc.IsExit ? "never jumped to"
            : FunctionOf(arc.From) is { } function ? $"never returned from function '{function}'"
            : "never exited the module",
        arc.IsExit ? null : arc.To,
        ways.Length == 2 ? Cause(arc == WayIn(ways), line) : null);

    /// <summary>The way into the suite: where nothing else is known, it comes first in the text among those that go forward.</summary>
    private Arc WayIn(ReadOnlySpan<Arc> ways)
    {
        if (unusualWaysIn.LeavingLine(ways[0].From) is [var known, ..])
        {
            return known;
        }

        var first = ways[0];
        foreach (var way in ways)
        {
            first = way.To > way.From && (first.To < first.From || way.To < first.To) ? way : first;
        }

        return first;
    }

    private static string? Cause(bool intoSuite, string line) => FirstWord(line) switch
    {
        "if" or "elif" or "while" => intoSuite ? "the condition was never true" : "the condition was never false",
        "for" => intoSuite ? "there was never an item" : "the loop never ran to its end",
        "case" when MayHaveGuard(line) => intoSuite ? "the case was never chosen" : "the case was always chosen",
        "case" => intoSuite ? "the pattern never matched" : "the pattern always matched",
        _ => null,
    };

    /// <summary>A guard's keyword is on the line, or the header goes on after it.</summary>
    private static bool MayHaveGuard(string line) =>
        line.Contains(" if ", StringComparison.Ordinal) || line.Contains(" if(", StringComparison.Ordinal) || !line.Contains(':', StringComparison.Ordinal);

    private static string FirstWord(string line)
    {
        var words = line.AsSpan().TrimStart();
        words = words.StartsWith("async ") ? words["async ".Length..].TrimStart() : words;
        var end = words.IndexOfAnyExceptInRange('a', 'z');
        return (end < 0 ? words : words[..end]).ToString();
    }

    /// <summary>The unqualified name of the function that <paramref name="line"/> belongs to.</summary>
    private string? FunctionOf(int line)
    {
        // A function's own lines exclude those of functions inside of it, so at most one contains the line.
        var name = functions.Find(region => region.Lines.Contains(line))?.Name;
        return name?[(name.LastIndexOf('.') + 1)..];
    }
}

/// <summary>A branch that was not taken, in words.</summary>
/// <param name="What">What never happened; where <paramref name="Target"/> is set, that line is to follow.</param>
/// <param name="Target">The line that was never jumped to; null for an exit.</param>
/// <param name="Cause">What the condition, loop or pattern did, where the line's keyword tells it.</param>
public sealed record MissedBranch(string What, int? Target, string? Cause)
{
    /// <summary>Such as <c>never jumped to line 13: the condition was never false</c>.</summary>
    public override string ToString() =>
        What + (Target is { } line ? string.Create(CultureInfo.InvariantCulture, $" line {line}") : "") + (Cause is null ? "" : $": {Cause}");
}
