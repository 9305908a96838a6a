using System.CommandLine;

namespace Onceover.Cli.Arguments;

/// <summary>Where our words end and the guest's begin: everything from COMMAND on is the guest's, options too.</summary>
internal static class GuestWords
{
    /// <param name="words">What follows <c>run</c>.</param>
    /// <param name="options">Those of <c>run</c>.</param>
    /// <returns>How many of the words are ours, a <c>--</c> not counted; and how many of the last ones are the guest's.</returns>
    public static (int Ours, int Guests) Split(IReadOnlyList<string> words, IEnumerable<Option> options)
    {
        var withValue = options.Where(option => option.Arity.MaximumNumberOfValues > 0 && option is not Option<bool>)
            .SelectMany(option => option.Aliases.Append(option.Name))
            .ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] == "--")
            {
                return (i, words.Count - i - 1);
            }

            if (words[i] is "-m" or "-" || !words[i].StartsWith('-'))
            {
                return (i, words.Count - i);
            }

            if (withValue.Contains(words[i]))
            {
                i++;
            }
        }

        return (words.Count, 0);
    }
}
