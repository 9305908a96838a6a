using System.Collections.Immutable;
using Onceover.Model;

namespace Onceover.Store;

/// <summary>Facts to entries and back.</summary>
internal static class FileEntries
{
    public static FileEntry Of(FileFacts facts)
    {
        var table = facts.Countable.Values.Select(countable => countable.Branches)
            .Concat(facts.Executed.Values.Select(executed => executed.Branches))
            .Aggregate(ArcSet.Empty, (sum, next) => sum.Union(next));
        return new FileEntry
        {
            Path = facts.Path,
            Hash = facts.Hash.IsKnown ? facts.Hash.ToString() : null,
            Arcs = ArcTable.Encode(table),
            Countable =
            [
                .. facts.Countable.Select(pair => new CountableEntry
                {
                    Python = pair.Key.ToString(),
                    Statements = LineBits.Encode(pair.Value.Statements),
                    Branches = ArcTable.Select(table, pair.Value.Branches),
                }),
            ],
            Executed =
            [
                .. facts.Executed.Select(pair => new ExecutedEntry
                {
                    Python = pair.Key.Interpreter.ToString(),
                    Context = pair.Key.Context,
                    Lines = LineBits.Encode(pair.Value.Lines),
                    Branches = ArcTable.Select(table, pair.Value.Branches),
                }),
            ],
        };
    }

    /// <exception cref="FormatException">The entry contradicts itself.</exception>
    public static FileFacts ToFacts(FileEntry entry)
    {
        var table = ArcTable.Decode(entry.Arcs);
        var countable = ImmutableSortedDictionary.CreateBuilder<InterpreterVersion, Countable>();
        foreach (var item in entry.Countable)
        {
            var facts = new Countable(LineBits.Decode(item.Statements), ArcTable.Selected(table, item.Branches));
            if (!countable.TryAdd(Version(item.Python), facts))
            {
                throw new FormatException($"python {item.Python} stands twice in countable");
            }
        }

        var executed = ImmutableSortedDictionary.CreateBuilder<Observer, Executed>();
        foreach (var item in entry.Executed)
        {
            var facts = new Executed(LineBits.Decode(item.Lines), ArcTable.Selected(table, item.Branches));
            if (!executed.TryAdd(new Observer(Version(item.Python), item.Context), facts))
            {
                throw new FormatException($"python {item.Python} with context '{item.Context}' stands twice in executed");
            }
        }

        return new FileFacts(entry.Path, Hash(entry.Hash), countable.ToImmutable(), executed.ToImmutable());
    }

    private static ContentHash Hash(string? text) =>
        text is null ? ContentHash.Unknown
        : ContentHash.TryParse(text, out var hash) ? hash
        : throw new FormatException($"'{text}' is no SHA-256");

    private static InterpreterVersion Version(string text) =>
        InterpreterVersion.TryParse(text, out var version) ? version : throw new FormatException($"'{text}' is no Python version");
}
