using System.Collections.Immutable;
using Onceover.Model;

namespace Onceover.Cli.Configuration;

/// <summary>
/// The <c>[paths]</c> of a configuration: places that hold the same source. A path below any of an entry's patterns becomes the path below its
/// first, the canonical root, if that file exists; the first pattern for which this holds wins.
/// </summary>
/// <param name="entries">For each entry the canonical root and the patterns.</param>
/// <param name="folder">What relative roots are relative to; absolute.</param>
/// <param name="exists">Whether there is a file.</param>
internal sealed class PathAliases(ImmutableArray<ImmutableArray<string>> entries, string folder, Predicate<string> exists)
{
    private readonly ImmutableArray<(string Root, PathPatterns Pattern)> aliases =
    [
        .. entries.Where(entry => !entry.IsEmpty).SelectMany(entry => entry.Select(pattern =>
            (Path.TrimEndingDirectorySeparator(entry[0]), Parse(pattern, folder)))),
    ];

    public Run Apply(Run run) => aliases.IsEmpty
        ? run
        : Run.Of(run.Files.Values.Select(facts => facts with { Path = Canonical(facts.Path) })) with
        {
            Notes = run.Notes,
            Roots = run.Roots,
            Branches = run.Branches,
        };

    /// <summary>The path that stands for all copies of a file.</summary>
    /// <param name="path">Absolute or relative, separated by '/'.</param>
    public string Canonical(string path)
    {
        foreach (var (root, pattern) in aliases)
        {
            for (var slash = path.IndexOf('/', 1); slash > 0; slash = path.IndexOf('/', slash + 1))
            {
                if (!pattern.Match(path[..slash]))
                {
                    continue;
                }

                var canonical = Path.IsPathRooted(path) ? Path.GetFullPath(root + path[slash..], folder) : root + path[slash..];
                if (exists(canonical))
                {
                    return canonical;
                }
            }
        }

        return path;
    }

    private static PathPatterns Parse(string pattern, string folder)
    {
        try
        {
            // A pattern without a slash would mean a name anywhere; here it is a folder like the others.
            var trimmed = pattern.TrimEnd('/', '\\');
            return PathPatterns.Parse([trimmed.Contains('/', StringComparison.Ordinal) ? trimmed : "./" + trimmed, trimmed], folder);
        }
        catch (FormatException error)
        {
            throw new MistakeException(Mistakes.FilePattern(error.Message));
        }
    }
}
