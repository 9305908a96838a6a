namespace Onceover.Bytecode;

/// <summary>
/// One branch instruction and where its two arms lead, in the offsets that <c>sys.monitoring</c> reports: the left arm falls through, the
/// right one jumps.
/// </summary>
public readonly struct Branch
{
    internal Branch(int source, int left, int right)
    {
        Source = source;
        Left = left;
        Right = right;
    }

    public int Source { get; }

    public int Left { get; }

    public int Right { get; }
}
