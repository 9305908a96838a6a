using System.Collections.Immutable;

namespace Onceover.Model;

/// <summary>What one interpreter version can execute in one content of a file, before any exclusion.</summary>
/// <param name="Statements">First lines of the statements that this version's compiler gives an entry in a line table.</param>
/// <param name="Branches">The arcs from every line that has two or more different next lines.</param>
public sealed record Countable(LineSet Statements, ArcSet Branches)
{
    public static readonly Countable Nothing = new(LineSet.Empty, ArcSet.Empty);

    /// <summary>The decisions inside statements; empty where nobody asked for them, and for versions before 3.14, which do not tell them.</summary>
    public ConditionSet Conditions { get; init; } = ConditionSet.Empty;

    /// <summary>What a source of these facts did not record, so that there may be more.</summary>
    public Unknowns Unknown { get; init; }

    public Countable Union(Countable other) => new(Statements.Union(other.Statements), Branches.Union(other.Branches))
    {
        Conditions = Conditions.Union(other.Conditions),
        Unknown = Unknown | other.Unknown,
    };
}

/// <summary>What was seen to run, in the same terms: first lines of statements, and taken branches.</summary>
public sealed record Executed(LineSet Lines, ArcSet Branches)
{
    public static readonly Executed Nothing = new(LineSet.Empty, ArcSet.Empty);

    /// <summary>The conditions that were true at least once.</summary>
    public ConditionSet SeenTrue { get; init; } = ConditionSet.Empty;

    /// <summary>The conditions that were false at least once.</summary>
    public ConditionSet SeenFalse { get; init; } = ConditionSet.Empty;

    /// <summary>What a source of these facts did not record: the sets hold what is known, and there may be more.</summary>
    public Unknowns Unknown { get; init; }

    public Executed Union(Executed other) => new(Lines.Union(other.Lines), Branches.Union(other.Branches))
    {
        SeenTrue = SeenTrue.Union(other.SeenTrue),
        SeenFalse = SeenFalse.Union(other.SeenFalse),
        Unknown = Unknown | other.Unknown,
    };

    public Executed Intersect(Executed other) => new(Lines.Intersect(other.Lines), Branches.Intersect(other.Branches))
    {
        SeenTrue = SeenTrue.Intersect(other.SeenTrue),
        SeenFalse = SeenFalse.Intersect(other.SeenFalse),
        Unknown = Unknown | other.Unknown,
    };

    public Executed Except(Executed other) => new(Lines.Except(other.Lines), Branches.Except(other.Branches))
    {
        SeenTrue = SeenTrue.Except(other.SeenTrue),
        SeenFalse = SeenFalse.Except(other.SeenFalse),
        Unknown = Unknown | other.Unknown,
    };

    /// <summary>The same in terms of statements, where the source had lines as an interpreter reports them.</summary>
    public Executed AtFirstLines(LineMap first) => this with
    {
        Lines = LineSet.From(Lines.Select(line => first[line])),
        Branches = ArcSet.From(Branches.Select(arc => new Arc(first[arc.From], arc.To > 0 ? first[arc.To] : arc.To))),
    };
}

/// <summary>Who saw it: an interpreter version, and the context (the empty string when none was named).</summary>
public readonly record struct Observer(InterpreterVersion Interpreter, string Context) : IComparable<Observer>
{
    public int CompareTo(Observer other)
    {
        var byInterpreter = Interpreter.CompareTo(other.Interpreter);
        return byInterpreter != 0 ? byInterpreter : string.CompareOrdinal(Context, other.Context);
    }

    public static bool operator <(Observer left, Observer right) => left.CompareTo(right) < 0;

    public static bool operator >(Observer left, Observer right) => left.CompareTo(right) > 0;

    public static bool operator <=(Observer left, Observer right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Observer left, Observer right) => left.CompareTo(right) >= 0;
}

