using Onceover.Model;

namespace Onceover.Reports.Html;

/// <summary>What a file's page shows.</summary>
internal sealed record FileView(
    string Name,
    IReadOnlyList<string> Folders,
    string BaseName,
    PageMeta Meta,
    Figures Figures,
    string SourceState,
    IReadOnlyList<RegionView> Functions,
    IReadOnlyList<RegionView> Classes,
    IReadOnlyList<string> ContextNames,
    IReadOnlyList<ChunkView> Chunks)
{
    public static FileView Of(ReportFile file, ReportOptions options, PageMeta meta, LineSet changed)
    {
        var path = file.Name.Split('/');
        var contexts = options.ShowContexts ? file.Contexts.Where(pair => pair.Key.Length > 0).ToList() : [];
        return new FileView(
            file.Name,
            path[..^1],
            path[^1],
            meta,
            new Figures(file.Totals, options.Precision),
            file.SourceState.ToString(),
            [.. RegionView.AllOf(RegionKind.Function, file, options)],
            [.. RegionView.AllOf(RegionKind.Class, file, options)],
            [.. contexts.Select(pair => pair.Key)],
            [.. new LineViews(file, [.. contexts.Select(pair => pair.Value)], changed).Chunks()]);
    }
}

/// <summary>A function or a class with its own figures.</summary>
internal sealed record RegionView(string Name, int Line, Figures Figures)
{
    /// <summary>Those of one kind in which something counts.</summary>
    public static IEnumerable<RegionView> AllOf(RegionKind kind, ReportFile file, ReportOptions options) =>
        from named in RegionNames.Of(file.Regions, kind)
        let totals = file.Result.Within(named.Region.Lines).Totals
        where totals.Statements > 0
        select new RegionView(named.Name, named.Region.StartLine, new Figures(totals, options.Precision));
}

/// <summary>A stretch of lines that a browser may lay out only when it comes into view.</summary>
internal sealed record ChunkView(IReadOnlyList<LineView> Lines)
{
    public int Count => Lines.Count;
}

/// <summary>One line of source.</summary>
/// <param name="Number">From 1.</param>
/// <param name="State"><c>ran</c>, <c>missed</c>, <c>partial</c>, <c>excluded</c> or empty; then <c>more</c> where it continues a statement, and <c>new</c> where a patch changed it.</param>
/// <param name="Text">Without its end.</param>
/// <param name="Notes">What never happened here, one sentence per branch.</param>
/// <param name="Contexts">Positions in <see cref="FileView.ContextNames"/>, separated by spaces.</param>
/// <param name="Parts">The text in pieces, where some of it is marked; else empty.</param>
internal sealed record LineView(
    int Number, string State, string Text, IReadOnlyList<NoteView> Notes, string Contexts, IReadOnlyList<PartView> Parts);

/// <summary>A piece of a line's text.</summary>
/// <param name="Text">The piece.</param>
/// <param name="Mark"><c>decision</c> where branches part, <c>condition</c> where a decision inside of the line never went both ways, or empty.</param>
internal sealed record PartView(string Text, string Mark)
{
    /// <summary>Nothing where nothing of the line is marked, as it is with most.</summary>
    public static IEnumerable<PartView> Of(MarkedLine line)
    {
        var decision = line.Decision;
        if (decision is null && line.Conditions.Count == 0)
        {
            yield break;
        }

        var marks = new string[line.Text.Length];
        Array.Fill(marks, "");
        if (decision is { } columns)
        {
            marks.AsSpan(columns).Fill("decision");
        }

        foreach (var condition in line.Conditions)
        {
            marks.AsSpan(condition.Columns).Fill("condition");
        }

        for (var (start, end) = (0, 1); start < marks.Length; start = end++)
        {
            while (end < marks.Length && marks[end] == marks[start])
            {
                end++;
            }

            yield return new PartView(line.Text[start..end], marks[start]);
        }
    }
}

/// <summary>What never happened on a line.</summary>
/// <param name="Words">What never happened.</param>
/// <param name="Target">The line that it leads to; 0 for an exit.</param>
/// <param name="Cause">Why, or empty.</param>
/// <param name="IsHint">Whether it is of a decision inside of the line, which no figure counts.</param>
internal sealed record NoteView(string Words, int Target, string Cause, bool IsHint);
