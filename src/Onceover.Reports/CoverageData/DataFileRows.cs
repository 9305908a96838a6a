using System.Runtime.InteropServices;

namespace Onceover.Reports;

/// <summary>The rows of one data file, in which files and contexts have numbers.</summary>
/// <param name="data">Where they go.</param>
/// <param name="files">The rows of <c>file</c>.</param>
/// <param name="contexts">The rows of <c>context</c>.</param>
internal sealed class DataFileRows(MeasuredData data, List<(long Id, string Path)> files, List<(long Id, string Name)> contexts)
{
    private readonly Dictionary<long, string> paths = files.ToDictionary(file => file.Id, file => file.Path);
    private readonly Dictionary<long, string> names = contexts.ToDictionary(context => context.Id, context => context.Name);
    private readonly Dictionary<(long File, long Context), MeasuredFile> seen = [];

    public IReadOnlyCollection<long> Files => paths.Keys;

    public IReadOnlyCollection<long> Contexts => names.Keys;

    /// <summary>Where the rows about a file and a context go.</summary>
    /// <exception cref="FormatException">There is no such file or context.</exception>
    public MeasuredFile Of(long file, long context)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(seen, (file, context), out _);
        return known ??= data.Of(Name(paths, file, "file"), Name(names, context, "context"));
    }

    /// <summary>After all rows.</summary>
    /// <param name="unknown">What this file does not know.</param>
    public void End(Model.Unknowns unknown)
    {
        foreach (var path in paths.Values)
        {
            data.Add(path);
        }

        foreach (var file in seen.Values)
        {
            file.Add(unknown);
        }
    }

    private static string Name(Dictionary<long, string> known, long id, string what) =>
        known.TryGetValue(id, out var name) ? name : throw new FormatException($"it is damaged: there is no {what} {id}");
}
