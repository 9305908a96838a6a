using System.Buffers.Binary;

namespace Onceover.Bytecode;

/// <summary>
/// A <c>.pyc</c> file: 4 bytes that name the compiler, 4 of flags, then 8 that name the source, either its modification time and size or
/// its keyed hash (PEP 552), then the code as marshal writes it.
/// </summary>
public static class CompiledFile
{
    private const int HeaderSize = 16;
    private const uint HashBased = 1;
    private const uint KnownFlags = 3;

    /// <summary>The file's code if this interpreter version compiled it from this source, else null.</summary>
    /// <param name="content">The whole file; any bytes.</param>
    /// <param name="minor">11 for CPython 3.11, and so on.</param>
    /// <param name="source">The source file's bytes.</param>
    /// <param name="modified">When the source file was last modified, in seconds since 1970.</param>
    public static CodeObject? ReadCode(ReadOnlyMemory<byte> content, int minor, ReadOnlySpan<byte> source, long modified)
    {
        var bytes = content.Span;
        if (bytes.Length < HeaderSize || MagicOf(minor) is not { } magic || ReadWord(bytes, 0) != magic)
        {
            return null;
        }

        var flags = ReadWord(bytes, 4);
        var isCurrent = (flags & ~KnownFlags) == 0 && ((flags & HashBased) != 0
            ? BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) == SipHash13.Of(source, magic)
            : ReadWord(bytes, 8) == (uint)modified && ReadWord(bytes, 12) == (uint)source.Length);
        return isCurrent ? MarshalReader.ReadCode(content[HeaderSize..], minor) : null;
    }

    /// <summary><c>importlib.util.MAGIC_NUMBER</c> as a little-endian number, which the final releases of a minor version share.</summary>
    public static uint? MagicOf(int minor) => minor switch
    {
        11 => 3495 | LineEnd,
        12 => 3531 | LineEnd,
        13 => 3571 | LineEnd,
        14 => 3627 | LineEnd,
        15 => 3666 | LineEnd,
        _ => null,
    };

    private const uint LineEnd = 0x0A0D_0000;

    private static uint ReadWord(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
