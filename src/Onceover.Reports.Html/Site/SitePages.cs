using System.Globalization;
using System.Text;
using Onceover.Model;

namespace Onceover.Reports.Html;

/// <summary>A page of the site, to be drawn when and where it is needed.</summary>
/// <param name="Name">Its path relative to the index, separated by '/'.</param>
/// <param name="Draw">Writes it; may be called on any thread.</param>
internal sealed record SitePage(string Name, Action<TextWriter> Draw);

/// <summary>What the site consists of, wherever it is put: pages, and the files that they load.</summary>
internal static class SitePages
{
    /// <summary>Where the pages of files lie, relative to the index.</summary>
    public const string FilesFolder = "files";

    /// <summary>The page of a patch, beside the index.</summary>
    public const string PatchPage = "patch.html";

    /// <summary>The page of risk hotspots, beside the index.</summary>
    public const string HotspotsPage = "hotspots.html";

    private static readonly string[] Assets = ["style.css", "site.js", "index.js", "gaps.js", "file.js"];

    /// <summary>The index first.</summary>
    /// <param name="report">All files.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="patch">What gets a page of its own; null for none.</param>
    /// <param name="parts">What ReportGenerator contributes.</param>
    public static IEnumerable<SitePage> Of(CoverageReport report, ReportOptions options, PatchReport? patch, ClassicParts parts)
    {
        var meta = Meta(report.Setting, options, patch);
        var changed = patch?.Files.ToDictionary(file => file.File.Name, file => file.Changed, StringComparer.Ordinal) ?? [];
        return report.Files
            .Select(file => new SitePage(
                $"{FilesFolder}/{PageNames.Of(file.Name)}",
                output => SiteTemplates.File.Draw("file", FileView.Of(file, options, meta, changed.GetValueOrDefault(file.Name, LineSet.Empty)), output)))
            .Prepend(new SitePage("index.html", output => SiteTemplates.Index.Draw("index", IndexView.Of(report, options, meta, parts), output)))
            .Append(new SitePage(HotspotsPage, output => SiteTemplates.Hotspots.Draw("risk", HotspotsView.Of(parts, options, meta), output)))
            .Concat(patch is null
                ? []
                : [new SitePage(PatchPage, output => SiteTemplates.Patch.Draw("patch", PatchView.Of(patch, options, meta), output))]);
    }

    /// <summary>Style and scripts, by the names that pages load them by, beside the index.</summary>
    public static IReadOnlyList<(string Name, byte[] Content)> AssetsOf(ReportOptions options) =>
    [
        .. Assets.Select(name => (name, SiteTemplates.Asset(name))),
        .. options.ExtraCss is { } style ? [("extra.css", Encoding.UTF8.GetBytes(style))] : Array.Empty<(string, byte[])>(),
    ];

    private static PageMeta Meta(ReportSetting setting, ReportOptions options, PatchReport? patch) => new(
        options.Title ?? "Coverage report",
        setting.ToolVersion,
        setting.Timestamp.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        setting.Branches,
        options.ExtraCss is not null,
        patch is not null);
}
