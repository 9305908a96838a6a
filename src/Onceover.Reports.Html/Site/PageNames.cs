using System.Text;
using Onceover.Model;

namespace Onceover.Reports.Html;

/// <summary>File names of pages: safe in every file system and in a URL, the same in every report, distinct for distinct sources.</summary>
internal static class PageNames
{
    private const int MostOfTheName = 80;

    /// <summary>The end of the source's name in plain ASCII, and a piece of its hash.</summary>
    public static string Of(string name)
    {
        var tail = name.Length > MostOfTheName ? name[^MostOfTheName..] : name;
        var plain = string.Concat(tail.Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '_'));
        var hash = Convert.ToHexStringLower(Sha256.Of(Encoding.UTF8.GetBytes(name)).AsSpan(0, 6));
        return $"{plain}.{hash}.html";
    }
}
