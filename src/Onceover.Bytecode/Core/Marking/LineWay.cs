namespace Onceover.Bytecode;

/// <summary>How execution comes to a line from other lines.</summary>
internal struct LineWay
{
    public const int Unreached = 0;
    public const int Many = -1;

    /// <summary>The only line that leads to it, <see cref="Unreached"/> or <see cref="Many"/>.</summary>
    public int From;

    /// <summary>The only step at which it is entered; of no meaning when <see cref="From"/> is no line.</summary>
    public int Entry;

    public void Add(int line, int step)
    {
        if (From == Unreached && line > 0)
        {
            From = line;
            Entry = step;
        }
        else if (From != line || Entry != step)
        {
            From = Many;
        }
    }
}
