using Onceover.Model;

namespace Onceover.Store;

/// <summary>The union of what run files say about one content of one file.</summary>
internal sealed class FileFold(string path, ContentHash hash)
{
    private readonly Dictionary<byte[], CountableFold> countable = new(RawKey.Comparer);

    private readonly Dictionary<byte[], ExecutedFold> executed = new(RawKey.Comparer);

    private byte[]? rawTable;

    private ArcSet table = ArcSet.Empty;

    private FileFacts? others;

    public static ContentHash HashOf(ReadOnlySpan<byte> input, Token token) =>
        !token.IsPresent ? ContentHash.Unknown
        : ContentHash.TryParse(token.Text(input), out var known) ? known
        : throw new FormatException($"'{token.Text(input)}' is no SHA-256");

    /// <exception cref="FormatException">The entry contradicts itself.</exception>
    public void Add(ReadOnlySpan<byte> input, FileTokens tokens, Scratch scratch)
    {
        var raw = tokens.Arcs.Raw(input);
        if (rawTable is null)
        {
            rawTable = raw.ToArray();
            table = ArcTable.Decode(tokens.Arcs.Bytes(input, scratch));
        }

        if (raw.SequenceEqual(rawTable))
        {
            AddToTable(input, tokens, scratch);
        }
        else
        {
            var other = new FileFold(path, hash);
            other.Add(input, tokens, scratch);
            others = others is null ? other.ToFacts() : others.Union(other.ToFacts());
        }
    }

    public FileFacts ToFacts()
    {
        // Two spellings of one name in JSON have been kept apart; uniting them here brings them together.
        var facts = countable.Values.Select(item => FileFacts.Of(path, hash) with
        {
            Countable = FileFacts.Of(path, hash).Countable.Add(item.Python, item.ToCountable(table)),
        }).Concat(executed.Values.Select(item => FileFacts.Of(path, hash) with
        {
            Executed = FileFacts.Of(path, hash).Executed.Add(item.Observer, item.ToExecuted(table)),
        })).Aggregate(FileFacts.Of(path, hash), (sum, next) => sum.Union(next));
        return others is null ? facts : facts.Union(others);
    }

    private void AddToTable(ReadOnlySpan<byte> input, FileTokens tokens, Scratch scratch)
    {
        var countableLookup = countable.GetAlternateLookup<ReadOnlySpan<byte>>();
        foreach (var item in tokens.Countable)
        {
            var raw = item.Python.Raw(input);
            if (!countableLookup.TryGetValue(raw, out var known))
            {
                countableLookup[raw] = known = new CountableFold(Version(item.Python.Text(input)), table.Count);
            }

            known.Add(input, item, scratch);
        }

        var executedLookup = executed.GetAlternateLookup<ReadOnlySpan<byte>>();
        foreach (var item in tokens.Executed)
        {
            var raw = scratch.Key(item.Python.Raw(input), item.Context.Raw(input));
            if (!executedLookup.TryGetValue(raw, out var known))
            {
                var observer = new Observer(Version(item.Python.Text(input)), item.Context.IsPresent ? item.Context.Text(input) : "");
                executedLookup[raw] = known = new ExecutedFold(observer, table.Count);
            }

            known.Add(input, item, scratch);
        }
    }

    private static InterpreterVersion Version(string text) =>
        InterpreterVersion.TryParse(text, out var version) ? version : throw new FormatException($"'{text}' is no Python version");
}

/// <summary>One interpreter's statements and branches.</summary>
internal sealed class CountableFold(InterpreterVersion python, int arcs)
{
    private readonly BitFold statements = BitFold.OfLines();

    private readonly BitFold branches = BitFold.OfArcs(arcs);

    public InterpreterVersion Python => python;

    public void Add(ReadOnlySpan<byte> input, CountableTokens tokens, Scratch scratch)
    {
        statements.Add(input, tokens.Statements, scratch);
        branches.Add(input, tokens.Branches, scratch);
    }

    public Countable ToCountable(ArcSet table) => new(LineBits.Decode(statements.Bits), ArcTable.Selected(table, branches.Bits));
}

/// <summary>What one observer saw.</summary>
internal sealed class ExecutedFold(Observer observer, int arcs)
{
    private readonly BitFold lines = BitFold.OfLines();

    private readonly BitFold branches = BitFold.OfArcs(arcs);

    public Observer Observer => observer;

    public void Add(ReadOnlySpan<byte> input, ExecutedTokens tokens, Scratch scratch)
    {
        lines.Add(input, tokens.Lines, scratch);
        branches.Add(input, tokens.Branches, scratch);
    }

    public Executed ToExecuted(ArcSet table) => new(LineBits.Decode(lines.Bits), ArcTable.Selected(table, branches.Bits));
}
