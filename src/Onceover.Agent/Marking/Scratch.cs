namespace Onceover.Agent;

/// <summary>Memory that is used for moments again and again; it only grows.</summary>
internal unsafe struct Scratch
{
    private byte* block;
    private int size;

    /// <summary>At least so many bytes of any content, valid until the next call; empty if there is no memory for them.</summary>
    public Span<byte> Take(long length)
    {
        if (length > size)
        {
            var larger = length < int.MaxValue / 2 ? (byte*)Libc.malloc((nuint)(2 * length)) : null;
            if (larger == null)
            {
                return default;
            }

            Libc.free(block);
            block = larger;
            size = (int)(2 * length);
        }

        return new Span<byte>(block, size);
    }

    public void Free()
    {
        Libc.free(block);
        this = default;
    }
}
