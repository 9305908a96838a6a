using System.Text;

namespace Onceover.Reports;

/// <summary>
/// A folder that a report of ours fills. A marker file in it lists what we wrote, so that the next report replaces exactly that; whatever
/// else is there is never deleted or overwritten.
/// </summary>
public static class ReportFolder
{
    public const string MarkerName = ".onceover-report";

    private const string MarkerHead = "Files of an Onceover report; the next report replaces them.";

    /// <summary>
    /// Lets <paramref name="write"/> fill an empty folder, then puts its files in the place of those of the last report. The folder is
    /// created where needed; if <paramref name="write"/> fails, the last report stays.
    /// </summary>
    /// <exception cref="IOException">The path is a file, cannot be written, or holds a file that we would overwrite and did not write.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Replace(string folder, Action<string> write)
    {
        var created = !Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        var staging = Path.Combine(folder, $".onceover-{Path.GetRandomFileName()}");
        try
        {
            Directory.CreateDirectory(staging);
            write(staging);
            // The report is made again at will: it does not belong into a repository.
            File.WriteAllBytes(Path.Combine(staging, ".gitignore"), "*\n"u8);
            Adopt(folder, staging);
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }

            if (created && !Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        }
    }

    private static void Adopt(string folder, string staging)
    {
        var old = ReadMarker(folder);
        var fresh = Directory.EnumerateFiles(staging, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(file => Path.GetRelativePath(staging, file).Replace('\\', '/'))
            .ToHashSet(StringComparer.Ordinal);
        var foreign = fresh.Where(file => !old.Contains(file) && Path.Exists(Path.Combine(folder, file))).Order(StringComparer.Ordinal).ToList();
        if (foreign.Count > 0)
        {
            throw new IOException($"{folder} holds {foreign[0]}, which is not from an Onceover report, so nothing is written there");
        }

        // Should we die between here and the end, the marker still names all that is ours.
        WriteMarker(folder, old.Union(fresh));
        foreach (var file in old.Except(fresh))
        {
            File.Delete(Path.Combine(folder, file));
        }

        foreach (var file in fresh)
        {
            var target = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(Path.Combine(staging, file), target, overwrite: true);
        }

        RemoveEmptyFolders(folder, old);
        WriteMarker(folder, fresh);
    }

    private static void RemoveEmptyFolders(string folder, HashSet<string> files)
    {
        var subfolders = files.Select(file => Path.GetDirectoryName(file)!).Where(name => name.Length > 0).Distinct();
        foreach (var path in subfolders.OrderByDescending(name => name.Length).Select(name => Path.Combine(folder, name)))
        {
            if (Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any())
            {
                Directory.Delete(path);
            }
        }
    }

    /// <summary>The relative paths that the marker names; none if there is no marker of ours.</summary>
    private static HashSet<string> ReadMarker(string folder)
    {
        var marker = Path.Combine(folder, MarkerName);
        if (!File.Exists(marker))
        {
            return [];
        }

        var lines = File.ReadAllLines(marker);
        return lines is [MarkerHead, .. var files]
            ? [.. files.Where(file => file.Length > 0 && !Path.IsPathRooted(file) && !file.Split('/').Contains(".."))]
            : throw new IOException($"{marker} is not ours, so nothing is written there");
    }

    private static void WriteMarker(string folder, IEnumerable<string> files) =>
        File.WriteAllBytes(
            Path.Combine(folder, MarkerName),
            Encoding.UTF8.GetBytes(string.Join('\n', [MarkerHead, .. files.Order(StringComparer.Ordinal)]) + "\n"));
}
