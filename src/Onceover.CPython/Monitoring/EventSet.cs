namespace Onceover.CPython.Monitoring;

/// <summary>A set of monitoring events, in the bits of the running interpreter: they differ between versions.</summary>
public readonly struct EventSet
{
    private EventSet(int bits) => Bits = bits;

    public static EventSet None => default;

    public int Bits { get; }

    public bool IsEmpty => Bits == 0;

    public bool Contains(EventSet other) => (Bits & other.Bits) == other.Bits;

    public EventSet Without(EventSet other) => new(Bits & ~other.Bits);

    public static EventSet operator |(EventSet one, EventSet two) => new(one.Bits | two.Bits);

    internal static EventSet OfBits(int bits) => new(bits);
}
