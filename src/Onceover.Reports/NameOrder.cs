namespace Onceover.Reports;

/// <summary>Orders of names that are the same on every machine and in every language.</summary>
public static class NameOrder
{
    /// <summary>By code point, as Python orders strings. (UTF-16 order differs where surrogates meet U+E000 and above.)</summary>
    public static IComparer<string> CodePoints { get; } = Comparer<string>.Create(CompareCodePoints);

    /// <summary>Runs of ASCII digits compare as numbers, so that a2 stands before a10; equal numbers then by <see cref="CodePoints"/>.</summary>
    public static IComparer<string> Natural { get; } = Comparer<string>.Create(CompareNatural);

    private static int CompareCodePoints(string? one, string? two) => CompareCodePoints(one.AsSpan(), two.AsSpan());

    private static int CompareCodePoints(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        var common = first.CommonPrefixLength(second);
        return common == first.Length || common == second.Length
            ? first.Length.CompareTo(second.Length)
            : SurrogatesLast(first[common]).CompareTo(SurrogatesLast(second[common]));
    }

    private static int SurrogatesLast(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;

    private static int CompareNatural(string? one, string? two)
    {
        var first = one.AsSpan();
        var second = two.AsSpan();
        while (!first.IsEmpty || !second.IsEmpty)
        {
            var byText = CompareCodePoints(Take(ref first, digits: false), Take(ref second, digits: false));
            if (byText != 0)
            {
                return byText;
            }

            var firstNumber = Take(ref first, digits: true).TrimStart('0');
            var secondNumber = Take(ref second, digits: true).TrimStart('0');
            var byNumber = firstNumber.Length != secondNumber.Length
                ? firstNumber.Length.CompareTo(secondNumber.Length)
                : firstNumber.SequenceCompareTo(secondNumber);
            if (byNumber != 0)
            {
                return byNumber;
            }
        }

        return CompareCodePoints(one, two);
    }

    private static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> text, bool digits)
    {
        var end = digits ? text.IndexOfAnyExceptInRange('0', '9') : text.IndexOfAnyInRange('0', '9');
        var taken = end < 0 ? text : text[..end];
        text = end < 0 ? [] : text[end..];
        return taken;
    }
}
