using System.Text;
using System.Text.RegularExpressions;

namespace Onceover.Model;

/// <summary>
/// Include and omit patterns, as coverage.py's users write them. <c>*</c> and <c>?</c> do not match a slash; <c>**/</c>, or <c>*/</c> at the
/// start, is any leading folders or none; <c>/*</c> or <c>/**</c> at the end is everything below; <c>[…]</c> is one character of a set; a
/// pattern without a slash is a file name in any folder. A pattern that does not start with a wildcard also stands for the absolute path that
/// it is in some folder, links followed.
/// </summary>
public sealed class PathPatterns
{
    public static readonly PathPatterns None = new([]);

    private readonly Regex[] patterns;

    private PathPatterns(Regex[] patterns) => this.patterns = patterns;

    public bool IsEmpty => patterns.Length == 0;

    /// <param name="globs">The patterns.</param>
    /// <param name="folder">The absolute folder that patterns are relative to.</param>
    /// <param name="canonical">Makes an absolute path canonical, parts that are not there (wildcards) aside; null where paths have no links.</param>
    /// <exception cref="FormatException">A pattern is not understood; the message is a clause that names it and says why.</exception>
    public static PathPatterns Parse(IEnumerable<string> globs, string folder, Func<string, string>? canonical = null) =>
        new([.. globs.SelectMany(glob => Variants(glob, folder, canonical ?? (path => path))).Distinct(StringComparer.Ordinal).Select(Compile)]);

    /// <param name="path">Absolute, or as a pattern should match it; separated by '/'.</param>
    public bool Match(string path) => Array.Exists(patterns, pattern => pattern.IsMatch(path));

    private static IEnumerable<string> Variants(string glob, string folder, Func<string, string> canonical)
    {
        if (glob.StartsWith('*') || glob.StartsWith('?'))
        {
            return [glob];
        }

        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(glob, folder));
        return [glob, path, canonical(path)];
    }

    private static Regex Compile(string glob)
    {
        var pattern = glob.Replace('\\', '/');
        pattern = pattern.Contains('/', StringComparison.Ordinal) ? pattern : "**/" + pattern;
        var regex = new StringBuilder(@"\A(?:");
        for (var at = 0; at < pattern.Length;)
        {
            at += Append(regex, pattern, at, glob);
        }

        try
        {
            return new Regex(regex.Append(@")\z").ToString(), RegexOptions.CultureInvariant | RegexOptions.Singleline);
        }
        catch (ArgumentException error)
        {
            throw new FormatException($"file pattern '{glob}' is not understood: {error.Message}", error);
        }
    }

    /// <summary>Translates the piece at <paramref name="at"/> and gives its length.</summary>
    private static int Append(StringBuilder regex, string pattern, int at, string glob)
    {
        var stars = CountStars(pattern, at);
        var afterStars = at + stars;
        var slashFollows = afterStars < pattern.Length && pattern[afterStars] == '/';
        if (stars > 0)
        {
            return AppendStars(regex, pattern, at, stars, slashFollows, glob);
        }

        switch (pattern[at])
        {
            case '/':
                var trailing = CountStars(pattern, at + 1);
                if (trailing > 0 && at + 1 + trailing == pattern.Length)
                {
                    regex.Append("/.*");
                    return 1 + trailing;
                }

                regex.Append('/');
                return 1;
            case '?':
                regex.Append("[^/]");
                return 1;
            case '[' when pattern.IndexOf(']', at + 1) is > 0 and var close:
                regex.Append(pattern, at, close + 1 - at);
                return close + 1 - at;
            case '[' or ']':
                throw Refused(glob, pattern[at].ToString());
            default:
                regex.Append(Regex.Escape(pattern[at].ToString()));
                return 1;
        }
    }

    private static int AppendStars(StringBuilder regex, string pattern, int at, int stars, bool slashFollows, string glob)
    {
        var touchesText = (at > 0 && pattern[at - 1] != '/') || (!slashFollows && at + stars < pattern.Length);
        if (stars > 2 || (stars == 2 && touchesText) || (stars == 2 && pattern.AsSpan(at).StartsWith("**/**")))
        {
            throw Refused(glob, stars > 2 ? "***" : "** beside other characters");
        }

        if (slashFollows && (stars == 2 || at == 0))
        {
            regex.Append("(?:.*/)?");
            return stars + 1;
        }

        regex.Append("[^/]*");
        return stars;
    }

    private static int CountStars(string pattern, int at)
    {
        var end = at;
        while (end < pattern.Length && pattern[end] == '*')
        {
            end++;
        }

        return end - at;
    }

    private static FormatException Refused(string glob, string what) => new($"file pattern '{glob}' cannot include {what}");
}
