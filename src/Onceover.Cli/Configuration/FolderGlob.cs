using System.Text;
using System.Text.RegularExpressions;

namespace Onceover.Cli.Configuration;

/// <summary>
/// A glob of folders as coverage.py reads it under <c>[paths]</c>: <c>*</c> and <c>?</c> stay within a name, <c>**/</c>, or <c>*/</c> at the start, is
/// any folders or none, <c>[…]</c> is one character of a set; either slash matches either, letters match in any case.
/// </summary>
internal static class FolderGlob
{
    /// <summary>Tried in this order; without a translation the token is an error.</summary>
    private static readonly (Regex Token, Func<string, string>? Translation)[] Tokens =
    [
        (At(@"\*\*\*+"), null),
        (At(@"[^/]+\*\*+"), null),
        (At(@"\*\*+[^/]+"), null),
        (At(@"\*\*/\*\*"), null),
        (At(@"^\*+/"), _ => @"(?:.*[/\\])?"),
        (At(@"\*\*/"), _ => @"(?:.*[/\\])?"),
        (At(@"/"), _ => @"[/\\]"),
        (At(@"\*"), _ => @"[^/\\]*"),
        (At(@"\?"), _ => @"[^/\\]"),
        (At(@"\[.*?\]"), set => set),
        (At(@"[\[\]]"), null),
        (At(@"."), Regex.Escape),
    ];

    /// <summary>Matches the beginning of paths.</summary>
    /// <exception cref="FormatException">The glob is not understood; the message is a clause that names it.</exception>
    public static Regex Compile(string glob)
    {
        var pattern = glob.Replace('\\', '/');
        var regex = new StringBuilder(@"\A");
        for (var at = 0; at < pattern.Length;)
        {
            var (match, translation) = Tokens
                .Select(token => (Match: token.Token.Match(pattern, at), token.Translation))
                .First(token => token.Match.Success);
            regex.Append(translation is null ? throw Refused(glob, match.Value) : translation(match.Value));
            at += match.Length;
        }

        try
        {
            return new Regex(regex.ToString(), RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
        }
        catch (ArgumentException error)
        {
            throw new FormatException($"file pattern '{glob}' is not understood: {error.Message}", error);
        }
    }

    private static Regex At(string token) => new(@"\G(?:" + token + ")", RegexOptions.CultureInvariant | RegexOptions.Singleline);

    private static FormatException Refused(string glob, string what) => new($"file pattern '{glob}' cannot include {what}");
}
