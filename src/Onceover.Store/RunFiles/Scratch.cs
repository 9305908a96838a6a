namespace Onceover.Store;

/// <summary>Buffers that grow as needed and are used again.</summary>
internal sealed class Scratch
{
    private byte[] bytes = new byte[1024];

    private byte[] key = new byte[512];

    /// <summary>The table of the entry that is being read, where it is not that of the entries before.</summary>
    public List<Onceover.Model.Arc> Arcs { get; } = [];

    /// <summary>At least so many bytes, of any content, until the next call.</summary>
    public Span<byte> Bytes(int length) => AtLeast(ref bytes, length);

    /// <summary>Two pieces of raw input as one key, joined by a byte that no JSON string holds; until the next call.</summary>
    public ReadOnlySpan<byte> Key(ReadOnlySpan<byte> one, ReadOnlySpan<byte> two)
    {
        var joined = AtLeast(ref key, one.Length + 1 + two.Length);
        one.CopyTo(joined);
        joined[one.Length] = 0;
        two.CopyTo(joined[(one.Length + 1)..]);
        return joined;
    }

    private static Span<byte> AtLeast(ref byte[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            buffer = new byte[Math.Max(length, buffer.Length * 2)];
        }

        return buffer.AsSpan(0, length);
    }
}
