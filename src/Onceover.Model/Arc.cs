namespace Onceover.Model;

/// <summary>
/// A step from one statement's first line to another's. <see cref="To"/> below zero is an exit from the code object whose first line is
/// its absolute value (a module's is −1), as coverage.py writes it.
/// </summary>
public readonly record struct Arc(int From, int To) : IComparable<Arc>
{
    /// <summary>The largest number of branches of one line that can be told apart without their lines.</summary>
    public const int MaxUnnamed = 1 << 16;

    public bool IsExit => To < 0 && !IsUnnamed;

    /// <summary>
    /// Whether it is only known that <see cref="From"/> has such a branch, not where it leads: formats that count the branches of a line. What
    /// was taken is then a number, kept as the first so many of them: uniting takes the larger number, intersecting the smaller.
    /// </summary>
    public bool IsUnnamed => To < -LineSet.MaxLine + MaxUnnamed;

    /// <summary>The branch number <paramref name="index"/> of a line, 0 to below <see cref="MaxUnnamed"/>.</summary>
    public static Arc Unnamed(int from, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, MaxUnnamed);
        return new Arc(from, index - LineSet.MaxLine);
    }

    public int CompareTo(Arc other) => From != other.From ? From.CompareTo(other.From) : To.CompareTo(other.To);

    public static bool operator <(Arc left, Arc right) => left.CompareTo(right) < 0;

    public static bool operator >(Arc left, Arc right) => left.CompareTo(right) > 0;

    public static bool operator <=(Arc left, Arc right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Arc left, Arc right) => left.CompareTo(right) >= 0;

    public override string ToString() => IsUnnamed ? $"{From}->?{To + LineSet.MaxLine}" : $"{From}->{(IsExit ? "exit" : To)}";
}
