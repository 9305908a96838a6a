using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Onceover.Reports.Html;

/// <summary>What templates may name of the views, member by member: no reflection is needed, and nothing else can be reached.</summary>
internal sealed class ViewMembers : IObjectAccessor
{
    private static readonly Dictionary<Type, ViewMembers> All = new()
    {
        [typeof(IndexView)] = Of<IndexView>(new()
        {
            ["title"] = view => view.Title,
            ["meta"] = view => view.Meta,
            ["figures"] = view => view.Figures,
            ["rows"] = view => view.Rows,
            ["gaps"] = view => view.Gaps,
            ["never_run"] = view => view.NeverRun,
            ["hotspots"] = view => view.Hotspots,
            ["hotspot_count"] = view => view.HotspotCount,
            ["notes"] = view => view.Notes,
            ["stale"] = view => view.Stale,
            ["stale_files"] = view => view.StaleFiles,
            ["incomplete_files"] = view => view.IncompleteFiles,
            ["skipped_files"] = view => view.SkippedFiles,
            ["history"] = view => view.History,
        }),
        [typeof(HistoryView)] = Of<HistoryView>(new()
        {
            ["points"] = view => view.Points,
            ["line"] = view => view.Line,
            ["low"] = view => view.Low,
            ["high"] = view => view.High,
            ["since"] = view => view.Since,
            ["before"] = view => view.Before,
            ["lost"] = view => view.Lost,
            ["gained"] = view => view.Gained,
            ["added"] = view => view.Added,
            ["removed"] = view => view.Removed,
        }),
        [typeof(PointView)] = Of<PointView>(new()
        {
            ["time"] = view => view.Time,
            ["figures"] = view => view.Figures,
        }),
        [typeof(ChangeView)] = Of<ChangeView>(new()
        {
            ["name"] = view => view.Name,
            ["page"] = view => view.Page,
            ["before"] = view => view.Before,
            ["now"] = view => view.Now,
            ["size"] = view => view.Size,
        }),
        [typeof(RowView)] = Of<RowView>(new()
        {
            ["name"] = view => view.Name,
            ["page"] = view => view.Page,
            ["figures"] = view => view.Figures,
        }),
        [typeof(NeverRunView)] = Of<NeverRunView>(new()
        {
            ["name"] = view => view.Name,
            ["file"] = view => view.File,
            ["link"] = view => view.Link,
            ["statements"] = view => view.Statements,
        }),
        [typeof(HotspotsView)] = Of<HotspotsView>(new()
        {
            ["meta"] = view => view.Meta,
            ["count"] = view => view.Count,
            ["rows"] = view => view.Rows,
            ["most_complexity"] = view => view.MostComplexity,
            ["most_crap"] = view => view.MostCrap,
            ["chart"] = view => view.Chart,
            ["badges"] = view => view.Badges,
            ["summaries"] = view => view.Summaries,
        }),
        [typeof(HotspotView)] = Of<HotspotView>(new()
        {
            ["name"] = view => view.Name,
            ["file"] = view => view.File,
            ["link"] = view => view.Link,
            ["complexity"] = view => view.Complexity,
            ["crap"] = view => view.Crap,
            ["figures"] = view => view.Figures,
        }),
        [typeof(PageMeta)] = Of<PageMeta>(new()
        {
            ["title"] = meta => meta.Title,
            ["version"] = meta => meta.Version,
            ["made"] = meta => meta.Made,
            ["branches"] = meta => meta.Branches,
            ["has_extra_style"] = meta => meta.HasExtraStyle,
            ["has_patch"] = meta => meta.HasPatch,
        }),
        [typeof(Figures)] = Of<Figures>(new()
        {
            ["statements"] = figures => figures.Statements,
            ["executed"] = figures => figures.Executed,
            ["missing"] = figures => figures.Missing,
            ["excluded"] = figures => figures.Excluded,
            ["branches"] = figures => figures.Branches,
            ["missing_branches"] = figures => figures.MissingBranches,
            ["partial_branches"] = figures => figures.PartialBranches,
            ["gap"] = figures => figures.Gap,
            ["percent"] = figures => figures.Percent,
            ["width"] = figures => figures.Width,
            ["grade"] = figures => figures.Grade,
        }),
        [typeof(FileView)] = Of<FileView>(new()
        {
            ["name"] = view => view.Name,
            ["folders"] = view => view.Folders,
            ["base_name"] = view => view.BaseName,
            ["meta"] = view => view.Meta,
            ["figures"] = view => view.Figures,
            ["source_state"] = view => view.SourceState,
            ["functions"] = view => view.Functions,
            ["classes"] = view => view.Classes,
            ["context_names"] = view => view.ContextNames,
            ["chunks"] = view => view.Chunks,
        }),
        [typeof(RegionView)] = Of<RegionView>(new()
        {
            ["name"] = view => view.Name,
            ["line"] = view => view.Line,
            ["figures"] = view => view.Figures,
        }),
        [typeof(PatchView)] = Of<PatchView>(new()
        {
            ["meta"] = view => view.Meta,
            ["revision"] = view => view.Revision,
            ["commit"] = view => view.Commit,
            ["figures"] = view => view.Figures,
            ["files"] = view => view.Files,
            ["compares_outside"] = view => view.ComparesOutside,
            ["lost"] = view => view.Lost,
            ["lost_statements"] = view => view.LostStatements,
            ["lost_branches"] = view => view.LostBranches,
            ["not_measured"] = view => view.NotMeasured,
        }),
        [typeof(PatchFileView)] = Of<PatchFileView>(new()
        {
            ["name"] = view => view.Name,
            ["old_name"] = view => view.OldName,
            ["page"] = view => view.Page,
            ["is_stale"] = view => view.IsStale,
            ["figures"] = view => view.Figures,
            ["lost"] = view => view.Lost,
            ["hunks"] = view => view.Hunks,
        }),
        [typeof(HunkView)] = Of<HunkView>(new()
        {
            ["first"] = view => view.First,
            ["last"] = view => view.Last,
            ["lines"] = view => view.Lines,
        }),
        [typeof(ChunkView)] = Of<ChunkView>(new()
        {
            ["count"] = view => view.Count,
            ["lines"] = view => view.Lines,
        }),
        [typeof(LineView)] = Of<LineView>(new()
        {
            ["number"] = view => view.Number,
            ["state"] = view => view.State,
            ["text"] = view => view.Text,
            ["notes"] = view => view.Notes,
            ["contexts"] = view => view.Contexts,
            ["parts"] = view => view.Parts,
        }),
        [typeof(PartView)] = Of<PartView>(new()
        {
            ["text"] = view => view.Text,
            ["mark"] = view => view.Mark,
        }),
        [typeof(BadgeView)] = Of<BadgeView>(new()
        {
            ["percent"] = view => view.Percent,
            ["value_width"] = view => view.ValueWidth,
            ["grade"] = view => view.Grade,
        }),
        [typeof(NoteView)] = Of<NoteView>(new()
        {
            ["words"] = view => view.Words,
            ["target"] = view => view.Target,
            ["cause"] = view => view.Cause,
            ["is_hint"] = view => view.IsHint,
        }),
    };

