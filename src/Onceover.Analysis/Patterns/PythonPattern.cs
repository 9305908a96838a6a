using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Onceover.Analysis;

/// <summary>Why a regular expression cannot be used.</summary>
/// <param name="Pattern">As the user wrote it.</param>
/// <param name="Message">A clause without a full stop.</param>
public sealed record PatternProblem(string Pattern, string Message)
{
    public override string ToString() => $"'{Pattern}' is not understood as a regular expression: {Message}";
}

/// <summary>
/// A regular expression of Python's <c>re</c> in .NET's terms, with <c>re.MULTILINE</c>. Approximations: a character beyond U+FFFF counts
/// as two for <c>.</c>; after a match of nothing none is looked for that begins at the same place.
/// </summary>
public sealed class PythonPattern
{
    private PythonPattern(string python, string dotnet, ImmutableArray<string> needs, Regex regex)
    {
        Python = python;
        Dotnet = dotnet;
        Needs = needs;
        Regex = regex;
    }

    /// <summary>As the user wrote it.</summary>
    public string Python { get; }

    /// <summary>Its translation, which stands for itself: flags included, groups numbered as Python numbers them.</summary>
    public string Dotnet { get; }

    public Regex Regex { get; }

    /// <summary>Every match contains one of these texts; empty if nothing is known.</summary>
    internal ImmutableArray<string> Needs { get; }

    public static bool TryTranslate(
        string pattern,
        [NotNullWhen(true)] out PythonPattern? translated,
        [NotNullWhen(false)] out PatternProblem? problem)
    {
        try
        {
            var (dotnet, needs) = PatternTranslator.Translate(pattern);
            translated = new PythonPattern(pattern, dotnet, needs, new Regex(dotnet, RegexOptions.CultureInvariant));
            problem = null;
            return true;
        }
        catch (UntranslatableException e)
        {
            (translated, problem) = (null, new PatternProblem(pattern, e.Message));
            return false;
        }
        catch (RegexParseException e)
        {
            (translated, problem) = (null, new PatternProblem(pattern, e.Error.ToString()));
            return false;
        }
    }
}
