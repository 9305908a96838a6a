using Onceover.Model;

namespace Onceover.Reports;

/// <summary>What ran of one file in one context.</summary>
internal sealed class MeasuredFile
{
    private readonly LineSet.Builder lines = new();
    private readonly ArcSet.Builder arcs = new();
    private Unknowns unknown;

    public void Add(Unknowns more) => unknown |= more;

    /// <exception cref="FormatException">There is no such line.</exception>
    public void AddLine(long line) => lines.Add(ForeignFile.Line(line));

    /// <param name="bits">In <see cref="Numbits"/>.</param>
    /// <exception cref="FormatException">A line is beyond what a file can have.</exception>
    public void AddLines(ReadOnlySpan<byte> bits) => lines.Add(Numbits.Decode(bits));

    /// <summary>
    /// A step from line to line; below zero it enters or leaves the code object that starts there. From a line to itself it says no more than that the
    /// line ran.
    /// </summary>
    /// <exception cref="FormatException">It is none.</exception>
    public void AddStep(long from, long to)
    {
        if (from is < -LineSet.MaxLine or > LineSet.MaxLine || to is < -LineSet.MaxLine or > LineSet.MaxLine)
        {
            throw new FormatException($"a step from line {from} to {to} makes no sense");
        }

        if (to > 0)
        {
            lines.Add((int)to);
        }

        if (from <= 0)
        {
            return;
        }

        lines.Add((int)from);
        if (from != to && to != 0)
        {
            arcs.Add(new Arc((int)from, (int)to));
        }
    }

    public Executed ToExecuted() => new(lines.ToLineSet(), arcs.ToArcSet()) { Unknown = unknown };
}
