using System.Globalization;
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
    public static FileView Of(ReportFile file, ReportOptions options, PageMeta meta)
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
            [.. new LineViews(file, [.. contexts.Select(pair => pair.Value)]).Chunks()]);
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
/// <param name="State"><c>ran</c>, <c>missed</c>, <c>partial</c>, <c>excluded</c> or empty; then <c>more</c> where it continues a statement.</param>
/// <param name="Text">Without its end.</param>
/// <param name="Notes">What never happened here, one sentence per branch.</param>
/// <param name="Contexts">Positions in <see cref="FileView.ContextNames"/>, separated by spaces.</param>
internal sealed record LineView(int Number, string State, string Text, IReadOnlyList<NoteView> Notes, string Contexts);

/// <summary>A branch that was never taken.</summary>
/// <param name="Words">What never happened.</param>
/// <param name="Target">The line that it leads to; 0 for an exit.</param>
/// <param name="Cause">Why, or empty.</param>
internal sealed record NoteView(string Words, int Target, string Cause);

/// <summary>The lines of one file, marked.</summary>
internal sealed class LineViews(ReportFile file, IReadOnlyList<LineSet> contexts)
{
    private const int ChunkLength = 200;

    private readonly BranchWords words = new(file.Regions);

    private readonly LineSet missing = file.Result.Missing;

    private readonly ArcSet missingBranches = file.Result.MissingBranches;

    public IEnumerable<ChunkView> Chunks() =>
        SourceLines.Split(file.ReadSource() ?? "").Select((text, index) => Line(index + 1, text)).Chunk(ChunkLength).Select(lines => new ChunkView(lines));

    private LineView Line(int number, string text)
    {
        var first = file.FirstLines[number];
        var state = StateOf(first);
        return first != number ? new LineView(number, state.Length > 0 ? state + " more" : "", text, [], "")
            : state == "partial" ? new LineView(number, state, text, Notes(number, text), ContextsOf(number))
            : new LineView(number, state, text, [], state == "ran" ? ContextsOf(number) : "");
    }

    private string StateOf(int line) =>
        missing.Contains(line) ? "missed"
        : !file.Result.Statements.Contains(line) ? file.Result.Excluded.Contains(line) ? "excluded" : ""
        : missingBranches.LeavingLine(line).IsEmpty ? "ran"
        : "partial";

    private List<NoteView> Notes(int line, string text)
    {
        var ways = file.Result.Branches.LeavingLine(line);
        var notes = new List<NoteView>();
        foreach (var arc in missingBranches.LeavingLine(line))
        {
            var branch = words.Missed(arc, ways, text);
            notes.Add(new NoteView(branch.What, branch.Target ?? 0, branch.Cause ?? ""));
        }

        return notes;
    }

    private string ContextsOf(int number) => contexts.Count == 0
        ? ""
        : string.Join(' ', contexts.Index().Where(pair => pair.Item.Contains(number)).Select(pair => pair.Index.ToString(CultureInfo.InvariantCulture)));
}
