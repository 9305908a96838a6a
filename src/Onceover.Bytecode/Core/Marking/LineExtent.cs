namespace Onceover.Bytecode;

/// <summary>From the lowest to the highest line of a code object.</summary>
public readonly struct LineExtent
{
    /// <param name="lowest">From 1 on.</param>
    /// <param name="count">0 if there is none.</param>
    public LineExtent(int lowest, int count)
    {
        Lowest = lowest;
        Count = count;
    }

    public int Lowest { get; }

    public int Count { get; }
}
