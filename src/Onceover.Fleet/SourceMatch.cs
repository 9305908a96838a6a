using System.Collections.Immutable;
using Onceover.Model;

namespace Onceover.Fleet;

/// <summary>A source file that is here.</summary>
/// <param name="Path">Absolute, separated by '/'.</param>
/// <param name="Hash">Of its bytes.</param>
public readonly record struct LocalSource(string Path, ContentHash Hash);

/// <summary>
/// What a fleet says about the sources that are here. Lines belong to a content: a file gets what was seen of its very content, under whatever
/// path and in whatever build, and nothing of any other content.
/// </summary>
/// <param name="Known">The facts for each file here whose content the fleet knows, under the path that the file has here.</param>
/// <param name="Changed">Files here of which the fleet knows only other contents under the same path.</param>
/// <param name="Unheard">Files here of which it knows neither the content nor the path.</param>
/// <param name="Elsewhere">Contents that no file here has.</param>
public sealed record SourceMatch(
    ImmutableArray<FileFacts> Known, ImmutableArray<string> Changed, ImmutableArray<string> Unheard, ImmutableArray<FileKey> Elsewhere)
{
    /// <remarks>
    /// Where several paths have the same content (empty <c>__init__.py</c> files do), a file here gets the facts of its own path if there are
    /// some, and of all those paths otherwise.
    /// </remarks>
    public static SourceMatch Of(Run run, IReadOnlyCollection<LocalSource> sources)
    {
        var byHash = run.Files.Values.Where(facts => facts.Hash.IsKnown).ToLookup(facts => facts.Hash);
        var paths = run.Files.Keys.Select(key => key.Path).ToHashSet(StringComparer.Ordinal);
        var known = ImmutableArray.CreateBuilder<FileFacts>();
        var changed = ImmutableArray.CreateBuilder<string>();
        var unheard = ImmutableArray.CreateBuilder<string>();
        foreach (var source in sources)
        {
            var same = byHash[source.Hash].ToList();
            if (same.Count > 0)
            {
                var own = same.Where(facts => facts.Path == source.Path).ToList();
                known.Add((own.Count > 0 ? own : same).Select(facts => facts with { Path = source.Path }).Aggregate((one, two) => one.Union(two)));
            }
            else
            {
                (paths.Contains(source.Path) ? changed : unheard).Add(source.Path);
            }
        }

        var here = sources.Select(source => source.Hash).ToHashSet();
        return new SourceMatch(
            known.ToImmutable(), changed.ToImmutable(), unheard.ToImmutable(), [.. run.Files.Keys.Where(key => !here.Contains(key.Hash))]);
    }
}
