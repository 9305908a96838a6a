namespace Onceover.Reports.Html;

/// <summary>Our own site as a folder: an index, and a page per file. It needs no server and no network.</summary>
public static class SiteReport
{
    public static void Write(CoverageReport report, ReportOptions options, string folder) => ReportFolder.Replace(folder, target =>
    {
        Directory.CreateDirectory(Path.Combine(target, SitePages.FilesFolder));
        foreach (var (name, content) in SitePages.AssetsOf(options))
        {
            File.WriteAllBytes(Path.Combine(target, name), content);
        }

        Parallel.ForEach(SitePages.Of(report, options), page =>
        {
            using var file = File.Create(Path.Combine(target, page.Name));
            using var text = Utf8Text.Writer(file);
            page.Draw(text);
        });
    });
}
