namespace Onceover.CPython.Monitoring;

/// <summary>A set of monitoring events, in the bits of the running interpreter: they differ between versions.</summary>
public readonly struct EventSet
{
    private EventSet(int bits) => Bits = bits;

    public static EventSet None => default;

    public int Bits { get; }

    public bool IsEmpty => Bits == 0;

    /// <summary>The number of the lowest event, from 0; −1 for the empty set.</summary>
    internal int FirstBit
    {
        get
        {
            var bit = 0;
            while (bit < 32 && (Bits & (1 << bit)) == 0)
            {
                bit++;
            }

            return bit < 32 ? bit : -1;
        }
    }

    public bool Contains(EventSet other) => (Bits & other.Bits) == other.Bits;

    public EventSet Without(EventSet other) => new(Bits & ~other.Bits);

    public static EventSet operator |(EventSet one, EventSet two) => new(one.Bits | two.Bits);

    internal static EventSet OfBits(int bits) => new(bits);
}
