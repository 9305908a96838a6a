using System.Globalization;
using Onceover.Model;

namespace Onceover.Reports.Html;

/// <summary>The lines of one file as pages show them.</summary>
/// <param name="file">The file.</param>
/// <param name="contexts">What ran in each context that pages name.</param>
/// <param name="changed">The lines that a patch changed; none if the pages are about no patch.</param>
internal sealed class LineViews(ReportFile file, IReadOnlyList<LineSet> contexts, LineSet changed)
{
    private const int ChunkLength = 200;

    public IEnumerable<ChunkView> Chunks() => new MarkedSource(file).Lines().Select(Of).Chunk(ChunkLength).Select(lines => new ChunkView(lines));

    public LineView Of(MarkedLine line) => new(
        line.Number,
        ClassesOf(line),
        line.Text,
        [
            .. line.Never.Select(branch => new NoteView(branch.What, branch.Target ?? 0, branch.Cause ?? "", IsHint: false)),
            .. line.Conditions.Select(condition => new NoteView(condition.ToString(), 0, "", IsHint: true)),
        ],
        line is { Mark: LineMark.Ran or LineMark.Partial, Continues: false } ? ContextsOf(line.Number) : "",
        [.. PartView.Of(line)]);

    private string ClassesOf(MarkedLine line)
    {
        var state = line.Mark switch
        {
            LineMark.Ran => "ran",
            LineMark.Partial => "partial",
            LineMark.Missed => "missed",
            LineMark.Excluded => "excluded",
            _ => "",
        };
        var classes = line.Continues && state.Length > 0 ? state + " more" : state;
        return !changed.Contains(line.Number) ? classes : classes.Length > 0 ? classes + " new" : "new";
    }

    private string ContextsOf(int number) => contexts.Count == 0
        ? ""
        : string.Join(' ', contexts.Index().Where(pair => pair.Item.Contains(number)).Select(pair => pair.Index.ToString(CultureInfo.InvariantCulture)));
}
