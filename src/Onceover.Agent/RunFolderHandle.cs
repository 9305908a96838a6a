namespace Onceover.Agent;

/// <summary>
/// The run folder, opened once and briefly. It must be ours alone: owned by our effective user, mode 0700, not a link. So nobody else
/// can have us write elsewhere, or read what we write.
/// </summary>
internal unsafe struct RunFolderHandle
{
    private const uint TypeAndMode = 0xF000 | 0x1FF;
    private const uint PrivateFolder = 0x4000 | 0x1C0;

    private int descriptor;

    /// <param name="path">Absolute, ending in a NUL.</param>
    /// <param name="folder">To be closed by the caller.</param>
    public static bool TryOpen(byte* path, out RunFolderHandle folder)
    {
        folder = default;
        if (path == null || path[0] != '/')
        {
            return false;
        }

        folder.descriptor = Libc.openat(-1, path, Libc.ReadOnly | Libc.Directory | Libc.NoFollow | Libc.CloseOnExec, 0);
        if (folder.descriptor < 0)
        {
            return false;
        }

        if (Libc.TryGetOwner(folder.descriptor, out var mode, out var owner)
            && (mode & TypeAndMode) == PrivateFolder
            && owner == Libc.geteuid())
        {
            return true;
        }

        folder.Close();
        return false;
    }

    /// <summary>A new file that nobody had, open for reading and writing; negative if that failed.</summary>
    public readonly int CreateFile(byte* name) => Libc.openat(
        descriptor,
        name,
        Libc.ReadWrite | Libc.Create | Libc.Exclusive | Libc.NoFollow | Libc.CloseOnExec,
        0x180);

    /// <summary>The whole content of a file, from the C library's allocator; null if it is missing, empty or larger than the limit.</summary>
    public readonly byte* ReadFile(ReadOnlySpan<byte> name, int limit, out int length)
    {
        length = 0;
        int file;
        fixed (byte* text = name)
        {
            file = Libc.openat(descriptor, text, Libc.ReadOnly | Libc.NoFollow | Libc.CloseOnExec, 0);
        }

        if (file < 0)
        {
            return null;
        }

        var size = Libc.lseek(file, 0, 2);
        var content = size > 0 && size <= limit ? (byte*)Libc.malloc((nuint)size) : null;
        var complete = content != null && Libc.lseek(file, 0, 0) == 0 && ReadFully(file, content, size);
        _ = Libc.close(file);
        if (complete)
        {
            length = (int)size;
            return content;
        }

        Libc.free(content);
        return null;
    }

    public void Close()
    {
        _ = Libc.close(descriptor);
        descriptor = -1;
    }

    private static bool ReadFully(int file, byte* content, nint size)
    {
        nint done = 0;
        while (done < size)
        {
            var count = Libc.read(file, content + done, (nuint)(size - done));
            if (count <= 0)
            {
                return false;
            }

            done += count;
        }

        return true;
    }
}
