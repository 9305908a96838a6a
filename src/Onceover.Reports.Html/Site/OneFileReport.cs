using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Onceover.Reports.Html;

/// <summary>
/// The site in one file, to be attached to a mail or a build: the index with its style and scripts inside of it, and the other pages as gzip
/// in base64, which <c>one-file.js</c> unpacks when one is opened. Only elements that hold something else are written here; what the
/// pages look like is the templates' business.
/// </summary>
public static partial class OneFileReport
{
    private const string EndOfBody = "</body>";

    public static void Write(CoverageReport report, ReportOptions options, Stream output) => Write(report, options, output, patch: null);

    /// <param name="report">All files.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="output">Where it goes.</param>
    /// <param name="patch">What gets a page of its own, and marks on those of files; null for none.</param>
    public static void Write(CoverageReport report, ReportOptions options, Stream output, PatchReport? patch)
    {
        var pages = SitePages.Of(report, options, patch, ClassicParts.Of(report, options, folder: null)).ToList();
        var assets = SitePages.AssetsOf(options).ToDictionary(asset => asset.Name, asset => Encoding.UTF8.GetString(asset.Content), StringComparer.Ordinal);
        var index = new StringWriter();
        pages[0].Draw(index);

        var atEnd = new List<string>();
        var inline = Script().Replace(
            StyleLink().Replace(index.ToString(), link => Element("style", link.Groups["name"].Value, "", Take(link))),
            script =>
            {
                var element = Element("script", script.Groups["name"].Value, "", Take(script));
                if (!script.Groups["defer"].Success)
                {
                    return element;
                }

                // A script inside of the page cannot wait for its end in another way than by standing there.
                atEnd.Add(element);
                return "";
            });
        var end = inline.LastIndexOf(EndOfBody, StringComparison.Ordinal);

        using var text = Utf8Text.Writer(output);
        text.Write(inline.AsSpan(0, end));
        atEnd.AddRange(assets.Select(rest => Element("script", rest.Key, " type=\"text/plain\"", rest.Value)));
        atEnd.ForEach(text.WriteLine);
        foreach (var (name, packed) in pages.Skip(1).AsParallel().AsOrdered().Select(page => (page.Name, Pack(page))))
        {
            text.WriteLine($"<script type=\"text/plain\" data-page=\"{name}\">{packed}</script>");
        }

        text.WriteLine(Element("script", "one-file.js", "", Encoding.UTF8.GetString(SiteTemplates.Asset("one-file.js"))));
        text.Write(inline.AsSpan(end));

        string Take(Match reference) => assets.Remove(reference.Groups["name"].Value, out var content)
            ? content
            : throw new InvalidOperationException($"{reference.Value} names no file of the site, or one twice");
    }

    private static string Element(string element, string name, string attributes, string content) =>
        content.Contains($"</{element}", StringComparison.OrdinalIgnoreCase) || content.Contains("<!--", StringComparison.Ordinal)
            ? throw new InvalidOperationException($"{name} would end its own element")
            : $"<{element}{attributes} data-name=\"{name}\">{content}</{element}>";

    private static string Pack(SitePage page)
    {
        var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        using (var text = Utf8Text.Writer(zip))
        {
            page.Draw(text);
        }

        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }

    [GeneratedRegex("""<link rel="stylesheet" href="(?<name>[\w.-]+)">""")]
    private static partial Regex StyleLink();

    [GeneratedRegex("""<script src="(?<name>[\w.-]+)"(?<defer> defer)?></script>""")]
    private static partial Regex Script();
}
