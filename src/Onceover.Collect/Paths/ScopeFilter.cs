namespace Onceover.Collect;

/// <summary>Decides for canonical paths.</summary>
internal sealed class ScopeFilter(Scope scope, InstalledFolders installed, LinkResolver links)
{
    private readonly string[] sources = [.. scope.Sources.Select(links.Resolve)];

    public IReadOnlyList<string> Sources => sources;

    /// <param name="path">Where the file is.</param>
    /// <param name="named">What its code calls it: packages are known by that, too.</param>
    public bool Counts(string path, string named) => IsWithinBounds(path, named) && !scope.Omit.Match(path);

    /// <summary>Whether a file that nothing imported counts, given that it lies in a source folder or package.</summary>
    public bool CountsUnimported(string path) => !scope.Omit.Match(path);

    /// <summary>Whether installed code that lies below this folder is what the person asked for.</summary>
    private bool IsWithinBounds(string path, string named)
    {
        if (!scope.HasSources)
        {
            return scope.Include.IsEmpty
                ? !installed.IsStandardLibrary(path) && !installed.IsThirdParty(path)
                : scope.Include.Match(path);
        }

        if (scope.Packages.Any(name => (PackagePath.Find(path, name) ?? PackagePath.Find(named, name)) is not null))
        {
            return true;
        }

        // A virtual environment below a source folder is not its source, unless the source folder lies in it.
        return sources.Any(source => FolderTree.Holds(source, path) && (!installed.IsThirdParty(path) || installed.IsThirdParty(source + "/")));
    }
}
