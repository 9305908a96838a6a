using Onceover.Reports;
using Onceover.Reports.Html;

namespace Onceover.Cli.Reporting;

/// <summary>What only the HTML report needs.</summary>
internal static class HtmlOutput
{
    public static FolderFormat Format => HtmlFormats.Find("html")!;

    /// <summary>A person's own style sheet.</summary>
    /// <exception cref="MistakeException">It cannot be read.</exception>
    public static string ReadStyle(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MistakeException(Mistakes.StyleNotReadable(path, error.Message));
        }
    }
}
