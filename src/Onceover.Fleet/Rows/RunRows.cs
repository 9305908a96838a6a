using Onceover.Model;
using Onceover.Store;

namespace Onceover.Fleet;

/// <summary>A run as rows: one a file's content, interpreter version, context and kind. <see cref="RowFold"/> is the way back.</summary>
public static class RunRows
{
    private const int WordBits = 64;

    /// <summary>The rows in the order of their subjects' ids. Empty sets of anything but lines have none.</summary>
    public static IReadOnlyList<SeenRow> Of(Run run)
    {
        var rows = run.Files.Values.SelectMany(OfFile)
            .Concat(run.Roots.Select(root => Said(Kind.Root, root)))
            .Concat(run.Notes.Select(note => Said(Kind.Note, note)));
        return
        [
            .. (run.Branches == BranchChoice.Unsaid ? rows : rows.Append(Said(Kind.BranchChoice, run.Branches.ToString())))
                .OrderBy(row => row.Subject.Id),
        ];
    }

    private static IEnumerable<SeenRow> OfFile(FileFacts facts)
    {
        if (facts.Countable.IsEmpty && facts.Executed.IsEmpty)
        {
            yield return Row(new Subject(facts.Path, facts.Hash, "", "", Kind.File, 1, []), [1]);
        }

        // Interpreter versions differ in what they compile, so each has its own length and table; of one version all machines agree.
        foreach (var python in facts.Countable.Keys.Concat(facts.Executed.Keys.Select(observer => observer.Interpreter)).Distinct())
        {
            var countable = facts.Countable.GetValueOrDefault(python, Countable.Nothing);
            var executed = facts.Executed.Where(pair => pair.Key.Interpreter == python).ToList();
            var size = SizeOf(executed.Aggregate(countable.Statements, (sum, next) => sum.Union(next.Value.Lines)));
            var arcs = executed.Aggregate(countable.Branches, (sum, next) => sum.Union(next.Value.Branches));
            var conditions = executed.Aggregate(countable.Conditions, (sum, next) => sum.Union(next.Value.SeenTrue).Union(next.Value.SeenFalse));
            var (arcTable, conditionTable) = (ArcTable.Encode(arcs), ConditionTable.Encode(conditions));
            List<SeenRow> rows = [];
            if (facts.Countable.ContainsKey(python))
            {
                AddLines(Kind.Statements, "", countable.Statements);
                AddArcs(Kind.PossibleBranches, "", countable.Branches);
                AddConditions(Kind.PossibleConditions, "", countable.Conditions);
                AddUnknown(Kind.UnknownOfCountable, "", countable.Unknown);
            }

            foreach (var (observer, seen) in executed)
            {
                AddLines(Kind.Lines, observer.Context, seen.Lines);
                AddArcs(Kind.Branches, observer.Context, seen.Branches);
                AddConditions(Kind.SeenTrue, observer.Context, seen.SeenTrue);
                AddConditions(Kind.SeenFalse, observer.Context, seen.SeenFalse);
                AddUnknown(Kind.UnknownOfExecuted, observer.Context, seen.Unknown);
            }

            foreach (var row in rows)
            {
                yield return row;
            }

            void AddLines(Kind kind, string context, LineSet lines) =>
                rows.Add(Row(new Subject(facts.Path, facts.Hash, python.ToString(), context, kind, size, []), LineBits.Encode(lines)));

            void AddArcs(Kind kind, string context, ArcSet selected) =>
                Add(kind, context, arcs.Count, arcTable, ArcTable.Select(arcs, selected));

            void AddConditions(Kind kind, string context, ConditionSet selected) =>
                Add(kind, context, conditions.Count, conditionTable, ConditionTable.Select(conditions, selected));

            void AddUnknown(Kind kind, string context, Unknowns unknown) =>
                Add(kind, context, 8, [], unknown == Unknowns.None ? [] : [(byte)unknown]);

            void Add(Kind kind, string context, int count, byte[] positions, byte[] bits)
            {
                if (bits.Length > 0)
                {
                    rows.Add(Row(new Subject(facts.Path, facts.Hash, python.ToString(), context, kind, count, positions), bits));
                }
            }
        }
    }

    /// <summary>Rounded up, so that the few lines that one machine knows of and another does not seldom make another subject.</summary>
    private static int SizeOf(LineSet lines) => lines.IsEmpty ? WordBits : ((lines.Last / WordBits) + 1) * WordBits;

    private static SeenRow Said(Kind kind, string what) => Row(new Subject(what, ContentHash.Unknown, "", "", kind, 1, []), [1]);

    private static SeenRow Row(Subject subject, byte[] bits)
    {
        Array.Resize(ref bits, (subject.Size + 7) / 8);
        return new SeenRow(subject, bits);
    }
}
