using Onceover.Model;

namespace Onceover.Store;

/// <summary>
/// The conditions of one file's content as bytes: per condition the distance of its line from that of the one before it, its column, the
/// distance of its end's line from its line, its end's column, its kind's number, all in <see cref="Leb128"/>. Sorted, distinct.
/// </summary>
public static class ConditionTable
{
    public static byte[] Encode(ConditionSet conditions)
    {
        var bytes = new List<byte>(conditions.Count * 5);
        var previous = 0;
        foreach (var condition in conditions.AsSpan())
        {
            Leb128.Append(bytes, (ulong)(condition.Line - previous));
            Leb128.Append(bytes, (ulong)condition.Column);
            Leb128.Append(bytes, (ulong)(condition.EndLine - condition.Line));
            Leb128.Append(bytes, (ulong)condition.EndColumn);
            Leb128.Append(bytes, (ulong)condition.Kind);
            previous = condition.Line;
        }

        return [.. bytes];
    }

    /// <exception cref="FormatException">The bytes are no table.</exception>
    public static ConditionSet Decode(ReadOnlySpan<byte> bytes)
    {
        var conditions = new List<Condition>(bytes.Length / 5);
        ulong line = 0;
        for (var at = 0; at < bytes.Length;)
        {
            line += Leb128.Take(bytes, ref at);
            var column = Leb128.Take(bytes, ref at);
            var endLine = line + Leb128.Take(bytes, ref at);
            var endColumn = Leb128.Take(bytes, ref at);
            var kind = Leb128.Take(bytes, ref at);
            if (line < 1 || endLine > LineSet.MaxLine || column > int.MaxValue || endColumn > int.MaxValue || kind > (ulong)ConditionKind.Test)
            {
                throw new FormatException($"{line}:{column}-{endLine}:{endColumn} of kind {kind} is no condition");
            }

            var next = new Condition((int)line, (int)column, (int)endLine, (int)endColumn, (ConditionKind)kind);
            if (conditions.Count > 0 && next <= conditions[^1])
            {
                throw new FormatException($"{next} does not come after {conditions[^1]}");
            }

            conditions.Add(next);
        }

        return ConditionSet.From(conditions);
    }

    public static byte[] Select(ConditionSet table, ConditionSet selected) => TableBits.Select(table.AsSpan(), selected.AsSpan());

    public static ConditionSet Selected(ConditionSet table, ReadOnlySpan<byte> bits) =>
        bits.IsEmpty ? ConditionSet.Empty : ConditionSet.From(TableBits.Selected(table.AsSpan(), bits));
}
