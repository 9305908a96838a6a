using System.IO.Compression;

namespace Onceover.Collect;

/// <summary>The bytes of a source where its path says that it is: in a file, or in an archive of which Python imports.</summary>
public static class SourceContent
{
    /// <summary>Larger than any source; a path of a guest's choosing may be a device, an endless file or an archive of nothing but zeros.</summary>
    private const int MaxLength = 1 << 28;

    /// <param name="path">Absolute; below an archive, the archive's path and the member's.</param>
    /// <exception cref="IOException">There is no such source, or it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] Read(string path) => ArchiveOf(path) is { } archive ? Member(archive, path) : File.ReadAllBytes(path);

    /// <summary>Whether there is something of this path, or it lies below an archive, which is not opened.</summary>
    /// <param name="path">Absolute.</param>
    public static bool Exists(string path) => Path.Exists(path) || ArchiveOf(path) is not null;

    /// <summary>As <see cref="Read"/>; null where there is nothing, or nothing that can be a source.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="modified">When it, or its archive, was last modified.</param>
    internal static byte[]? ReadFound(string path, out DateTimeOffset modified)
    {
        var archive = ArchiveOf(path);
        var info = new FileInfo(archive ?? path);
        modified = default;
        if (!info.Exists || (archive is null && info.Length > MaxLength) || (info.UnixFileMode == 0 && info.Length == 0))
        {
            return null;
        }

        modified = info.LastWriteTimeUtc;
        return archive is null ? File.ReadAllBytes(path) : Member(archive, path);
    }

    /// <summary>The file that stands where a folder of this path should be, or null.</summary>
    private static string? ArchiveOf(string path)
    {
        var folder = File.Exists(path) ? null : Path.GetDirectoryName(path);
        while (folder is not null && !Path.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return File.Exists(folder) ? folder : null;
    }

    private static byte[] Member(string archive, string path)
    {
        try
        {
            using var zip = ZipFile.OpenRead(archive);
            var entry = zip.GetEntry(path[(archive.Length + 1)..]) ?? throw new FileNotFoundException($"There is no such member in {archive}.", path);
            using var content = new MemoryStream();
            using var member = entry.Open();
            var buffer = new byte[1 << 16];
            for (int read; (read = member.Read(buffer)) > 0;)
            {
                content.Write(buffer, 0, read);
                if (content.Length > MaxLength)
                {
                    throw new IOException($"The member is too large in {archive}.");
                }
            }

            return content.ToArray();
        }
        catch (InvalidDataException error)
        {
            throw new FileNotFoundException($"{archive} is no archive.", path, error);
        }
    }
}
