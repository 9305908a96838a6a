namespace Onceover.Agent;

/// <summary>Questions about paths, given as bytes: absolute, separated by '/'.</summary>
internal static class PathRules
{
    /// <summary>Whether a path is the folder or file itself or lies under it. An empty one has nothing under it.</summary>
    public static bool IsWithin(ReadOnlySpan<byte> path, ReadOnlySpan<byte> folder)
    {
        if (folder.Length == 0 || path.Length < folder.Length || !path.Slice(0, folder.Length).SequenceEqual(folder))
        {
            return false;
        }

        return path.Length == folder.Length || path[folder.Length] == '/' || folder[folder.Length - 1] == '/';
    }

    /// <summary>Whether a path goes through a folder of this name, or of these names one after the other (<c>a/b</c>).</summary>
    public static bool HasFolder(ReadOnlySpan<byte> path, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i + name.Length + 2 <= path.Length; i++)
        {
            if (path[i] == '/' && path[i + name.Length + 1] == '/' && path.Slice(i + 1, name.Length).SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a path is that of the module or package <c>a/b</c>, or inside that package.</summary>
    public static bool IsOfPackage(ReadOnlySpan<byte> path, ReadOnlySpan<byte> package)
    {
        if (package.Length == 0)
        {
            return false;
        }

        var rest = path.Length - package.Length - 3;
        return HasFolder(path, package)
            || (rest > 0
                && path[rest - 1] == '/'
                && path.Slice(rest, package.Length).SequenceEqual(package)
                && path.Slice(rest + package.Length).SequenceEqual(".py"u8));
    }
}
