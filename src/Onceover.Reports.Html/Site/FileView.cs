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
            [.. RegionNames.Of(file.Regions, RegionKind.Function).Select(function => RegionView.Of(function, file, options)).OfType<RegionView>()],
            [.. contexts.Select(pair => pair.Key)],
            [.. new LineViews(file, [.. contexts.Select(pair => pair.Value)], changed).Chunks()]);
    }
}

/// <summary>A function with its own figures.</summary>
internal sealed record RegionView(string Name, int Line, Figures Figures)
{
    /// <summary>Null where nothing of the function counts.</summary>
    public static RegionView? Of((string Name, Region Region) function, ReportFile file, ReportOptions options)
    {
        var totals = file.Result.Within(function.Region.Lines).Totals;
        return totals.Statements == 0 ? null : new RegionView(function.Name, function.Region.StartLine, new Figures(totals, options.Precision));
    }
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
internal sealed record LineView(int Number, string State, string Text, IReadOnlyList<NoteView> Notes, string Contexts);

/// <summary>A branch that was never taken.</summary>
/// <param name="Words">What never happened.</param>
/// <param name="Target">The line that it leads to; 0 for an exit.</param>
/// <param name="Cause">Why, or empty.</param>
internal sealed record NoteView(string Words, int Target, string Cause);
