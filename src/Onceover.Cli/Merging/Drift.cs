using Onceover.Model;

namespace Onceover.Cli.Merging;

/// <summary>Inputs that saw different contents under one path: never united in silence.</summary>
internal static class Drift
{
    private const int Listed = 10;

    /// <summary>What is to be done about it, as a filter for the operands: which contents stay.</summary>
    /// <param name="all">The union of the operands.</param>
    /// <param name="policy">What the person chose.</param>
    /// <param name="each">The inputs, newest first, and what each holds.</param>
    /// <param name="words">Where it is named.</param>
    /// <exception cref="MistakeException">There is drift, and it is an error.</exception>
    public static Func<FileKey, bool> Filter(Run all, DriftPolicy policy, IEnumerable<Run> each, Words words)
    {
        var drifted = all.DriftedPaths().ToHashSet(StringComparer.Ordinal);
        if (drifted.Count == 0)
        {
            return _ => true;
        }

        var named = Named(drifted);
        if (policy == DriftPolicy.Error)
        {
            throw new MistakeException(Mistakes.Drifted(drifted.Count, named));
        }

        if (policy == DriftPolicy.Separate)
        {
            words.Warn($"several contents are kept apart: {named}");
            return _ => true;
        }

        words.Warn($"only the newest input's content is kept: {named}");
        var newest = new Dictionary<string, ContentHash>(StringComparer.Ordinal);
        foreach (var run in each)
        {
            foreach (var key in run.Files.Keys.Where(key => key.Hash.IsKnown && drifted.Contains(key.Path)))
            {
                newest.TryAdd(key.Path, key.Hash);
            }

            if (newest.Count == drifted.Count)
            {
                break;
            }
        }

        return key => !key.Hash.IsKnown || !newest.TryGetValue(key.Path, out var kept) || kept == key.Hash;
    }

    private static string Named(HashSet<string> paths) =>
        string.Join(", ", paths.Order(StringComparer.Ordinal).Take(Listed))
        + (paths.Count > Listed ? $" and {paths.Count - Listed} more" : "");
}
