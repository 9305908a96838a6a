namespace Onceover.Store;

/// <summary>
/// The spool: one file per guest process, mapped shared, read by the host at any moment and after any end. All numbers are little-endian.
/// <para>
/// Header (4096 bytes): magic u64 · version u32 · header size u32 · tail u64 · capacity u64 · held u64 · lost records u64 · loss reasons u64.
/// The tail is the offset of the next record; it grows by atomic addition only, and may pass the capacity when records were lost.
/// The capacity is the size at which the file was reserved. Pages below "held" have been given disk space.
/// </para>
/// <para>
/// Records follow, each at a multiple of 8. A record starts with one u64: its length in bytes, a multiple of 8 that includes this word
/// (bits 0–31); its kind (32–39); its state (40–47); a marker (48–63). It is written as <see cref="Reserved"/> before the content and as
/// <see cref="Published"/> after it. Words of zero are a hole: a process died, or ran out of disk, between reserving and writing.
/// </para>
/// <para>
/// The second u64 of a record is the checksum (<see cref="SpoolChecksum"/>) of its constant part. Then, by kind:
/// </para>
/// <list type="bullet">
/// <item>Process: pid u32 · parent pid u32 · hexversion u32 · 0 u32 · the texts executable, prefix, base prefix, standard library,
/// platlibdir, working directory, abiflags. A text is a length u32 and its bytes.</item>
/// <item>File: its own offset u64 · the texts co_filename and working directory (empty for an absolute name).</item>
/// <item>Lines: file u64 · bytes in the bit set u32 · 0 u32 · the bit set: bit n % 8 of byte n / 8 stands for line n. A module body started;
/// where the set is empty, its lines are those of the compiled file beside the source.</item>
/// <item>Code: file u64 · first line u32 · flags u32 · lowest line u32 · line count u32 · bytecode length u32 · line table length u32 ·
/// exception table length u32 · name length u32 · bytecode · line table · exception table · co_qualname · zeros to a multiple of 8. This
/// ends the constant part. The hits follow: a byte per line from the lowest, a byte per byte of bytecode; <see cref="Hit"/> or zero. The
/// record's last 8 bytes are <see cref="EndOfCode"/>: where they are not, the hits were displaced and tell nothing. A word of 8 hits with
/// any other byte in it was overwritten, and tells nothing either.</item>
/// <item>Note: kind u32 · 0 u32 · the text of its detail.</item>
/// </list>
/// A "file" is the offset of its File record in the same spool. Constant parts end with zeros to a multiple of 8.
/// </summary>
public static class SpoolFormat
{
    /// <summary>The bytes "1x-over\n" as a number.</summary>
    public const ulong Magic = 0x0A7265766F2D7831;

    public const uint Version = 1;

    public const int HeaderSize = 4096;

    public const int MagicAt = 0;
    public const int VersionAt = 8;
    public const int HeaderSizeAt = 12;
    public const int TailAt = 16;
    public const int CapacityAt = 24;
    public const int HeldAt = 32;
    public const int LostAt = 40;
    public const int LossReasonsAt = 48;

    /// <summary>The record header and the checksum.</summary>
    public const int RecordHeadSize = 16;

    public const int CodeHeadSize = RecordHeadSize + 40;

    /// <summary>The word after the hits.</summary>
    public const int CodeEndSize = 8;

    public const ulong Marker = 0x0CE5;

    public const byte Reserved = 1;
    public const byte Published = 2;

    /// <summary>What a seen location's byte holds. Four bits differ from zero, so that no single flipped bit invents a hit.</summary>
    public const byte Hit = 0xA5;

    /// <summary>The largest record. It bounds what a reader believes of a length.</summary>
    public const int MaxRecord = 1 << 26;

    public static ulong RecordHead(int length, SpoolRecordKind kind, byte state) =>
        (uint)length | ((ulong)kind << 32) | ((ulong)state << 40) | (Marker << 48);

    /// <summary>What a Code record ends with; no other record's, since it tells where the record lies.</summary>
    /// <param name="offset">The record's, in the spool.</param>
    public static ulong EndOfCode(long offset) => (ulong)offset | (Marker << 48);

    public static int RoundUp(int length) => (length + 7) & ~7;
}

public enum SpoolRecordKind : byte
{
    None = 0,
    Process = 1,
    File = 2,
    Lines = 3,
    Code = 4,
    Note = 5,
}
