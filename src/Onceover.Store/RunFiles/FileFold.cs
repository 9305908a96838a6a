using System.Collections.Immutable;
using Onceover.Model;

namespace Onceover.Store;

/// <summary>The union of what run files say about one content of one file.</summary>
internal sealed class FileFold(string path, ContentHash hash)
{
    private readonly Dictionary<byte[], CountableFold> countable = new(RawKey.Comparer);

    private readonly Dictionary<byte[], ExecutedFold> executed = new(RawKey.Comparer);

    /// <summary>The tables of the first entry, as they came.</summary>
    private (byte[] Arcs, byte[] Conditions)? rawTables;

    private Tables table = Tables.Empty;

    private FileFacts? others;

    public static ContentHash HashOf(ReadOnlySpan<byte> input, Token token) =>
        !token.IsPresent ? ContentHash.Unknown
        : ContentHash.TryParse(token.Text(input), out var known) ? known
        : throw new FormatException($"'{token.Text(input)}' is no SHA-256");

    /// <exception cref="FormatException">The entry contradicts itself.</exception>
    public void Add(ReadOnlySpan<byte> input, FileTokens tokens, Scratch scratch)
    {
        var arcs = tokens.Arcs.Raw(input);
        var conditions = tokens.Conditions.Raw(input);
        if (rawTables is not { } known)
        {
            scratch.DecodeArcs(tokens.Arcs.Bytes(input, scratch));
            table = new Tables(ArcSet.FromSorted(scratch.Arcs), ConditionTable.Decode(tokens.Conditions.Bytes(input, scratch)));
            rawTables = (arcs.ToArray(), conditions.ToArray());
            AddToTable(input, tokens, scratch);
        }
        else if (arcs.SequenceEqual(known.Arcs) && conditions.SequenceEqual(known.Conditions))
        {
            AddToTable(input, tokens, scratch);
        }
        else if (table.Conditions.IsEmpty && !tokens.Conditions.IsPresent)
        {
            // Formats that know no branches but those taken give every shard a table of its own.
            scratch.DecodeArcs(tokens.Arcs.Bytes(input, scratch));
            AddToTable(input, tokens, scratch, besides: true);
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
        var byPython = ImmutableSortedDictionary.CreateBuilder<InterpreterVersion, Countable>();
        foreach (var item in countable.Values)
        {
            byPython[item.Python] = byPython.TryGetValue(item.Python, out var known) ? known.Union(item.ToCountable()) : item.ToCountable();
        }

        var byObserver = ImmutableSortedDictionary.CreateBuilder<Observer, Executed>();
        foreach (var item in executed.Values)
        {
            byObserver[item.Observer] = byObserver.TryGetValue(item.Observer, out var known) ? known.Union(item.ToExecuted()) : item.ToExecuted();
        }

        var facts = new FileFacts(path, hash, byPython.ToImmutable(), byObserver.ToImmutable());
        return others is null ? facts : facts.Union(others);
    }

    private void AddToTable(ReadOnlySpan<byte> input, FileTokens tokens, Scratch scratch, bool besides = false)
    {
        var countableLookup = countable.GetAlternateLookup<ReadOnlySpan<byte>>();
        foreach (var item in tokens.Countable)
        {
            var raw = item.Python.Raw(input);
            if (!countableLookup.TryGetValue(raw, out var known))
            {
                countableLookup[raw] = known = new CountableFold(Version(item.Python.Text(input)), table);
            }

            known.Add(input, item, scratch, besides);
        }

        var executedLookup = executed.GetAlternateLookup<ReadOnlySpan<byte>>();
        foreach (var item in tokens.Executed)
        {
            var raw = scratch.Key(item.Python.Raw(input), item.Context.Raw(input));
            if (!executedLookup.TryGetValue(raw, out var known))
            {
                var observer = new Observer(Version(item.Python.Text(input)), item.Context.IsPresent ? item.Context.Text(input) : "");
                executedLookup[raw] = known = new ExecutedFold(observer, table);
            }

            known.Add(input, item, scratch, besides);
        }
    }

    private static InterpreterVersion Version(string text) =>
        InterpreterVersion.TryParse(text, out var version) ? version : throw new FormatException($"'{text}' is no Python version");
}

/// <summary>What one entry's bits stand for.</summary>
internal sealed record Tables(ArcSet Arcs, ConditionSet Conditions)
{
    public static readonly Tables Empty = new(ArcSet.Empty, ConditionSet.Empty);
}

/// <summary>One interpreter's statements, branches and conditions.</summary>
internal sealed class CountableFold(InterpreterVersion python, Tables tables)
{
    private readonly BitFold statements = BitFold.OfLines();

