using Onceover.Model;

namespace Onceover.Store;

/// <summary>Buffers that grow as needed and are used again.</summary>
internal sealed class Scratch
{
    private byte[] bytes = new byte[1024];

    private byte[] key = new byte[512];

    private Arc[] arcs = [];

    private int arcCount;

    /// <summary>The table that was decoded last, until the next is.</summary>
    public ReadOnlySpan<Arc> Arcs => arcs.AsSpan(0, arcCount);

    /// <summary>At least so many bytes, of any content, until the next call.</summary>
    public Span<byte> Bytes(int length) => AtLeast(ref bytes, length);

    /// <summary>Decodes what <see cref="Arcs"/> is to be.</summary>
    /// <exception cref="FormatException">The bytes are no table.</exception>
    public void DecodeArcs(ReadOnlySpan<byte> table)
    {
        AtLeast(ref arcs, ArcTable.MaxCount(table));
        arcCount = ArcTable.Decode(table, arcs);
    }

    /// <summary>Two pieces of raw input as one key, joined by a byte that no JSON string holds; until the next call.</summary>
    public ReadOnlySpan<byte> Key(ReadOnlySpan<byte> one, ReadOnlySpan<byte> two)
    {
        var joined = AtLeast(ref key, one.Length + 1 + two.Length);
        one.CopyTo(joined);
        joined[one.Length] = 0;
        two.CopyTo(joined[(one.Length + 1)..]);
        return joined;
    }

    private static Span<T> AtLeast<T>(ref T[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            buffer = new T[Math.Max(length, buffer.Length * 2)];
        }

        return buffer.AsSpan(0, length);
    }
}
