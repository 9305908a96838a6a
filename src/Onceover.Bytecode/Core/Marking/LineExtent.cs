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

    public static LineExtent Of(CodeTables tables)
    {
        var lowest = 0;
        var highest = -1;
        var lines = new LineReader(tables.LineTable, tables.FirstLine);
        while (lines.MoveNext())
        {
            var line = lines.Current.Line;
            if (line > 0)
            {
                lowest = highest < 0 || line < lowest ? line : lowest;
                highest = line > highest ? line : highest;
            }
        }

        return new LineExtent(lowest, highest - lowest + 1);
    }
}
