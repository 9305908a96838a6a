namespace Onceover.Collect;

/// <summary>Where in a path a package lies.</summary>
internal static class PackagePath
{
    /// <summary>
    /// The folder or file in <paramref name="path"/> that is the package or module <paramref name="dottedName"/>, or null. The name must be
    /// whole: a folder that is itself in a package does not start one.
    /// </summary>
    public static string? Find(string path, string dottedName)
    {
        var parts = "/" + dottedName.Replace('.', '/');
        for (var at = path.IndexOf(parts, StringComparison.Ordinal); at >= 0; at = path.IndexOf(parts, at + 1, StringComparison.Ordinal))
        {
            var end = at + parts.Length;
            var rest = path.AsSpan(end);
            if ((rest.StartsWith("/") || rest is ".py") && !File.Exists(path[..at] + "/__init__.py"))
            {
                return rest is ".py" ? path : path[..end];
            }
        }

        return null;
    }
}
