using System.Buffers.Binary;
using System.Text;

namespace Onceover.Store;

/// <summary>Reads what <see cref="SpoolRecordWriter"/> wrote. Reading past the end gives zeros and empty texts, and is remembered.</summary>
internal ref struct SpoolRecordReader
{
    private readonly ReadOnlySpan<byte> record;
    private int position;

    /// <param name="record">From its head; at least as long as one.</param>
    public SpoolRecordReader(ReadOnlySpan<byte> record)
    {
        this.record = record;
        position = SpoolFormat.RecordHeadSize;
    }

    public bool Failed { get; private set; }

    public readonly ulong Checksum => BinaryPrimitives.ReadUInt64LittleEndian(record[8..]);

    public uint ReadUInt32()
    {
        var bytes = ReadBytes(4);
        return bytes.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    public ulong ReadUInt64()
    {
        var bytes = ReadBytes(8);
        return bytes.IsEmpty ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    public ReadOnlySpan<byte> ReadText() => ReadBytes(ReadUInt32());

    public string ReadString() => Decode(ReadText());

    public ReadOnlySpan<byte> ReadBytes(uint length)
    {
        if (length > (uint)(record.Length - position))
        {
            Failed = true;
            return default;
        }

        var bytes = record.Slice(position, (int)length);
        position += (int)length;
        return bytes;
    }

    public static string Decode(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);
}
