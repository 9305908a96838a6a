using System.Buffers.Binary;
using System.Collections.Immutable;
using Onceover.Model;

namespace Onceover.Store;

/// <summary>Collects a spool's records, one after the other; damage is skipped word by word until a record is recognised again.</summary>
internal sealed class SpoolParser(string path)
{
    private readonly Dictionary<ulong, SpoolFile> filesByOffset = [];
    private readonly ImmutableArray<SpoolFile>.Builder files = ImmutableArray.CreateBuilder<SpoolFile>();
    private readonly ImmutableArray<SpoolModule>.Builder modules = ImmutableArray.CreateBuilder<SpoolModule>();
    private readonly ImmutableArray<SpoolCode>.Builder codes = ImmutableArray.CreateBuilder<SpoolCode>();
    private readonly ImmutableArray<SpoolNote>.Builder notes = ImmutableArray.CreateBuilder<SpoolNote>();
    private readonly ImmutableArray<string>.Builder damage = ImmutableArray.CreateBuilder<string>();
    private SpoolProcess? process;

    public void ReadRecords(ReadOnlySpan<byte> content)
    {
        var inDamage = false;
        var position = SpoolFormat.HeaderSize;
        while (position + 8 <= content.Length)
        {
            var head = BinaryPrimitives.ReadUInt64LittleEndian(content[position..]);
            if (head == 0)
            {
                position += 8;
                continue;
            }

            var length = LengthOf(head);
            if (length < 0 || length > content.Length - position)
            {
                // Only the first word of a damaged stretch is worth a line.
                if (!inDamage)
                {
                    Damaged(position, length < 0 ? "no record begins here" : "a record is cut off");
                }

                inDamage = true;
                position += 8;
                continue;
            }

            // A wrong checksum may mean a wrong length, so what follows is looked for from here.
            var published = (byte)(head >> 40) == SpoolFormat.Published;
            inDamage = published && !TryReadRecord((SpoolRecordKind)(byte)(head >> 32), content.Slice(position, length), position);
            position += inDamage ? 8 : length;
        }
    }

    public Spool ToSpool(SpoolLoss lost) => new(
        path,
        process,
        files.ToImmutable(),
        modules.ToImmutable(),
        codes.ToImmutable(),
        notes.ToImmutable(),
        lost,
        damage.ToImmutable());

    /// <summary>A record's length, or −1 if this is no record head.</summary>
    private static int LengthOf(ulong head)
    {
        var length = (uint)head;
        var state = (byte)(head >> 40);
        return head >> 48 == SpoolFormat.Marker
            && state is SpoolFormat.Reserved or SpoolFormat.Published
            && length is >= SpoolFormat.RecordHeadSize and <= SpoolFormat.MaxRecord
            && length % 8 == 0
                ? (int)length
                : -1;
    }

    /// <summary>False if these bytes cannot be what was written.</summary>
    private bool TryReadRecord(SpoolRecordKind kind, ReadOnlySpan<byte> record, int position)
    {
        var constantEnd = record.Length;
        var reader = new SpoolRecordReader(record);
        if (kind == SpoolRecordKind.Code)
        {
            constantEnd = ConstantEndOfCode(record);
        }

        var sound = constantEnd >= SpoolFormat.RecordHeadSize
            && constantEnd <= record.Length
            && reader.Checksum == SpoolChecksum.Of(record[SpoolFormat.RecordHeadSize..constantEnd]);
        if (sound && kind == SpoolRecordKind.Code
            && BinaryPrimitives.ReadUInt64LittleEndian(record[^SpoolFormat.CodeEndSize..]) != SpoolFormat.EndOfCode(position))
        {
            Damaged(position, $"a record of kind {kind} was moved, or something was put into it");
            return false;
        }

        if (!sound)
        {
            Damaged(position, $"a record of kind {kind} has the wrong checksum");
            return false;
        }

        var understood = kind switch
        {
            SpoolRecordKind.Process => ReadProcess(ref reader),
            SpoolRecordKind.File => ReadFile(ref reader, position),
            SpoolRecordKind.Lines => ReadLines(ref reader),
            SpoolRecordKind.Code => ReadCode(ref reader, record[constantEnd..^SpoolFormat.CodeEndSize]),
            SpoolRecordKind.Note => ReadNote(ref reader),
            _ => false,
        };
        if (!understood)
        {
            Damaged(position, $"a record of kind {kind} makes no sense");
        }
        else if (kind == SpoolRecordKind.Code && WasOverwritten(record[constantEnd..^SpoolFormat.CodeEndSize]))
        {
            Damaged(position, "hits were overwritten; up to eight of them are not counted for each such word");
        }

        return true;
    }

    private static int ConstantEndOfCode(ReadOnlySpan<byte> record)
    {
        var room = record.Length - SpoolFormat.CodeHeadSize - SpoolFormat.CodeEndSize;
        if (room < 0)
        {
            return -1;
        }

        // The lengths of the four pieces are the last numbers of the head.
        long pieces = 0;
        for (var at = SpoolFormat.CodeHeadSize - 16; at < SpoolFormat.CodeHeadSize; at += 4)
        {
            pieces += BinaryPrimitives.ReadUInt32LittleEndian(record[at..]);
        }

        return pieces > room ? -1 : SpoolFormat.RoundUp(SpoolFormat.CodeHeadSize + (int)pieces);
    }

