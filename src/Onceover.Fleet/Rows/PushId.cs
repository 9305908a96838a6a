using System.Buffers.Binary;
using System.Text;
using Onceover.Model;

namespace Onceover.Fleet;

/// <summary>The name of a push, made from what is pushed, so that repeating it on any machine after any failure gives the same name.</summary>
public static class PushId
{
    /// <param name="label">Build and flag.</param>
    /// <param name="writtenUtc">When the run file was written: the same lines seen by a later run are another push.</param>
    /// <param name="rows">In the order of <see cref="RunRows"/>.</param>
    public static Guid Of(FleetLabel label, DateTime writtenUtc, IReadOnlyList<SeenRow> rows)
    {
        using var bytes = new MemoryStream();
        bytes.Write(Encoding.UTF8.GetBytes($"{label.Build}\0{label.Flag}\0"));
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, writtenUtc.Ticks);
        bytes.Write(number);
        foreach (var row in rows)
        {
            // An id fixes the number of bits that follow it.
            bytes.Write(row.Subject.Id.ToByteArray());
            bytes.Write(row.Bits);
        }

        return new Guid(Sha256.Of(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)).AsSpan(0, 16), bigEndian: true);
    }
}
