using System.Collections.Immutable;
using Onceover.Store;

namespace Onceover.Collect;

/// <summary>What came with an interpreter or was installed beside it, and so is not the program being measured.</summary>
/// <param name="StandardLibrary">Canonical folders of standard libraries.</param>
/// <param name="Environments">Canonical <c>lib</c> and <c>bin</c> folders of virtual environments.</param>
internal sealed record InstalledFolders(ImmutableArray<string> StandardLibrary, ImmutableArray<string> Environments)
{
    private static readonly string[] EnvironmentParts = ["lib", "lib64", "bin"];

    /// <summary>Of all processes together: they may be of several interpreters.</summary>
    public static InstalledFolders Of(IEnumerable<SpoolProcess> processes, LinkResolver links)
    {
        var libraries = new SortedSet<string>(StringComparer.Ordinal);
        var environments = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var process in processes)
        {
            if (process.StandardLibrary.Length > 0)
            {
                libraries.Add(links.Resolve(process.StandardLibrary));
            }

            if (process.Prefix.Length > 0 && process.Prefix != process.BasePrefix)
            {
                environments.UnionWith(EnvironmentParts.Select(name => links.Resolve(Path.Join(process.Prefix, name))));
            }
        }

        return new([.. libraries], [.. environments]);
    }

    public bool IsStandardLibrary(string path) => StandardLibrary.Any(folder => FolderTree.Holds(folder, path)) && !IsThirdParty(path);

    public bool IsThirdParty(string path) =>
        path.Contains("/site-packages/", StringComparison.Ordinal)
        || path.Contains("/dist-packages/", StringComparison.Ordinal)
        || Environments.Any(folder => FolderTree.Holds(folder, path));
}

/// <summary>Containment of paths.</summary>
internal static class FolderTree
{
    /// <summary>Whether <paramref name="path"/> is <paramref name="folder"/> or lies below it; both canonical.</summary>
    public static bool Holds(string folder, string path) =>
        path.StartsWith(folder, StringComparison.Ordinal)
        && (path.Length == folder.Length || path[folder.Length] == '/' || folder.EndsWith('/'));
}
