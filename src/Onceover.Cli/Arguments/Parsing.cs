using System.CommandLine;
using System.CommandLine.Parsing;

namespace Onceover.Cli.Arguments;

/// <summary>Parses words with System.CommandLine, and says what is wrong with them in our own words.</summary>
internal static class Parsing
{
    /// <summary>A word <c>@file</c> is that word: file names may begin with it.</summary>
    private static readonly ParserConfiguration Plain = new() { ResponseFileTokenReplacer = null };

    /// <exception cref="MistakeException">The words are not understood.</exception>
    public static ParseResult Parse(Command command, IReadOnlyList<string> words)
    {
        var result = command.Parse(words, Plain);
        return MistakeOf(command, result) is { } mistake ? throw new MistakeException(mistake) : result;
    }

    /// <summary>The values of a list option: repeated, and separated by commas.</summary>
    public static IReadOnlyList<string>? ListOf(this ParseResult result, Option<string[]> option) =>
        result.GetResult(option) is null
            ? null
            : [.. (result.GetValue(option) ?? []).SelectMany(value => value.Split(',')).Select(value => value.Trim()).Where(value => value.Length > 0)];

    /// <summary>The value of a pair of flags.</summary>
    /// <returns>Null when neither is given.</returns>
    /// <exception cref="MistakeException">Both are given.</exception>
    public static bool? EitherOf(this ParseResult result, Option<bool> on, Option<bool> off) =>
        (result.GetValue(on), result.GetValue(off)) switch
        {
            (true, true) => throw new MistakeException(Mistakes.Contradiction(on.Name, off.Name)),
            (true, _) => true,
            (_, true) => false,
            _ => null,
        };

    /// <summary>The candidate that a mistyped name probably means.</summary>
    public static string? Similar(string name, IEnumerable<string> candidates) =>
        candidates.Select(candidate => (Candidate: candidate, Distance: EditDistance(name, candidate)))
            .Where(pair => pair.Distance <= Math.Max(1, name.Length / 3))
            .OrderBy(pair => pair.Distance)
            .Select(pair => pair.Candidate)
            .FirstOrDefault();

    private static Mistake? MistakeOf(Command command, ParseResult result)
    {
        var name = result.CommandResult.Command.Name;
        if (result.UnmatchedTokens is [var unmatched, ..])
        {
            var option = unmatched.Split('=')[0];
            return unmatched.StartsWith('-') && unmatched.Length > 1
                ? Mistakes.UnknownOption(name, option, Similar(option, OptionsOf(result.CommandResult.Command)))
                : Mistakes.TooManyArguments(name, unmatched);
        }

        foreach (var error in result.Errors)
        {
            switch (error.SymbolResult)
            {
                case OptionResult { Tokens: [] } option:
                    return Mistakes.ValueMissing(name, option.IdentifierToken?.Value ?? option.Option.Name);
                case OptionResult { Tokens: [_, _, ..] } option:
                    return Mistakes.GivenTwice(name, option.IdentifierToken?.Value ?? option.Option.Name);
                case OptionResult option:
                    return Mistakes.NoValueTaken(name, option.Option.Name, option.Tokens[0].Value);
                case ArgumentResult argument:
                    return Mistakes.ArgumentMissing(name, argument.Argument.HelpName ?? argument.Argument.Name);
                default:
                    return Mistakes.NotUnderstood(name, error.Message);
            }
        }

        return null;
    }

    private static IEnumerable<string> OptionsOf(Command command) => command.Options.SelectMany(option => option.Aliases.Append(option.Name));

    private static int EditDistance(string one, string two)
    {
        var previous = Enumerable.Range(0, two.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var current = new int[two.Length + 1];
            current[0] = i;
            for (var j = 1; j <= two.Length; j++)
            {
                var substitution = previous[j - 1] + (one[i - 1] == two[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }
}
