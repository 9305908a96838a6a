using System.Collections.Immutable;
using Onceover.Model;
using Onceover.Store;

namespace Onceover.Collect;

/// <summary>The files of a run: what the spools recorded, file by file, and those that nothing imported.</summary>
internal sealed class RecordedFiles
{
    private readonly Dictionary<string, RecordedFile> files = new(StringComparer.Ordinal);

    /// <summary>What code calls the files, where that is not where they are.</summary>
    private readonly HashSet<string> linked = new(StringComparer.Ordinal);

    /// <summary>The version that recorded most modules, the newest of them; null if no process recorded anything.</summary>
    public InterpreterVersion? MainVersion { get; private set; }

    public IReadOnlyCollection<RecordedFile> All => files.Values;

    public static RecordedFiles Of(ImmutableArray<Spool> spools, ScopeFilter filter, LinkResolver links)
    {
        var result = new RecordedFiles();
        var modules = new SortedDictionary<InterpreterVersion, int>();
        foreach (var spool in spools)
        {
            if (spool.Process is not { } process)
            {
                continue;
            }

            modules[process.Version] = modules.GetValueOrDefault(process.Version) + spool.Modules.Length;
            var known = new Dictionary<SpoolFile, RecordedFile?>(ReferenceEqualityComparer.Instance);
            RecordedFile? FileOf(SpoolFile file)
            {
                if (!known.TryGetValue(file, out var recorded))
                {
                    known[file] = recorded = result.Find(PathOf(file, process, links), file.Path, filter);
                }

                return recorded;
            }

            foreach (var module in spool.Modules)
            {
                FileOf(module.File)?.Of(process.Version).ModuleLines.Add(module.Lines);
            }

            foreach (var code in spool.Codes)
            {
                FileOf(code.File)?.Of(process.Version).Codes.Add(code);
            }
        }

        if (modules.Count > 0)
        {
            result.MainVersion = modules.MaxBy(entry => (entry.Value, entry.Key)).Key;
        }

        return result;
    }

    /// <summary>Adds what could be imported from the sources and packages and was not.</summary>
    /// <param name="scope">Names the sources and packages.</param>
    /// <param name="filter">Of the same scope.</param>
    /// <param name="links">Makes paths canonical.</param>
    /// <param name="notes">Gets a line for each package that was not found.</param>
    public void AddUnimported(Scope scope, ScopeFilter filter, LinkResolver links, ICollection<string> notes)
    {
        var roots = new List<string>(filter.Sources);
        foreach (var package in scope.Packages)
        {
            var folders = files.Keys.Concat(linked)
                .Select(path => PackagePath.Find(path, package)).OfType<string>().Select(links.Resolve).ToHashSet(StringComparer.Ordinal);
            roots.AddRange(folders.Order(StringComparer.Ordinal));
            if (folders.Count == 0)
            {
                notes.Add($"package {package} was never imported, so its files are not known and not counted");
            }
        }

        foreach (var path in roots.SelectMany(root => SourceFiles.Below(root, scope.NamespacePackages)))
        {
            var canonical = links.Resolve(path);
            if (!files.ContainsKey(canonical) && filter.CountsUnimported(canonical))
            {
                files[canonical] = new RecordedFile(canonical);
            }
        }
    }

    private RecordedFile? Find(string path, string named, ScopeFilter filter)
    {
        if (path.Length == 0)
        {
            return null;
        }

        if (!files.TryGetValue(path, out var file) && filter.Counts(path, named))
        {
            files[path] = file = new RecordedFile(path);
        }

        if (file is not null && named != path)
        {
            linked.Add(named);
        }

        return file;
    }

    /// <summary>
    /// Canonical. A relative name means a file in the folder that the process was in, when it was first seen or when the process started.
    /// Names such as <c>&lt;string&gt;</c> are no files: empty.
    /// </summary>
    private static string PathOf(SpoolFile file, SpoolProcess process, LinkResolver links)
    {
        if (file.RawName.IsEmpty || file.RawName[0] == (byte)'<' || file.Path.Length == 0 || file.Path.Contains('\0', StringComparison.Ordinal))
        {
            return "";
        }

        var path = links.Resolve(file.Path);
        if (file.RawName[0] == (byte)'/' || SourceContent.Exists(path) || process.WorkingDirectory.Length == 0)
        {
            return path;
        }

        var atStart = Path.GetFullPath(System.Text.Encoding.UTF8.GetString(file.RawName.AsSpan()), process.WorkingDirectory);
        return SourceContent.Exists(atStart) ? links.Resolve(atStart) : path;
    }
}
