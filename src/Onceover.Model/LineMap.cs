namespace Onceover.Model;

/// <summary>From every line to the first line of its statement: a line that is part of no multi-line statement maps to itself.</summary>
public sealed class LineMap
{
    public static readonly LineMap Identity = new([]);

    private readonly int[] first;

    private LineMap(int[] first) => this.first = first;

    /// <summary>Lines 1 and up; any other number maps to itself.</summary>
    public int this[int line] => (uint)line < (uint)first.Length && first[line] != 0 ? first[line] : line;

    /// <param name="ranges">First and last line of statements, none twice.</param>
    public static LineMap Of(IEnumerable<LineRange> ranges)
    {
        var first = Array.Empty<int>();
        foreach (var range in ranges)
        {
            if (range.Last >= first.Length)
            {
                Array.Resize(ref first, Math.Max(range.Last + 1, first.Length * 2));
            }

            first.AsSpan(range.First, range.Count).Fill(range.First);
        }

        return first.Length == 0 ? Identity : new LineMap(first);
    }
}
