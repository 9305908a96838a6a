using System.Buffers.Binary;

namespace Onceover.Store;

/// <summary>
/// Reads a spool back. Nothing in the file is trusted: a record counts only with its checksum, and memory is bounded by a small multiple
/// of the file's allocated size, since the unused reserve is not read.
/// </summary>
public static class SpoolReader
{
    /// <summary>A file larger than any agent makes is read up to here.</summary>
    private const long MaxSize = 1L << 30;

    /// <summary>Reads a file of any state: growing, cut, damaged, not a spool at all.</summary>
    public static SpoolReading Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return Read(path, stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return SpoolReading.Failed($"{path}: cannot be read: {error.Message}");
        }
    }

    /// <summary>Reads the bytes of a spool.</summary>
    /// <param name="path">What to call it.</param>
    /// <param name="content">From the file's start; what lies beyond the tail may be left out.</param>
    public static SpoolReading Parse(string path, ReadOnlySpan<byte> content)
    {
        if (Refused(path, content) is { } refused)
        {
            return refused;
        }

        var parser = new SpoolParser(path);
        parser.ReadRecords(content);
        return SpoolReading.Of(parser.ToSpool(LossOf(content)));
    }

    private static SpoolReading Read(string path, FileStream stream)
    {
        var header = new byte[SpoolFormat.HeaderSize];
        var length = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (Refused(path, header.AsSpan(0, length)) is { } refused)
        {
            return refused;
        }

        var tail = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(SpoolFormat.TailAt));
        var size = Math.Clamp(tail, SpoolFormat.HeaderSize, Math.Clamp(stream.Length, SpoolFormat.HeaderSize, MaxSize));
        var content = new byte[size];
        header.CopyTo(content, 0);
        length += stream.ReadAtLeast(content.AsSpan(length), content.Length - length, throwOnEndOfStream: false);
        return Parse(path, content.AsSpan(0, length));
    }

    private static SpoolReading? Refused(string path, ReadOnlySpan<byte> content)
    {
        if (content.Length < SpoolFormat.HeaderSize || content[..SpoolFormat.HeaderSize].IndexOfAnyExcept((byte)0) < 0)
        {
            return SpoolReading.Failed($"{path}: a process recorded nothing: there was no room for its spool, or it ended before it had one");
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(content[SpoolFormat.MagicAt..]) != SpoolFormat.Magic)
        {
            return SpoolReading.Failed($"{path}: not a spool");
        }

        var version = BinaryPrimitives.ReadUInt32LittleEndian(content[SpoolFormat.VersionAt..]);
        return version == SpoolFormat.Version
            ? null
            : SpoolReading.Failed($"{path}: a spool of version {version}, but only version {SpoolFormat.Version} is understood", isOtherVersion: true);
    }

    private static SpoolLoss LossOf(ReadOnlySpan<byte> content) => new(
        Math.Max(0, BinaryPrimitives.ReadInt64LittleEndian(content[SpoolFormat.LostAt..])),
        (SpoolLossReasons)BinaryPrimitives.ReadUInt32LittleEndian(content[SpoolFormat.LossReasonsAt..]));
}
