using System.Text;

namespace Onceover.Store.Tests;

/// <summary>Writes a spool into memory with the agent's own writer.</summary>
internal sealed class SpoolBuilder
{
    private readonly byte[] bytes = new byte[1 << 16];

    public SpoolBuilder() => SpoolHeader.Initialise(bytes, bytes.Length);

    public byte[] ToArray() => bytes[..(int)SpoolHeader.Tail(bytes)];

    public SpoolBuilder Process(uint version, params string[] texts)
    {
        var texts8 = texts.Select(Encoding.UTF8.GetBytes).ToArray();
        Append(SpoolRecordKind.Process, 16 + texts8.Sum(text => 4 + text.Length), (ref writer, _) =>
        {
            writer.WriteUInt32(41);
            writer.WriteUInt32(40);
            writer.WriteUInt32(version);
            writer.WriteUInt32(0);
            foreach (var text in texts8)
            {
                writer.WriteText(text);
            }
        });
        return this;
    }

    /// <returns>Its offset, by which others name it.</returns>
    public long File(byte[] name, string folder = "") =>
        Append(SpoolRecordKind.File, 16 + name.Length + folder.Length, (ref writer, offset) =>
        {
            writer.WriteUInt64((ulong)offset);
            writer.WriteText(name);
            writer.WriteText(Encoding.UTF8.GetBytes(folder));
        });

    public long File(string name, string folder = "") => File(Encoding.UTF8.GetBytes(name), folder);

    public SpoolBuilder Lines(long file, params byte[] bits)
    {
        Append(SpoolRecordKind.Lines, 16 + bits.Length, (ref writer, _) =>
        {
            writer.WriteUInt64((ulong)file);
            writer.WriteUInt32((uint)bits.Length);
            writer.WriteUInt32(0);
            writer.WriteBytes(bits);
        });
        return this;
    }

    public SpoolBuilder Note(uint kind, string detail)
    {
        Append(SpoolRecordKind.Note, 12 + detail.Length, (ref writer, _) =>
        {
            writer.WriteUInt32(kind);
            writer.WriteUInt32(0);
            writer.WriteText(Encoding.UTF8.GetBytes(detail));
        });
        return this;
    }

    public SpoolBuilder Code(long file, SampleCode code)
    {
        var name = Encoding.UTF8.GetBytes(code.Name);
        var pieces = code.Bytecode.Length + code.LineTable.Length + code.ExceptionTable.Length + name.Length;
        var constant = SpoolFormat.RoundUp(SpoolFormat.CodeHeadSize + pieces);
        var start = Append(
            SpoolRecordKind.Code,
            constant - SpoolFormat.RecordHeadSize + code.LineHits.Length + code.Bytecode.Length + SpoolFormat.CodeEndSize,
            (ref writer, offset) =>
            {
                writer.WriteUInt64((ulong)file);
                writer.WriteUInt32((uint)code.FirstLine);
                writer.WriteUInt32((uint)code.Flags);
                writer.WriteUInt32((uint)code.LowestLine);
                writer.WriteUInt32((uint)code.LineHits.Length);
                writer.WriteUInt32((uint)code.Bytecode.Length);
                writer.WriteUInt32((uint)code.LineTable.Length);
                writer.WriteUInt32((uint)code.ExceptionTable.Length);
                writer.WriteUInt32((uint)name.Length);
                writer.WriteBytes(code.Bytecode);
                writer.WriteBytes(code.LineTable);
                writer.WriteBytes(code.ExceptionTable);
                writer.WriteBytes(name);
                writer.WriteEndOfCode(offset);
            });
        var hits = bytes.AsSpan((int)start + constant);
        for (var i = 0; i < code.LineHits.Length; i++)
        {
            hits[i] = code.LineHits[i] ? SpoolFormat.Hit : (byte)0;
        }

        foreach (var arm in code.Arms)
        {
            hits[code.LineHits.Length + arm] = SpoolFormat.Hit;
        }

        return this;
    }

    /// <summary>Room that a process took and never wrote to.</summary>
    public SpoolBuilder Hole(int length)
    {
        _ = SpoolHeader.Reserve(bytes, length);
        return this;
    }

    /// <summary>A record whose writer died before it was done.</summary>
    public SpoolBuilder Unfinished(int length)
    {
        var offset = (int)SpoolHeader.Reserve(bytes, length);
        var writer = SpoolRecordWriter.Begin(bytes.AsSpan(offset, length), SpoolRecordKind.Note);
        writer.WriteUInt32(1);
        return this;
    }

    public SpoolBuilder Loss(SpoolLossReasons reason)
    {
        SpoolHeader.CountLoss(bytes, reason);
        return this;
    }

    private delegate void Fill(ref SpoolRecordWriter writer, long offset);

    private long Append(SpoolRecordKind kind, int content, Fill fill)
    {
        var length = SpoolFormat.RoundUp(SpoolFormat.RecordHeadSize + content);
        var offset = SpoolHeader.Reserve(bytes, length);
        var writer = SpoolRecordWriter.Begin(bytes.AsSpan((int)offset, length), kind);
        fill(ref writer, offset);
        writer.Publish();
        return offset;
    }
}

/// <summary>A code object's facts and hits.</summary>
internal sealed record SampleCode(
    string Name,
    int FirstLine,
    int Flags,
    byte[] Bytecode,
    byte[] LineTable,
    byte[] ExceptionTable,
    int LowestLine,
    bool[] LineHits,
    int[] Arms)
{
    public static readonly SampleCode Small =
        new("f.<locals>.<lambda>", 7, 3, [0x80, 0, 0x64, 2, 0x35, 1], [1, 2, 3], [9], 7, [true, false, true], [2, 5]);
}
