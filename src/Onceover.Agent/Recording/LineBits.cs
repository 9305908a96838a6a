namespace Onceover.Agent;

/// <summary>A growing set of line numbers as bits: bit n % 8 of byte n / 8 stands for line n. Memory of the C library.</summary>
internal unsafe struct LineBits
{
    private const int HighestLine = 1 << 24;

    private byte* bits;
    private int size;

    /// <summary>Up to the byte of the highest line.</summary>
    public int Length { get; private set; }

    public readonly ReadOnlySpan<byte> Bytes => new(bits, Length);

    /// <summary>False if there is no memory; lines beyond any real file are left out.</summary>
    public bool TryAdd(int line)
    {
        if ((uint)(line - 1) >= HighestLine)
        {
            return true;
        }

        var at = line >> 3;
        if (at >= size && !TryGrow(at + 1))
        {
            return false;
        }

        bits[at] |= (byte)(1 << (line & 7));
        Length = at + 1 > Length ? at + 1 : Length;
        return true;
    }

    public void Free()
    {
        Libc.free(bits);
        this = default;
    }

    private bool TryGrow(int needed)
    {
        var newSize = needed < 128 ? 256 : needed * 2;
        var newBits = (byte*)Libc.realloc(bits, (nuint)newSize);
        if (newBits == null)
        {
            return false;
        }

        for (var i = size; i < newSize; i++)
        {
            newBits[i] = 0;
        }

        bits = newBits;
        size = newSize;
        return true;
    }
}