    private readonly BitFold branches = BitFold.OfTable(tables.Arcs.Count);

    private readonly BitFold conditions = BitFold.OfTable(tables.Conditions.Count);

    /// <summary>Of entries whose tables are others.</summary>
    private ArcSet.Builder? beside;

    private Unknowns unknown;

    public InterpreterVersion Python => python;

    public void Add(ReadOnlySpan<byte> input, CountableTokens tokens, Scratch scratch, bool besides)
    {
        statements.Add(input, tokens.Statements, scratch);
        if (besides)
        {
            BesideTable.Add(input, tokens.Branches, scratch, beside ??= new ArcSet.Builder());
        }
        else
        {
            branches.Add(input, tokens.Branches, scratch);
        }

        conditions.Add(input, tokens.Conditions, scratch);
        unknown |= UnknownWords.Parse(input, tokens.Unknown);
    }

    public Countable ToCountable() => new(LineBits.Decode(statements.Bits), BesideTable.Union(ArcTable.Selected(tables.Arcs, branches.Bits), beside))
    {
        Conditions = ConditionTable.Selected(tables.Conditions, conditions.Bits),
        Unknown = unknown,
    };
}

/// <summary>What one observer saw.</summary>
internal sealed class ExecutedFold(Observer observer, Tables tables)
{
    private readonly BitFold lines = BitFold.OfLines();

    private readonly BitFold branches = BitFold.OfTable(tables.Arcs.Count);

    private readonly BitFold seenTrue = BitFold.OfTable(tables.Conditions.Count);

    private readonly BitFold seenFalse = BitFold.OfTable(tables.Conditions.Count);

    /// <summary>Of entries whose tables are others.</summary>
    private ArcSet.Builder? beside;

    private Unknowns unknown;

    public Observer Observer => observer;

    public void Add(ReadOnlySpan<byte> input, ExecutedTokens tokens, Scratch scratch, bool besides)
    {
        lines.Add(input, tokens.Lines, scratch);
        if (besides)
        {
            BesideTable.Add(input, tokens.Branches, scratch, beside ??= new ArcSet.Builder());
        }
        else
        {
            branches.Add(input, tokens.Branches, scratch);
        }

        seenTrue.Add(input, tokens.SeenTrue, scratch);
        seenFalse.Add(input, tokens.SeenFalse, scratch);
        unknown |= UnknownWords.Parse(input, tokens.Unknown);
    }

    public Executed ToExecuted() => new(LineBits.Decode(lines.Bits), BesideTable.Union(ArcTable.Selected(tables.Arcs, branches.Bits), beside))
    {
        SeenTrue = ConditionTable.Selected(tables.Conditions, seenTrue.Bits),
        SeenFalse = ConditionTable.Selected(tables.Conditions, seenFalse.Bits),
        Unknown = unknown,
    };
}

/// <summary>Arcs of entries whose table is not the fold's: that of the entry is in the scratch.</summary>
internal static class BesideTable
{
    /// <exception cref="FormatException">It is no base64, or an impossible bit is set.</exception>
    public static void Add(ReadOnlySpan<byte> input, Token token, Scratch scratch, ArcSet.Builder arcs)
    {
        var bits = token.Bytes(input, scratch).TrimEnd((byte)0);
        var size = BitFold.SizeOf(bits);
        if (size > scratch.Arcs.Length)
        {
            throw new FormatException($"bit {size - 1} is set where {scratch.Arcs.Length} bits are possible");
        }

        arcs.Add(scratch.Arcs, bits);
    }

    public static ArcSet Union(ArcSet ofTable, ArcSet.Builder? beside) => beside is null ? ofTable : ofTable.Union(beside.ToArcSet());
}
