using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Onceover.Store;

/// <summary>
/// Fills one reserved record: begin, content in the order of the format, then publish. A process that dies in between leaves a record
/// that readers step over.
/// </summary>
public ref struct SpoolRecordWriter
{
    private readonly Span<byte> record;
    private readonly SpoolRecordKind kind;
    private int position;

    private SpoolRecordWriter(Span<byte> record, SpoolRecordKind kind)
    {
        this.record = record;
        this.kind = kind;
        position = SpoolFormat.RecordHeadSize;
    }

    /// <summary>How long a text is in a record.</summary>
    public static int SizeOfText(int length) => 4 + length;

    /// <param name="record">Exactly the reserved bytes, all zero; 8-aligned, a multiple of 8 long.</param>
    /// <param name="kind">What it will hold.</param>
    public static SpoolRecordWriter Begin(Span<byte> record, SpoolRecordKind kind)
    {
        var writer = new SpoolRecordWriter(record, kind);
        writer.WriteHead(SpoolFormat.Reserved);
        return writer;
    }

    public void WriteUInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(record.Slice(position), value);
        position += 4;
    }

    public void WriteUInt64(ulong value)
    {
        WriteUInt32((uint)value);
        WriteUInt32((uint)(value >> 32));
    }

    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(record.Slice(position));
        position += bytes.Length;
    }

    public void WriteText(ReadOnlySpan<byte> text)
    {
        WriteUInt32((uint)text.Length);
        WriteBytes(text);
    }

    /// <summary>Writes the last 8 bytes of a Code record, which nothing else of it may reach.</summary>
    /// <param name="offset">The record's, in the spool.</param>
    public readonly void WriteEndOfCode(long offset) =>
        MemoryMarshal.Cast<byte, ulong>(record)[(record.Length / 8) - 1] = SpoolFormat.EndOfCode(offset);

    /// <summary>Ends the constant part here: from now on readers believe the record.</summary>
    public void Publish()
    {
        position = SpoolFormat.RoundUp(position);
        var constant = record.Slice(SpoolFormat.RecordHeadSize, position - SpoolFormat.RecordHeadSize);
        MemoryMarshal.Cast<byte, ulong>(record)[1] = SpoolChecksum.Of(constant);
        WriteHead(SpoolFormat.Published);
    }

    private readonly void WriteHead(byte state) => Volatile.Write(
        ref MemoryMarshal.Cast<byte, long>(record)[0],
        (long)SpoolFormat.RecordHead(record.Length, kind, state));
}
