using System.Runtime.InteropServices;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>What a data file of coverage.py's says, as it is read: lines and steps by file and context.</summary>
internal sealed class MeasuredData(List<(long Id, string Path)> files, List<(long Id, string Name)> contexts)
{
    private readonly Dictionary<long, string> paths = files.ToDictionary(file => file.Id, file => file.Path);
    private readonly Dictionary<long, string> names = contexts.ToDictionary(context => context.Id, context => context.Name);
    private readonly Dictionary<(long File, long Context), Seen> seen = [];

    public IReadOnlyCollection<long> Files => paths.Keys;

    public IReadOnlyCollection<long> Contexts => names.Keys;

    /// <summary>Where to add what was seen of a file in a context.</summary>
    public Seen StepsOf(long file, long context)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(seen, (file, context), out _);
        return known ??= new Seen();
    }

    /// <exception cref="FormatException">There is no such line.</exception>
    public void AddLine(long file, long context, long line) => StepsOf(file, context).Add(ForeignFile.Line(line));

    public void AddLines(long file, long context, LineSet lines) => StepsOf(file, context).Add(lines);

    public Run ToRun(Unknowns unknown)
    {
        var facts = paths.Values.ToDictionary(path => path, path => FileFacts.Of(path, ContentHash.Unknown) is var empty
            ? empty with { Countable = empty.Countable.Add(InterpreterVersion.Unknown, Countable.Nothing with { Unknown = Unknowns.Statements | Unknowns.Branches }) }
            : empty);
        foreach (var byFile in seen.GroupBy(pair => Name(paths, pair.Key.File, "file")))
        {
            var known = facts[byFile.Key];
            facts[byFile.Key] = known with
            {
                Executed = known.Executed.AddRange(byFile.Select(pair => KeyValuePair.Create(
                    new Observer(InterpreterVersion.Unknown, Name(names, pair.Key.Context, "context")), pair.Value.ToExecuted(unknown)))),
            };
        }

        return Run.Of(facts.Values);
    }

    private static string Name(Dictionary<long, string> known, long id, string what) =>
        known.TryGetValue(id, out var name) ? name : throw new FormatException($"it is damaged: there is no {what} {id}");

    /// <summary>What ran of one file in one context.</summary>
    internal sealed class Seen
    {
        private readonly LineSet.Builder lines = new();
        private readonly List<Arc> arcs = [];
        private LineSet more = LineSet.Empty;
        private bool sorted = true;

        /// <summary>
        /// A step from line to line; below zero it enters or leaves the code object that starts there. From a line to itself it says no more than that the
        /// line ran.
        /// </summary>
        /// <exception cref="FormatException">It is none.</exception>
        public void Add(long from, long to)
        {
            if (from is < -LineSet.MaxLine or > LineSet.MaxLine || to is < -LineSet.MaxLine or > LineSet.MaxLine)
            {
                throw new FormatException($"a step from line {from} to {to} makes no sense");
            }

            Add((int)from, (int)to);
        }

        public void Add(int line) => lines.Add(line);

        public void Add(LineSet ran) => more = more.Union(ran);

        public Executed ToExecuted(Unknowns unknown) =>
            new(lines.ToLineSet().Union(more), sorted ? ArcSet.FromSorted([.. arcs]) : ArcSet.From(arcs)) { Unknown = unknown };

        private void Add(int from, int to)
        {
            if (to > 0)
            {
                lines.Add(to);
            }

            if (from <= 0)
            {
                return;
            }

            lines.Add(from);
            if (from != to && to != 0)
            {
                var arc = new Arc(from, to);
                sorted &= arcs.Count == 0 || arcs[^1] < arc;
                arcs.Add(arc);
            }
        }
    }
}
