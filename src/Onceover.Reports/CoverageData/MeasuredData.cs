using System.Runtime.InteropServices;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>What a data file of coverage.py's says, as it is read: lines and steps by file and context.</summary>
internal sealed class MeasuredData(List<(long Id, string Path)> files, List<(long Id, string Name)> contexts)
{
    private readonly Dictionary<long, string> paths = files.ToDictionary(file => file.Id, file => file.Path);
    private readonly Dictionary<long, string> names = contexts.ToDictionary(context => context.Id, context => context.Name);
    private readonly Dictionary<(long File, long Context), Seen> seen = [];
    private (long File, long Context) lastKey = (long.MinValue, 0);
    private Seen last = new();

    /// <summary>
    /// A step from line to line; below zero it enters or leaves the code object that starts there. From a line to itself it says no more than that
    /// the line ran.
    /// </summary>
    /// <exception cref="FormatException">It is none.</exception>
    public void AddStep(long file, long context, long from, long to)
    {
        if (from is < -LineSet.MaxLine or > LineSet.MaxLine || to is < -LineSet.MaxLine or > LineSet.MaxLine)
        {
            throw new FormatException($"a step from line {from} to {to} makes no sense");
        }

        var of = Of(file, context);
        if (from > 0)
        {
            of.Lines.Add((int)from);
            if (from != to && to != 0)
            {
                of.Arcs.Add(new Arc((int)from, (int)to));
            }
        }

        if (to > 0)
        {
            of.Lines.Add((int)to);
        }
    }

    /// <exception cref="FormatException">There is no such line.</exception>
    public void AddLine(long file, long context, long line) => Of(file, context).Lines.Add(ForeignFile.Line(line));

    public void AddLines(long file, long context, LineSet lines)
    {
        var of = Of(file, context);
        of.More = of.More.Union(lines);
    }

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

    private Seen Of(long file, long context)
    {
        if (lastKey != (file, context))
        {
            lastKey = (file, context);
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(seen, lastKey, out _);
            last = known ??= new Seen();
        }

        return last;
    }

    private static string Name(Dictionary<long, string> known, long id, string what) =>
        known.TryGetValue(id, out var name) ? name : throw new FormatException($"it is damaged: there is no {what} {id}");

    /// <summary>What ran of one file in one context.</summary>
    private sealed class Seen
    {
        public LineSet.Builder Lines { get; } = new();

        public List<Arc> Arcs { get; } = [];

        public LineSet More { get; set; } = LineSet.Empty;

        public Executed ToExecuted(Unknowns unknown) => new(Lines.ToLineSet().Union(More), ArcSet.From(Arcs)) { Unknown = unknown };
    }
}
