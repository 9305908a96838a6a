namespace Onceover.Model;

/// <summary>
/// A step from one statement's first line to another's. <see cref="To"/> below zero is an exit from the code object whose first line is
/// its absolute value (a module's is −1), as coverage.py writes it.
/// </summary>
public readonly record struct Arc(int From, int To) : IComparable<Arc>
{
    public bool IsExit => To < 0;

    public int CompareTo(Arc other) => From != other.From ? From.CompareTo(other.From) : To.CompareTo(other.To);

    public static bool operator <(Arc left, Arc right) => left.CompareTo(right) < 0;

    public static bool operator >(Arc left, Arc right) => left.CompareTo(right) > 0;

    public static bool operator <=(Arc left, Arc right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Arc left, Arc right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{From}->{(IsExit ? "exit" : To)}";
}
