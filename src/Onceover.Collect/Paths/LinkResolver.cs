using System.Collections.Concurrent;

namespace Onceover.Collect;

/// <summary>Canonical paths: absolute, no <c>.</c> or <c>..</c>, no symbolic links. Folders are looked at once. Safe for several threads.</summary>
public sealed class LinkResolver
{
    /// <summary>As many as Linux follows before it says ELOOP.</summary>
    private const int MaxLinks = 40;

    private readonly ConcurrentDictionary<string, string> folders = new(StringComparer.Ordinal);

    /// <summary>The canonical path; parts that do not exist, and links that go round, stay as they are.</summary>
    /// <param name="path">An absolute path.</param>
    public string Resolve(string path) => Resolve(Path.GetFullPath(path), MaxLinks);

    private string Resolve(string path, int linksLeft)
    {
        if (path.Length <= 1)
        {
            return path;
        }

        path = Path.TrimEndingDirectorySeparator(path);
        var parent = Path.GetDirectoryName(path)!;
        if (!folders.TryGetValue(parent, out var realParent))
        {
            realParent = Resolve(parent, linksLeft);
            folders[parent] = realParent;
        }

        var inParent = Path.Join(realParent, Path.GetFileName(path));
        return linksLeft > 0 && TargetOf(inParent) is { } target
            ? Resolve(Path.GetFullPath(target, realParent), linksLeft - 1)
            : inParent;
    }

    private static string? TargetOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
