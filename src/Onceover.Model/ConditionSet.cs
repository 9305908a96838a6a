using System.Collections;

namespace Onceover.Model;

/// <summary>An immutable set of conditions, kept in their order.</summary>
public sealed class ConditionSet : IEquatable<ConditionSet>, IReadOnlyList<Condition>
{
    public static readonly ConditionSet Empty = new([]);

    private readonly Condition[] conditions;

    private ConditionSet(Condition[] sortedDistinct) => conditions = sortedDistinct;

    public bool IsEmpty => conditions.Length == 0;

    public int Count => conditions.Length;

    public Condition this[int index] => conditions[index];

    public ReadOnlySpan<Condition> AsSpan() => conditions;

    public static ConditionSet Of(params ReadOnlySpan<Condition> conditions) => Make(SortedValues.Distinct(conditions.ToArray()));

    public static ConditionSet From(IEnumerable<Condition> conditions) => Make(SortedValues.Distinct(conditions.ToArray()));

    public bool Contains(Condition condition) => Array.BinarySearch(conditions, condition) >= 0;

    public ConditionSet Union(ConditionSet other) =>
        IsEmpty || ReferenceEquals(this, other) ? other : other.IsEmpty ? this : Make(SortedValues.Union(conditions, other.conditions));

    public ConditionSet Intersect(ConditionSet other) => Make(Array.FindAll(conditions, other.Contains));

    public ConditionSet Except(ConditionSet other) => Make(Array.FindAll(conditions, condition => !other.Contains(condition)));

    public IEnumerator<Condition> GetEnumerator() => ((IEnumerable<Condition>)conditions).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(ConditionSet? other) => other is not null && conditions.AsSpan().SequenceEqual(other.conditions);

    public override bool Equals(object? obj) => Equals(obj as ConditionSet);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var condition in conditions)
        {
            hash.Add(condition);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => $"{{{string.Join(", ", conditions)}}}";

    private static ConditionSet Make(Condition[] sortedDistinct) => sortedDistinct.Length == 0 ? Empty : new ConditionSet(sortedDistinct);
}
