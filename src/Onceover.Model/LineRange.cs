namespace Onceover.Model;

/// <summary>Consecutive lines, both ends included; empty if <see cref="Last"/> is less than <see cref="First"/>.</summary>
public readonly record struct LineRange(int First, int Last)
{
    public int Count => Math.Max(0, Last - First + 1);

    /// <summary>The fewest ranges that hold exactly <paramref name="lines"/>, ascending.</summary>
    public static IEnumerable<LineRange> Of(LineSet lines)
    {
        var range = new LineRange(0, -1);
        foreach (var line in lines)
        {
            if (line == range.Last + 1)
            {
                range = range with { Last = line };
                continue;
            }

            if (range.Count > 0)
            {
                yield return range;
            }

            range = new LineRange(line, line);
        }

        if (range.Count > 0)
        {
            yield return range;
        }
    }

    public bool Contains(int line) => line >= First && line <= Last;
}
