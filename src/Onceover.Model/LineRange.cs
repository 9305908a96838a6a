namespace Onceover.Model;

/// <summary>Consecutive lines, both ends included; empty if <see cref="Last"/> is less than <see cref="First"/>.</summary>
public readonly record struct LineRange(int First, int Last)
{
    public int Count => Math.Max(0, Last - First + 1);

    public bool Contains(int line) => line >= First && line <= Last;
}
