using System.Buffers.Binary;
using Onceover.Bytecode;
using Onceover.Model;

namespace Onceover.Collect;

/// <summary>A source range: lines from 1, columns in UTF-8 bytes, the last column exclusive. <c>default</c> is everywhere.</summary>
internal readonly record struct SourceSpan(int Line, int Column, int EndLine, int EndColumn)
{
    public static SourceSpan Of(Location location) => new(location.Line, location.Column, location.EndLine, location.EndColumn);

    public bool Holds(SourceSpan other) => this == default
        || ((Line, Column).CompareTo((other.Line, other.Column)) <= 0 && (EndLine, EndColumn).CompareTo((other.EndLine, other.EndColumn)) >= 0);
}

/// <summary>A jump that an expression decides, as the guest's interpreter parses it.</summary>
/// <param name="Condition">The expression.</param>
/// <param name="Contrary">Whether the jump sees the contrary of it.</param>
/// <param name="IsNone">True for <c>… is None</c>, false for <c>… is not None</c>, null for all else.</param>
/// <param name="Before">Where the code that runs before the jump lies.</param>
internal readonly record struct Decision(Condition Condition, bool Contrary, bool? IsNone, SourceSpan Before)
{
    /// <summary>Whether the expression is true where the jump is taken; null where the jump asks another thing than the expression says.</summary>
    public bool? WhenTaken(BranchTest test) => test switch
    {
        BranchTest.True => !Contrary,
        BranchTest.False => Contrary,
        BranchTest.None => IsNone,
        BranchTest.NotNone => !IsNone,
        _ => null,
    };
}

/// <summary>The decisions of a source, by where their jumps are compiled.</summary>
internal sealed class DecisionTable
{
    public static readonly DecisionTable Empty = new([]);

    /// <summary>Numbers per row, of four bytes.</summary>
    private const int RowLength = 14;

    private readonly ILookup<SourceSpan, Decision> decisions;

    private DecisionTable(IReadOnlyCollection<(SourceSpan Jump, Decision Decision)> rows)
    {
        IsEmpty = rows.Count == 0;
        decisions = rows.ToLookup(row => row.Jump, row => row.Decision);
    }

    public bool IsEmpty { get; }

    /// <summary>Reads what compile.py writes, and tells how many bytes that took.</summary>
    public static (DecisionTable Table, int Length) Read(ReadOnlySpan<byte> bytes)
    {
        var available = Math.Max(0, bytes.Length - 4) / (4 * RowLength);
        var count = bytes.Length < 4 ? 0 : Math.Clamp(BinaryPrimitives.ReadInt32LittleEndian(bytes), 0, available);
        var rows = new (SourceSpan Jump, Decision Decision)[count];
        for (var i = 0; i < count; i++)
        {
            rows[i] = Row(bytes.Slice(4 + (i * 4 * RowLength), 4 * RowLength));
        }

        return (new DecisionTable(rows), Math.Min(bytes.Length, 4 + (count * 4 * RowLength)));
    }

    /// <summary>What a jump decides, and whether it is so where the jump is taken; null if it is no decision of an expression.</summary>
    /// <param name="jump">Where it is compiled.</param>
    /// <param name="before">Where the code before it lies.</param>
    /// <param name="test">What it jumps on.</param>
    public (Condition Condition, bool WhenTaken)? Find(SourceSpan jump, SourceSpan before, BranchTest test)
    {
        var asksForNone = test is BranchTest.None or BranchTest.NotNone;
        foreach (var decision in decisions[jump])
        {
            // What `is None` compares with leaves no code before the jump.
            if ((asksForNone || decision.Before.Holds(before)) && decision.WhenTaken(test) is { } whenTaken)
            {
                return (decision.Condition, whenTaken);
            }
        }

        return null;
    }

    /// <summary>
    /// What the first of the jumps decides that are compiled at a place. What was loaded before a jump hides in an instruction that loads two local
    /// variables only where no jump stands between the two, and so at the first.
    /// </summary>
    /// <param name="jump">Where it is compiled.</param>
    /// <param name="test">What it jumps on.</param>
    public (Condition Condition, bool WhenTaken)? Find(SourceSpan jump, BranchTest test)
    {
        foreach (var decision in decisions[jump])
        {
            return decision.WhenTaken(test) is { } whenTaken ? (decision.Condition, whenTaken) : null;
        }

        return null;
    }

    private static (SourceSpan Jump, Decision Decision) Row(ReadOnlySpan<byte> bytes)
    {
        Span<int> row = stackalloc int[RowLength];
        for (var i = 0; i < RowLength; i++)
        {
            row[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]);
        }

        return (Span(row[6..]), new Decision(
            new Condition(row[2], row[3], row[4], row[5], (ConditionKind)row[0]),
            (row[1] & 1) != 0,
            (row[1] & 6) switch { 2 => true, 4 => false, _ => null },
            Span(row[10..])));
    }

    private static SourceSpan Span(ReadOnlySpan<int> row) => new(row[0], row[1], row[2], row[3]);
}
