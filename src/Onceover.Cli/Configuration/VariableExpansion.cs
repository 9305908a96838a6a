using System.Text.RegularExpressions;

namespace Onceover.Cli.Configuration;

/// <summary>
/// Variables of the environment in values: <c>$VAR</c> and <c>${VAR}</c> (empty when unset), <c>${VAR-instead}</c>, <c>${VAR?}</c>
/// (an error when unset), and <c>$$</c> for a dollar sign. Any other <c>$</c> stays, so that a regex may end in one.
/// </summary>
internal static partial class VariableExpansion
{
    /// <param name="text">The value as written.</param>
    /// <param name="variable">Reads a variable; null when unset.</param>
    /// <param name="unset">Called for <c>${VAR?}</c> without VAR; throws.</param>
    public static string Expand(string text, Func<string, string?> variable, Action<string> unset) =>
        text.Contains('$', StringComparison.Ordinal)
            ? Reference().Replace(text, match =>
            {
                if (match.Groups["dollar"].Success)
                {
                    return "$";
                }

                var name = match.Groups["name"].Value;
                if (variable(name) is { } value)
                {
                    return value;
                }

                if (match.Groups["strict"].Success)
                {
                    unset(name);
                }

                return match.Groups["instead"].Value;
            })
            : text;

    [GeneratedRegex(@"\$(?:(?<dollar>\$)|(?<name>\w+)|\{(?<name>\w+)(?:(?<strict>\?)|-(?<instead>[^}]*))?\})")]
    private static partial Regex Reference();
}
