namespace Onceover.Reports.Html;

/// <summary>Our own site as a folder: an index, and a page per file. It needs no server and no network.</summary>
public static class SiteReport
{
    public static void Write(CoverageReport report, ReportOptions options, string folder) => Write(report, options, folder, patch: null);

    /// <param name="report">All files.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="folder">Where it goes.</param>
    /// <param name="patch">What gets a page of its own, and marks on those of files; null for none.</param>
    public static void Write(CoverageReport report, ReportOptions options, string folder, PatchReport? patch) => ReportFolder.Replace(folder, target =>
    {
        Directory.CreateDirectory(Path.Combine(target, SitePages.FilesFolder));
        foreach (var (name, content) in SitePages.AssetsOf(options))
        {
            File.WriteAllBytes(Path.Combine(target, name), content);
        }

        var parts = ClassicParts.Of(report, options, target);
        Parallel.ForEach(SitePages.Of(report, options, patch, parts), page =>
        {
            using var file = File.Create(Path.Combine(target, page.Name));
            using var text = Utf8Text.Writer(file);
            page.Draw(text);
        });
    });
}
