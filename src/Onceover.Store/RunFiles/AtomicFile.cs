namespace Onceover.Store;

/// <summary>Files that are there whole or not at all: written beside their place, flushed to the disk, renamed.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Replaces or creates the file at <paramref name="path"/> with what <paramref name="write"/> writes. If that fails or the process
    /// dies, an earlier file stays as it was. A link is followed; what is no regular file (<c>/dev/null</c>, a pipe) is written to directly.
    /// The folder must exist; an existing file keeps its permissions.
    /// </summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var named = new FileInfo(path);
        var target = named.LinkTarget is null ? named : new FileInfo(named.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
        if (target.Exists && WrittenInPlace(named.FullName, write))
        {
            return;
        }

        var temporary = $"{target.FullName}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            if (target.Exists && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(temporary, target.UnixFileMode);
            }

            File.Move(temporary, target.FullName, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes to what has no content of its own to keep. Opening it also finds out whether an existing file may be written.</summary>
    private static bool WrittenInPlace(string path, Action<Stream> write)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        // Devices such as /dev/null can seek.
        if (stream.CanSeek && !path.StartsWith("/dev/", StringComparison.Ordinal))
        {
            return false;
        }

        write(stream);
        return true;
    }
}
