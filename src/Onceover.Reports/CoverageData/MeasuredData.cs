using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>What any number of coverage.py's data files say, as it is read: lines and steps by path and context. Memory follows what is distinct in them.</summary>
internal sealed class MeasuredData
{
    private static readonly ImmutableSortedDictionary<InterpreterVersion, Countable> NothingCountable = FileFacts.Of("", ContentHash.Unknown).Countable
        .Add(InterpreterVersion.Unknown, Countable.Nothing with { Unknown = Unknowns.Statements | Unknowns.Branches });

    private readonly Dictionary<string, Dictionary<string, MeasuredFile>> paths = new(StringComparer.Ordinal);

    /// <summary>What was seen of a file, which is thereby known, in a context.</summary>
    public MeasuredFile Of(string path, string context)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(Contexts(path), context, out _);
        return known ??= new MeasuredFile();
    }

    /// <summary>A file of which perhaps nothing was seen.</summary>
    public void Add(string path) => Contexts(path);

    public Run ToRun() => Run.Of(paths.Select(pair => FileFacts.Of(pair.Key, ContentHash.Unknown) with
    {
        Countable = NothingCountable,
        Executed = pair.Value.ToImmutableSortedDictionary(seen => new Observer(InterpreterVersion.Unknown, seen.Key), seen => seen.Value.ToExecuted()),
    }));

    private Dictionary<string, MeasuredFile> Contexts(string path)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(paths, path, out _);
        return known ??= new Dictionary<string, MeasuredFile>(StringComparer.Ordinal);
    }
}