    private bool ReadProcess(ref SpoolRecordReader reader)
    {
        var pid = (int)reader.ReadUInt32();
        var parent = (int)reader.ReadUInt32();
        var version = reader.ReadUInt32();
        _ = reader.ReadUInt32();
        var read = new SpoolProcess(
            pid,
            parent,
            version,
            reader.ReadString(),
            reader.ReadString(),
            reader.ReadString(),
            reader.ReadString(),
            reader.ReadString(),
            reader.ReadString(),
            reader.ReadString());
        if (reader.Failed)
        {
            return false;
        }

        process ??= read;
        return true;
    }

    private bool ReadFile(ref SpoolRecordReader reader, int position)
    {
        // Others name the file by its offset, so one that lies elsewhere than it was written is no help.
        var offset = reader.ReadUInt64();
        var name = reader.ReadText();
        var folder = reader.ReadText();
        if (reader.Failed || name.IsEmpty || offset != (ulong)position)
        {
            return false;
        }

        var absolute = SpoolRecordReader.Decode(name);
        if (!folder.IsEmpty)
        {
            absolute = SpoolRecordReader.Decode(folder).TrimEnd('/') + "/" + absolute;
        }

        var file = new SpoolFile([.. name], [.. folder], absolute);
        files.Add(file);
        filesByOffset[(ulong)position] = file;
        return true;
    }

    private bool ReadLines(ref SpoolRecordReader reader)
    {
        var known = filesByOffset.TryGetValue(reader.ReadUInt64(), out var file);
        var length = reader.ReadUInt32();
        _ = reader.ReadUInt32();
        var bits = reader.ReadBytes(length);
        if (reader.Failed || !known || bits.Length > LineSet.MaxLine / 8)
        {
            return false;
        }

        var lines = new LineSet.Builder();
        for (var line = 1; line < bits.Length * 8; line++)
        {
            if ((bits[line >> 3] >> (line & 7) & 1) != 0)
            {
                lines.Add(line);
            }
        }

        modules.Add(new SpoolModule(file!, lines.ToLineSet()));
        return true;
    }

    private bool ReadCode(ref SpoolRecordReader reader, ReadOnlySpan<byte> hits)
    {
        var known = filesByOffset.TryGetValue(reader.ReadUInt64(), out var file);
        var firstLine = (int)reader.ReadUInt32();
        var flags = (int)reader.ReadUInt32();
        var lowestLine = reader.ReadUInt32();
        var lineCount = reader.ReadUInt32();
        var bytecodeLength = reader.ReadUInt32();
        var lineTableLength = reader.ReadUInt32();
        var exceptionTableLength = reader.ReadUInt32();
        var nameLength = reader.ReadUInt32();
        var bytecode = reader.ReadBytes(bytecodeLength);
        var lineTable = reader.ReadBytes(lineTableLength);
        var exceptionTable = reader.ReadBytes(exceptionTableLength);
        var name = reader.ReadBytes(nameLength);
        var understood = !reader.Failed
            && known
            && (ulong)lineCount + bytecodeLength <= (ulong)hits.Length
            && (ulong)lowestLine + lineCount <= LineSet.MaxLine;
        if (!understood)
        {
            return false;
        }

        var lines = new LineSet.Builder();
        for (var i = 0; i < lineCount; i++)
        {
            if (IsHit(hits, i) && lowestLine + i > 0)
            {
                lines.Add((int)lowestLine + i);
            }
        }

        codes.Add(new SpoolCode(
            file!,
            firstLine,
            SpoolRecordReader.Decode(name),
            flags,
            [.. bytecode],
            [.. lineTable],
            [.. exceptionTable],
            lines.ToLineSet(),
            ArmHits(hits, (int)lineCount, (int)bytecodeLength)));
        return true;
    }

    private static ImmutableArray<byte> ArmHits(ReadOnlySpan<byte> hits, int from, int count)
    {
        var arms = ImmutableArray.CreateBuilder<byte>(count);
        for (var i = from; i < from + count; i++)
        {
            arms.Add(IsHit(hits, i) ? SpoolFormat.Hit : (byte)0);
        }

        return arms.MoveToImmutable();
    }

    /// <summary>Nothing in a word of 8 counts if one of its bytes was never written by an agent: then the others may not have been, either.</summary>
    private static bool IsHit(ReadOnlySpan<byte> hits, int index) =>
        hits[index] == SpoolFormat.Hit && !WasOverwritten(hits.Slice(index & ~7, 8));

    private static bool WasOverwritten(ReadOnlySpan<byte> hits) => hits.ContainsAnyExcept((byte)0, SpoolFormat.Hit);

    private bool ReadNote(ref SpoolRecordReader reader)
    {
        var kind = (SpoolNoteKind)reader.ReadUInt32();
        _ = reader.ReadUInt32();
        var detail = reader.ReadString();
        if (reader.Failed)
        {
            return false;
        }

        notes.Add(new SpoolNote(Enum.IsDefined(kind) ? kind : SpoolNoteKind.Unknown, detail));
        return true;
    }

    private void Damaged(int position, string what)
    {
        if (damage.Count < Spool.MaxDamage)
        {
            damage.Add($"{path}: at byte {position}: {what}");
        }
    }
}
