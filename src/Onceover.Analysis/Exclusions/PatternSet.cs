using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Onceover.Analysis;

/// <summary>
/// Patterns that are searched as one, <c>(?:first)|(?:second)</c>, as coverage.py does. They are run one by one, which is far
/// faster, and together only where it makes a difference: where matches overlap and span lines.
/// </summary>
internal sealed class PatternSet
{
    private readonly ImmutableArray<Member> members;
    private readonly Lazy<PythonPattern?> joined;

    private PatternSet(ImmutableArray<Member> members)
    {
        this.members = members;
        joined = new Lazy<PythonPattern?>(Join);
    }

    public static bool TryCompile(
        IEnumerable<string> patterns,
        [NotNullWhen(true)] out PatternSet? set,
        [NotNullWhen(false)] out PatternProblem? problem)
    {
        var members = ImmutableArray.CreateBuilder<Member>();
        foreach (var pattern in patterns)
        {
            if (!PythonPattern.TryTranslate(pattern, out var translated, out problem))
            {
                set = null;
                return false;
            }

            members.Add(new Member(translated, [.. translated.Needs.Select(Encoding.UTF8.GetBytes)]));
        }

        (set, problem) = (new PatternSet(members.ToImmutable()), null);
        return true;
    }

    /// <summary>Marks every line that a match touches; one past the last line too, where a match ends with the text.</summary>
    /// <param name="text">The file.</param>
    /// <param name="hits">By line.</param>
    public void Mark(SearchText text, Span<bool> hits)
    {
        List<Range>? found = null;
        foreach (var member in members)
        {
            if (member.Needs.Length == 0 || text.ContainsAny(member.Needs.AsSpan()))
            {
                Find(member.Pattern, text.Characters, found ??= []);
            }
        }

        if (found is not { Count: > 0 })
        {
            return;
        }

        var characters = text.Characters;
        found.Sort((one, two) => one.Start.Value.CompareTo(two.Start.Value));
        if (members.Length > 1 && OverlapOverLines(characters, found) && joined.Value is { } whole)
        {
            found.Clear();
            Find(whole, characters, found);
        }

        MarkLines(characters, found, hits);
    }

    private static void Find(PythonPattern pattern, ReadOnlySpan<char> text, List<Range> found)
    {
        if (pattern.Python == ExclusionDefaults.EllipsisBody)
        {
            EllipsisBodies.Find(text, pattern.Regex, found);
            return;
        }

        foreach (var match in pattern.Regex.EnumerateMatches(text))
        {
            found.Add(match.Index..(match.Index + match.Length));
        }
    }

    private static bool OverlapOverLines(ReadOnlySpan<char> text, List<Range> sorted)
    {
        var (end, spans) = (0, false);
        foreach (var range in sorted)
        {
            var spansLines = text[range].Contains('\n');
            if (range.Start.Value < end && (spans || spansLines))
            {
                return true;
            }

            (end, spans) = range.Start.Value < end
                ? (Math.Max(end, range.End.Value), spans)
                : (range.End.Value, spansLines);
        }

        return false;
    }

    private static void MarkLines(ReadOnlySpan<char> text, List<Range> sorted, Span<bool> hits)
    {
        var (line, position) = (1, 0);
        foreach (var range in sorted)
        {
            line += text[position..range.Start.Value].Count('\n');
            position = range.Start.Value;
            hits.Slice(line, text[range].Count('\n') + 1).Fill(true);
        }
    }

    /// <summary>Null where Python refuses it too: flags in the middle.</summary>
    private PythonPattern? Join() =>
        PythonPattern.TryTranslate(string.Join('|', members.Select(member => $"(?:{member.Pattern.Python})")), out var whole, out _)
            ? whole
            : null;

    private readonly record struct Member(PythonPattern Pattern, ImmutableArray<byte[]> Needs);
}
