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
    public static Unknowns Parse(ReadOnlySpan<byte> input, Token token) => !token.IsPresent
        ? Unknowns.None
        : token.Text(input).Split(' ').Aggregate(Unknowns.None, (sum, word) => sum | Of(word));

    private static Unknowns Of(string word)
    {
        var found = Array.FindIndex(Words, pair => pair.Word == word);
        return found >= 0 ? Words[found].Unknown : throw new FormatException($"'{word}' cannot be unknown");
    }
}
