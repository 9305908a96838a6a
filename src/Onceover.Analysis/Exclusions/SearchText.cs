using System.Buffers;
using System.Text;

namespace Onceover.Analysis;

/// <summary>A source as what regular expressions search: UTF-16, decoded when the first of them needs it.</summary>
internal sealed class SearchText(SourceText source) : IDisposable
{
    private char[]? buffer;
    private int length;

    public ReadOnlySpan<byte> Bytes => source.Bytes;

    public ReadOnlySpan<char> Characters
    {
        get
        {
            if (buffer is null)
            {
                buffer = ArrayPool<char>.Shared.Rent(Math.Max(1, source.Bytes.Length));
                length = Encoding.UTF8.GetChars(source.Bytes, buffer);
            }

            return buffer.AsSpan(0, length);
        }
    }

    public bool ContainsAny(ReadOnlySpan<byte[]> needles)
    {
        foreach (var needle in needles)
        {
            if (source.Bytes.IndexOf(needle) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        if (buffer is not null)
        {
            ArrayPool<char>.Shared.Return(buffer);
            buffer = null;
        }
    }
}