    private readonly Dictionary<string, Func<object, object?>> members;

    private ViewMembers(Dictionary<string, Func<object, object?>> members) => this.members = members;

    public bool HasIndexer => false;

    public Type IndexType => typeof(string);

    /// <summary>The members of a view; null for what is no view.</summary>
    public static ViewMembers? For(object target) => All.GetValueOrDefault(target.GetType());

    public int GetMemberCount(TemplateContext context, SourceSpan span, object target) => members.Count;

    public IEnumerable<string> GetMembers(TemplateContext context, SourceSpan span, object target) => members.Keys;

    public bool HasMember(TemplateContext context, SourceSpan span, object target, string member) => members.ContainsKey(member);

    public bool TryGetValue(TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        value = members.TryGetValue(member, out var read) ? read(target) : null;
        return read is not null;
    }

    public bool TrySetValue(TemplateContext context, SourceSpan span, object target, string member, object? value) => false;

    public bool TryGetItem(TemplateContext context, SourceSpan span, object target, object index, out object? value)
    {
        value = null;
        return false;
    }

    public bool TrySetItem(TemplateContext context, SourceSpan span, object target, object index, object? value) => false;

    private static ViewMembers Of<T>(Dictionary<string, Func<T, object?>> members) =>
        new(members.ToDictionary(pair => pair.Key, pair => (Func<object, object?>)(target => pair.Value((T)target)), StringComparer.Ordinal));
}
