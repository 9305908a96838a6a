using System.Collections.Immutable;
using Onceover.Model;

namespace Onceover.Collect;

/// <summary>Which files a run counts.</summary>
/// <param name="Sources">Absolute folders. With these or packages they are the outer bound, and files in them count though nothing imported them.</param>
/// <param name="Packages">Dotted names of packages or modules, measured wherever they lie.</param>
/// <param name="Include">Without sources and packages: the only files that count. With them it is ignored.</param>
/// <param name="Omit">Files that do not count in any case.</param>
/// <param name="NamespacePackages">Whether files that nothing imported count in folders without <c>__init__.py</c> too.</param>
public sealed record Scope(
    ImmutableArray<string> Sources,
    ImmutableArray<string> Packages,
    PathPatterns Include,
    PathPatterns Omit,
    bool NamespacePackages)
{
    public static readonly Scope Default = new([], [], PathPatterns.None, PathPatterns.None, NamespacePackages: false);

    public bool HasSources => Sources.Length > 0 || Packages.Length > 0;
}
