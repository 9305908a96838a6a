using Onceover.Model;

namespace Onceover.Reports.Html;

/// <summary>What the page of a patch shows.</summary>
/// <param name="Meta">As on every page.</param>
/// <param name="Revision">What the patch is compared with, as a person named it.</param>
/// <param name="Commit">Where the branches parted; shortened.</param>
/// <param name="Figures">Over all that the patch touches.</param>
/// <param name="Files">Those that the patch touches, the largest gap first.</param>
/// <param name="ComparesOutside">Whether there was a base run.</param>
/// <param name="Lost">Files that lost something outside of the patch.</param>
/// <param name="LostStatements">How many statements they lost.</param>
/// <param name="LostBranches">How many branches they lost.</param>
/// <param name="NotMeasured">Names of changed files that nobody measured.</param>
internal sealed record PatchView(
    PageMeta Meta,
    string Revision,
    string Commit,
    Figures Figures,
    IReadOnlyList<PatchFileView> Files,
    bool ComparesOutside,
    IReadOnlyList<PatchFileView> Lost,
    int LostStatements,
    int LostBranches,
    IReadOnlyList<string> NotMeasured)
{
    private const int ShortCommit = 7;

    public static PatchView Of(PatchReport patch, ReportOptions options, PageMeta meta) => new(
        meta,
        patch.Base.Revision,
        patch.Base.Commit[..Math.Min(ShortCommit, patch.Base.Commit.Length)],
        new Figures(patch.Totals, options.Precision),
        [.. patch.Touched.Select(file => PatchFileView.OfTouched(file, options)).OrderByDescending(file => file.Figures.Gap)],
        patch.ComparesOutside,
        [.. patch.LostOutside.Select(file => PatchFileView.OfLost(file, options))],
        patch.LostOutside.Sum(file => file.Lost.Count),
        patch.LostOutside.Sum(file => file.LostBranches.Count),
        patch.NotMeasured);
}

/// <summary>One file of a patch.</summary>
/// <param name="Name">As the report has it.</param>
/// <param name="OldName">Its path in the repository before it was renamed, or empty.</param>
/// <param name="Page">Its own page.</param>
/// <param name="IsStale">Whether it was changed since it was measured.</param>
/// <param name="Figures">Of the part that the patch touches.</param>
/// <param name="Lost">Statements and branches that it lost outside of the patch.</param>
/// <param name="Hunks">What is to be seen: the gaps with a few lines around them.</param>
internal sealed record PatchFileView(
    string Name, string OldName, string Page, bool IsStale, Figures Figures, int Lost, IReadOnlyList<HunkView> Hunks)
{
    public static PatchFileView OfTouched(PatchFile file, ReportOptions options) => Of(
        file, options, file.Result.Missing.Union(LineSet.From(file.Result.MissingBranches.Select(arc => arc.From))));

    public static PatchFileView OfLost(PatchFile file, ReportOptions options) => Of(
        file, options, file.Lost.Union(LineSet.From(file.LostBranches.Select(arc => arc.From))));

    private static PatchFileView Of(PatchFile file, ReportOptions options, LineSet gaps) => new(
        file.File.Name,
        file.Change is { OldPath: { } old, Path: var path } && old != path ? old : "",
        PageNames.Of(file.File.Name),
        file.File.SourceState == SourceState.Changed,
        new Figures(file.Totals, options.Precision),
        file.Lost.Count + file.LostBranches.Count,
        [.. HunkView.Around(gaps, file)]);
}

/// <summary>Consecutive lines around something that is missing.</summary>
internal sealed record HunkView(IReadOnlyList<LineView> Lines)
{
    /// <summary>As many as make clear where one is.</summary>
    private const int Context = 3;

    public int First => Lines[0].Number;

    public int Last => Lines[^1].Number;

    public static IEnumerable<HunkView> Around(LineSet gaps, PatchFile file)
    {
        if (gaps.IsEmpty)
        {
            yield break;
        }

        var views = new LineViews(file.File, [], file.Changed);
        var lines = new MarkedSource(file.File).Lines().ToList();
        var near = new LineSet.Builder();
        foreach (var line in lines.Where(line => gaps.Contains(file.File.FirstLines[line.Number])))
        {
            for (var number = Math.Max(1, line.Number - Context); number <= Math.Min(lines.Count, line.Number + Context); number++)
            {
                near.Add(number);
            }
        }

        foreach (var range in LineRange.Of(near.ToLineSet()))
        {
            yield return new HunkView([.. lines.Skip(range.First - 1).Take(range.Count).Select(views.Of)]);
        }
    }
}
