using Onceover.Store;

namespace Onceover.Agent;

/// <summary>A file name that was seen, and what was decided about it. The name's bytes follow the struct.</summary>
internal unsafe struct FileEntry
{
    private ulong hash;
    private int length;

    /// <summary>The offset of its record in the spool; 0 for a file that is not ours (or that the spool cannot hold).</summary>
    public long Record;

    public static ulong HashOf(ReadOnlySpan<byte> name) => SpoolChecksum.Of(name) ^ (ulong)name.Length;

    /// <summary>From the C library's allocator; null if there is no memory.</summary>
    public static FileEntry* New(ulong hash, ReadOnlySpan<byte> name)
    {
        var entry = (FileEntry*)Libc.malloc((nuint)(sizeof(FileEntry) + name.Length));
        if (entry != null)
        {
            *entry = new FileEntry { hash = hash, length = name.Length };
            name.CopyTo(new Span<byte>(entry + 1, name.Length));
        }

        return entry;
    }

    public static bool IsNamed(FileEntry* entry, ReadOnlySpan<byte> name) =>
        new ReadOnlySpan<byte>(entry + 1, entry->length).SequenceEqual(name);

    public readonly ulong Hash => hash;
}
