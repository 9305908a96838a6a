using System.Buffers.Binary;
using System.Text;
using Onceover.Model;

namespace Onceover.Fleet;

/// <summary>What a row of bits is about. Equal subjects have bits of equal length and meaning, whichever machine they come from.</summary>
/// <param name="Path">Of a file, separated by '/'; for the kinds without a file what they say.</param>
/// <param name="Hash">Of the file's content.</param>
/// <param name="Python">Major and minor: <c>3.14</c>; empty where no interpreter is concerned.</param>
/// <param name="Context">Who asked for it; mostly empty.</param>
/// <param name="Kind">What the bits say.</param>
/// <param name="Size">How many bits, at least 1.</param>
/// <param name="Positions">The table of arcs or conditions that bits are positions in, as the run file has it; empty where bit n stands for line n.</param>
public sealed record Subject(string Path, ContentHash Hash, string Python, string Context, Kind Kind, int Size, byte[] Positions)
{
    private Guid? id;

    /// <summary>Made from all that the subject is: the first 128 bits of a SHA-256.</summary>
    public Guid Id => id ??= IdOf(Path, Hash, Python, Context, Kind, Size, Positions);

    public bool Equals(Subject? other) => other is not null && Id == other.Id;

    public override int GetHashCode() => Id.GetHashCode();

    private static Guid IdOf(string path, ContentHash hash, string python, string context, Kind kind, int size, byte[] positions)
    {
        // Every part has its length before it, so that no two subjects give the same bytes.
        using var bytes = new MemoryStream();
        Span<byte> number = stackalloc byte[sizeof(int)];
        foreach (var part in (ReadOnlySpan<byte[]>)[Encoding.UTF8.GetBytes(path), Encoding.UTF8.GetBytes(hash.ToString()), Encoding.UTF8.GetBytes(python), Encoding.UTF8.GetBytes(context), positions])
        {
            BinaryPrimitives.WriteInt32BigEndian(number, part.Length);
            bytes.Write(number);
            bytes.Write(part);
        }

        BinaryPrimitives.WriteInt32BigEndian(number, (int)kind);
        bytes.Write(number);
        BinaryPrimitives.WriteInt32BigEndian(number, size);
        bytes.Write(number);
        return new Guid(Sha256.Of(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)).AsSpan(0, 16), bigEndian: true);
    }
}

/// <summary>Bits of one subject. Bit n % 8 of byte n / 8 stands for position n; <see cref="Subject.Size"/> bits, in as few bytes.</summary>
public readonly record struct SeenRow(Subject Subject, byte[] Bits);