/// <summary>Everything known about one content of one file. Two facts of the same path and hash unite; of different hashes they are drift.</summary>
/// <param name="Path">As recorded: absolute, or relative to the run's root; separated by '/'.</param>
/// <param name="Hash">Of the bytes that the guest compiled.</param>
/// <param name="Countable">Per interpreter version that ran or compiled the file. A statement counts if any of them counts it.</param>
/// <param name="Executed">Per observer. A file that was never imported has none.</param>
public sealed record FileFacts(
    string Path,
    ContentHash Hash,
    ImmutableSortedDictionary<InterpreterVersion, Countable> Countable,
    ImmutableSortedDictionary<Observer, Executed> Executed)
{
    public static FileFacts Of(string path, ContentHash hash) => new(
        path,
        hash,
        ImmutableSortedDictionary<InterpreterVersion, Countable>.Empty,
        ImmutableSortedDictionary<Observer, Executed>.Empty);

    /// <summary>
    /// What can run, as all versions together have it. A source that does not know the statements may name lines all the same (see
    /// <see cref="Unknowns.Statements"/>): those, and the branches between them, count only where no other source knows.
    /// </summary>
    public Countable AllCountable
    {
        get
        {
            var all = Union(Countable.Values);
            if (!all.Unknown.HasFlag(Unknowns.Statements))
            {
                return all;
            }

            var knowing = Countable.Values.Where(countable => !countable.Unknown.HasFlag(Unknowns.Statements)).ToList();
            if (knowing.Count == 0)
            {
                return all;
            }

            var known = Union(knowing);
            return all with
            {
                Statements = known.Statements,
                Branches = known.Branches.Union(all.Branches.Where(arc => arc.IsUnnamed)),
                Unknown = all.Unknown & ~Unknowns.Statements,
            };

            static Countable Union(IEnumerable<Countable> parts) => parts.Aggregate(Model.Countable.Nothing, (sum, next) => sum.Union(next));
        }
    }

    public Executed AllExecuted => Executed.Values.Aggregate(Model.Executed.Nothing, (sum, next) => sum.Union(next));

    /// <summary>Every condition that any of the facts names.</summary>
    public ConditionSet Conditions() => Countable.Values.Select(countable => countable.Conditions)
        .Concat(Executed.Values.SelectMany(executed => new[] { executed.SeenTrue, executed.SeenFalse }))
        .Aggregate(ConditionSet.Empty, (sum, next) => sum.Union(next));

    /// <summary>What either knows can run, and what either saw.</summary>
    /// <exception cref="ArgumentException">The other facts are of another path or content.</exception>
    public FileFacts Union(FileFacts other)
    {
        RequireSameContent(other);
        return this with
        {
            Countable = UnionBy(Countable, other.Countable, (one, two) => one.Union(two)),
            Executed = UnionBy(Executed, other.Executed, (one, two) => one.Union(two)),
        };
    }

    /// <summary>What either knows can run, and what both saw: by the same observer.</summary>
    /// <exception cref="ArgumentException">The other facts are of another path or content.</exception>
    public FileFacts Intersect(FileFacts other)
    {
        RequireSameContent(other);
        return this with
        {
            Countable = UnionBy(Countable, other.Countable, (one, two) => one.Union(two)),
            Executed = Executed
                .Where(pair => other.Executed.ContainsKey(pair.Key))
                .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.Intersect(other.Executed[pair.Key])),
        };
    }

    /// <summary>What can run by these facts, and what these saw and the others did not: by the same observer.</summary>
    /// <exception cref="ArgumentException">The other facts are of another path or content.</exception>
    public FileFacts Except(FileFacts other)
    {
        RequireSameContent(other);
        return this with
        {
            Executed = Executed.SetItems(Executed
                .Where(pair => other.Executed.ContainsKey(pair.Key))
                .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Except(other.Executed[pair.Key])))),
        };
    }

    /// <summary>
    /// What an unknown interpreter could and did run, given to <paramref name="version"/>. What can run by a source that does not know the statements stays
    /// nobody's: it would be taken for the version's.
    /// </summary>
    public FileFacts WithInterpreterAdopted(InterpreterVersion version) => this with
    {
        Countable = UnionBy(
            Countable.RemoveRange(Countable.Where(IsAdopted).Select(pair => pair.Key)),
            Countable.Where(IsAdopted).Select(pair => KeyValuePair.Create(version, pair.Value)),
            (one, two) => one.Union(two)),
        Executed = UnionBy(
            Executed.RemoveRange(Executed.Keys.Where(observer => !observer.Interpreter.IsKnown)),
            Executed.Where(pair => !pair.Key.Interpreter.IsKnown)
                .Select(pair => KeyValuePair.Create(pair.Key with { Interpreter = version }, pair.Value)),
            (one, two) => one.Union(two)),
    };

    private static bool IsAdopted(KeyValuePair<InterpreterVersion, Countable> pair) =>
        !pair.Key.IsKnown && !pair.Value.Unknown.HasFlag(Unknowns.Statements);

    private void RequireSameContent(FileFacts other)
    {
        if (other.Path != Path || other.Hash != Hash)
        {
            throw new ArgumentException($"{Path} {Hash} and {other.Path} {other.Hash} are not the same content", nameof(other));
        }
    }

    private static ImmutableSortedDictionary<TKey, TValue> UnionBy<TKey, TValue>(
        ImmutableSortedDictionary<TKey, TValue> one,
        IEnumerable<KeyValuePair<TKey, TValue>> two,
        Func<TValue, TValue, TValue> union)
        where TKey : notnull =>
        one.SetItems(two.Select(pair =>
            KeyValuePair.Create(pair.Key, one.TryGetValue(pair.Key, out var mine) ? union(mine, pair.Value) : pair.Value)));
}
