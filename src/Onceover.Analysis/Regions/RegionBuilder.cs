using Onceover.Model;

namespace Onceover.Analysis;

/// <summary>A function or class whose lines are being gathered.</summary>
internal sealed class RegionBuilder(RegionKind kind, string name, int startLine)
{
    public string Name => name;

    /// <summary>Lines of its own, in any order, none twice.</summary>
    public List<LineRange> Ranges { get; } = [];

    /// <summary>The bodies of the functions directly in it, ascending.</summary>
    public List<LineRange> Holes { get; } = [];

    /// <summary>See <see cref="Region.Complexity"/>.</summary>
    public int Complexity { get; set; } = 1;

    /// <summary>Adds <paramref name="body"/> without the holes.</summary>
    public void AddWithoutHoles(LineRange body)
    {
        var start = body.First;
        foreach (var hole in Holes)
        {
            Add(new LineRange(start, hole.First - 1));
            start = hole.Last + 1;
        }

        Add(new LineRange(start, body.Last));
    }

    public Region ToRegion()
    {
        Ranges.Sort((one, two) => one.First.CompareTo(two.First));
        return new Region(kind, name, startLine, [.. Ranges]) { Complexity = Complexity };
    }

    private void Add(LineRange range)
    {
        if (range.Count > 0)
        {
            Ranges.Add(range);
        }
    }
}
