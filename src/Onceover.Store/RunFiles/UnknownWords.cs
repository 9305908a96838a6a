using System.Text;
using Onceover.Model;

namespace Onceover.Store;

/// <summary>What a set does not know, as the run file says it: words with a blank between them.</summary>
internal static class UnknownWords
{
    private static readonly (Unknowns Unknown, string Word)[] Words =
    [
        (Unknowns.Statements, "statements"),
        (Unknowns.Branches, "branches"),
        (Unknowns.Contexts, "contexts"),
    ];

    /// <returns>Null where nothing is unknown.</returns>
    public static string? Format(Unknowns unknown) => unknown == Unknowns.None
        ? null
        : string.Join(' ', Words.Where(pair => unknown.HasFlag(pair.Unknown)).Select(pair => pair.Word));

    /// <exception cref="FormatException">A word is not known.</exception>
    public static Unknowns Parse(ReadOnlySpan<byte> input, Token token)
    {
        var unknown = Unknowns.None;
        if (token.IsPresent)
        {
            var words = token.IsEscaped ? Encoding.UTF8.GetBytes(token.Text(input)) : token.Raw(input);
            foreach (var word in words.Split((byte)' '))
            {
                unknown |= Of(words[word]);
            }
        }

        return unknown;
    }

    private static Unknowns Of(ReadOnlySpan<byte> word)
    {
        foreach (var (unknown, known) in Words)
        {
            if (Ascii.Equals(word, known))
            {
                return unknown;
            }
        }

        throw new FormatException($"'{Encoding.UTF8.GetString(word)}' cannot be unknown");
    }
}
