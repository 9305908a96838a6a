using Onceover.Store;

namespace Onceover.Agent;

/// <summary>Appends records to the process's spool. Each returns the record's offset, or 0 if the spool could not hold it.</summary>
internal static class SpoolRecords
{
    public static unsafe long AppendProcess(SpoolMapping spool, uint hexVersion, Places places)
    {
        var executable = Places.Text(places.Executable);
        var prefix = Places.Text(places.Prefix);
        var basePrefix = Places.Text(places.BasePrefix);
        var standardLibrary = Places.Text(places.StandardLibrary);
        var platLibDir = Places.Text(places.PlatLibDir);
        var workingDirectory = Places.Text(places.WorkingDirectory);
        var abiFlags = Places.Text(places.AbiFlags);
        var texts = executable.Length + prefix.Length + basePrefix.Length + standardLibrary.Length + platLibDir.Length
            + workingDirectory.Length + abiFlags.Length + (7 * SpoolRecordWriter.SizeOfText(0));
        if (!TryBegin(spool, SpoolRecordKind.Process, 16 + texts, out var writer, out var offset))
        {
            return 0;
        }

        writer.WriteUInt32((uint)Libc.getpid());
        writer.WriteUInt32((uint)Libc.getppid());
        writer.WriteUInt32(hexVersion);
        writer.WriteUInt32(0);
        writer.WriteText(executable);
        writer.WriteText(prefix);
        writer.WriteText(basePrefix);
        writer.WriteText(standardLibrary);
        writer.WriteText(platLibDir);
        writer.WriteText(workingDirectory);
        writer.WriteText(abiFlags);
        writer.Publish();
        return offset;
    }

    public static long AppendFile(SpoolMapping spool, ReadOnlySpan<byte> name, ReadOnlySpan<byte> workingDirectory)
    {
        var content = 8 + SpoolRecordWriter.SizeOfText(name.Length) + SpoolRecordWriter.SizeOfText(workingDirectory.Length);
        if (!TryBegin(spool, SpoolRecordKind.File, content, out var writer, out var offset))
        {
            return 0;
        }

        writer.WriteUInt64((ulong)offset);
        writer.WriteText(name);
        writer.WriteText(workingDirectory);
        writer.Publish();
        return offset;
    }

    public static long AppendLines(SpoolMapping spool, long file, ReadOnlySpan<byte> bits)
    {
        if (!TryBegin(spool, SpoolRecordKind.Lines, 16 + bits.Length, out var writer, out var offset))
        {
            return 0;
        }

        writer.WriteUInt64((ulong)file);
        writer.WriteUInt32((uint)bits.Length);
        writer.WriteUInt32(0);
        writer.WriteBytes(bits);
        writer.Publish();
        return offset;
    }

    public static long AppendNote(SpoolMapping spool, SpoolNoteKind kind, ReadOnlySpan<byte> detail)
    {
        if (!TryBegin(spool, SpoolRecordKind.Note, 8 + SpoolRecordWriter.SizeOfText(detail.Length), out var writer, out var offset))
        {
            return 0;
        }

        writer.WriteUInt32((uint)kind);
        writer.WriteUInt32(0);
        writer.WriteText(detail);
        writer.Publish();
        return offset;
    }

    /// <summary>Appends a code object with hits of zero, and tells the state where they are.</summary>
    public static unsafe long AppendCode(SpoolMapping spool, CodeFacts facts, ref CodeState state)
    {
        var shape = facts.Shape;
        var constant = SpoolFormat.RoundUp(SpoolFormat.CodeHeadSize + shape.PiecesLength) - SpoolFormat.RecordHeadSize;
        var hits = state.LineCount + shape.BytecodeLength;
        if (!TryBegin(spool, SpoolRecordKind.Code, constant + hits + SpoolFormat.CodeEndSize, out var writer, out var offset))
        {
            return 0;
        }

        writer.WriteUInt64((ulong)shape.File);
        writer.WriteUInt32((uint)shape.FirstLine);
        writer.WriteUInt32((uint)shape.Flags);
        writer.WriteUInt32((uint)state.LowestLine);
        writer.WriteUInt32((uint)state.LineCount);
        writer.WriteUInt32((uint)shape.BytecodeLength);
        writer.WriteUInt32((uint)shape.LineTableLength);
        writer.WriteUInt32((uint)shape.ExceptionTableLength);
        writer.WriteUInt32((uint)shape.NameLength);
        writer.WriteBytes(facts.Bytecode);
        writer.WriteBytes(facts.LineTable);
        writer.WriteBytes(facts.ExceptionTable);
        writer.WriteBytes(facts.Name);
        writer.WriteEndOfCode(offset);
        writer.Publish();
        state.Pieces = spool.At(offset + SpoolFormat.CodeHeadSize);
        state.LineHits = spool.At(offset + SpoolFormat.RecordHeadSize + constant);
        state.ArmHits = state.LineHits + state.LineCount;
        return offset;
    }

    private static bool TryBegin(SpoolMapping spool, SpoolRecordKind kind, int content, out SpoolRecordWriter writer, out long offset)
    {
        var length = SpoolFormat.RoundUp(SpoolFormat.RecordHeadSize + content);
        offset = spool.Append(length);
        writer = offset == 0 ? default : SpoolRecordWriter.Begin(spool.Slice(offset, length), kind);
        return offset != 0;
    }
}
