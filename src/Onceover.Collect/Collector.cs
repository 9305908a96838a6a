using System.Collections.Concurrent;
using System.Collections.Immutable;
using Onceover.Model;
using Onceover.Store;

namespace Onceover.Collect;

/// <summary>From what guests left behind, and the sources, to a run.</summary>
public static class Collector
{
    /// <summary>
    /// Reads sources and compiled files, and lets the guests' interpreters compile what they did not run; runs nothing of the program.
    /// Files that cannot be counted are named in the run's notes.
    /// </summary>
    public static Run Collect(CollectRequest request)
    {
        var links = new LinkResolver();
        var processes = request.Content.Spools.Select(spool => spool.Process).OfType<SpoolProcess>().ToImmutableArray();
        var filter = new ScopeFilter(request.Scope, InstalledFolders.Of(processes, links), links);
        var files = RecordedFiles.Of(request.Content.Spools, filter, links);
        var notes = SpoolNotes.Of(request.Content).ToList();
        if (files.MainVersion is not { } mainVersion)
        {
            return Run.Empty with { Notes = Run.Empty.Notes.Union(notes) };
        }

        files.AddUnimported(request.Scope, filter, links, notes);
        var root = links.Resolve(request.Root);
        var noteBook = new NoteBook();
        var facts = new ConcurrentBag<FileFacts>();
        using var interpreters = new Interpreters(processes);
        Parallel.ForEach(
            Partitioner.Create(files.All, EnumerablePartitionerOptions.NoBuffering),
            () => new FactsFinder(interpreters.CompilerOf, request, noteBook),
            (file, _, finder) =>
            {
                if (finder.Find(file, NameOf(file.Path, root), mainVersion) is { } found)
                {
                    facts.Add(found);
                }

                return finder;
            },
            _ => { });
        if (request.Conditions)
        {
            notes.AddRange(files.All.SelectMany(file => file.Versions.Keys).Distinct()
                .Where(version => version.Minor < ConditionReader.FirstMinor)
                .Select(version => $"no conditions: Python {version} does not tell them (3.14 and later do)"));
        }

        return Run.Of(facts) with { Notes = Run.Empty.Notes.Union(notes).Union(noteBook.Words()) };
    }

    private static string NameOf(string path, string root) =>
        root.Length > 1 && FolderTree.Holds(root, path) && path.Length > root.Length ? path[(root.Length + 1)..] : path;
}
