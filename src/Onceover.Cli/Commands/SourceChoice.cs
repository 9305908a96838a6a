using System.Collections.Immutable;
using Onceover.Cli.Configuration;

namespace Onceover.Cli.Commands;

/// <summary>What the sources named by a person are: folders and files of the disk, or packages that only the guest can find.</summary>
/// <param name="Paths">Absolute.</param>
/// <param name="Packages">Dotted names.</param>
internal sealed record SourceChoice(ImmutableArray<string> Paths, ImmutableArray<string> Packages)
{
    /// <param name="named">From the command line; null when not given there.</param>
    /// <param name="settings">Taken where nothing is named.</param>
    /// <param name="folder">What relative paths are relative to.</param>
    /// <exception cref="MistakeException">A source is neither there nor a package's name.</exception>
    public static SourceChoice Of(IReadOnlyList<string>? named, RunSettings settings, string folder)
    {
        var mixed = named ?? (IReadOnlyList<string>?)settings.Source ?? [];
        var paths = ImmutableArray.CreateBuilder<string>();
        var packages = ImmutableArray.CreateBuilder<string>();
        foreach (var source in mixed)
        {
            var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(source, folder));
            if (Path.Exists(path))
            {
                paths.Add(path);
            }
            else if (IsPackageName(source))
            {
                packages.Add(source);
            }
            else
            {
                throw new MistakeException(Mistakes.SourceNotThere(source));
            }
        }

        foreach (var source in named is null ? settings.SourceFolders : [])
        {
            var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(source, folder));
            paths.Add(Path.Exists(path) ? path : throw new MistakeException(Mistakes.SourceNotThere(source)));
        }

        packages.AddRange(named is null ? settings.SourcePackages : []);
        return new SourceChoice(paths.ToImmutable(), packages.ToImmutable());
    }

    private static bool IsPackageName(string text) => text.Split('.').All(part =>
        part.Length > 0 && (char.IsLetter(part[0]) || part[0] == '_') && part.All(c => char.IsLetterOrDigit(c) || c == '_'));
}
