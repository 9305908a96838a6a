using Onceover.Model;

namespace Onceover.Store;

/// <summary>Facts as the run file has them.</summary>
internal static class FileEntries
{
    public static FileEntry Of(FileFacts facts)
    {
        var table = facts.Countable.Values.Select(countable => countable.Branches)
            .Concat(facts.Executed.Values.Select(executed => executed.Branches))
            .Aggregate(ArcSet.Empty, (sum, next) => sum.Union(next));
        var conditions = facts.Conditions();
        return new FileEntry
        {
            Path = facts.Path,
            Hash = facts.Hash.IsKnown ? facts.Hash.ToString() : null,
            Arcs = ArcTable.Encode(table),
            Conditions = conditions.IsEmpty ? null : ConditionTable.Encode(conditions),
            Countable =
            [
                .. facts.Countable.Select(pair => new CountableEntry
                {
                    Python = pair.Key.ToString(),
                    Statements = LineBits.Encode(pair.Value.Statements),
                    Branches = ArcTable.Select(table, pair.Value.Branches),
                    Conditions = Select(conditions, pair.Value.Conditions),
                    Unknown = UnknownWords.Format(pair.Value.Unknown),
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
                    SeenTrue = Select(conditions, pair.Value.SeenTrue),
                    SeenFalse = Select(conditions, pair.Value.SeenFalse),
                    Unknown = UnknownWords.Format(pair.Value.Unknown),
                }),
            ],
        };
    }

    private static byte[]? Select(ConditionSet table, ConditionSet selected) =>
        selected.IsEmpty ? null : ConditionTable.Select(table, selected);
}
