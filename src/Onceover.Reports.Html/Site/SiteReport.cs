using System.Globalization;
using System.Text;

namespace Onceover.Reports.Html;

/// <summary>Our own site: an index, and a page per file. It needs no server and no network.</summary>
public static class SiteReport
{
    /// <summary>Where the pages of files lie, relative to the index.</summary>
    private const string PagesFolder = "files";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(CoverageReport report, ReportOptions options, string folder) => ReportFolder.Replace(folder, target =>
    {
        var meta = Meta(report.Setting, options);
        Directory.CreateDirectory(Path.Combine(target, PagesFolder));
        WriteAssets(target, options);
        WritePage(Path.Combine(target, "index.html"), output =>
            SiteTemplates.Index.Draw("index", IndexView.Of(report, options, meta), output));
        Parallel.ForEach(report.Files, file =>
            WritePage(Path.Combine(target, PagesFolder, PageNames.Of(file.Name)), output =>
                SiteTemplates.File.Draw("file", FileView.Of(file, options, meta), output)));
    });

    private static PageMeta Meta(ReportSetting setting, ReportOptions options) => new(
        options.Title ?? "Coverage report",
        setting.ToolVersion,
        setting.Timestamp.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        setting.Branches,
        options.ExtraCss is not null);

    private static void WriteAssets(string folder, ReportOptions options)
    {
        foreach (var name in (string[])["style.css", "site.js", "index.js", "file.js"])
        {
            File.WriteAllBytes(Path.Combine(folder, name), SiteTemplates.Asset(name));
        }

        if (options.ExtraCss is { } style)
        {
            File.WriteAllBytes(Path.Combine(folder, "extra.css"), Utf8.GetBytes(style));
        }
    }

    private static void WritePage(string path, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(path, append: false, Utf8, bufferSize: 1 << 16);
        write(writer);
    }
}
