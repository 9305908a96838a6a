using System.Collections.Immutable;
using CsCheck;

namespace Onceover.Model.Tests;

/// <summary>Small values that collide often: few lines, few paths, few observers.</summary>
internal static class Gens
{
    public static readonly Gen<int[]> Lines = Gen.OneOf(Gen.Int[1, 20], Gen.Int[1, 300]).Array[0, 40];

    public static readonly Gen<LineSet> LineSet = Lines.Select(lines => Model.LineSet.From(lines));

    public static readonly Gen<Arc> Arc = Gen.Select(
        Gen.Int[1, 12],
        Gen.Int[-12, 15],
        (from, to) => to > 12 ? Model.Arc.Unnamed(from, to - 13) : new Arc(from, to == 0 ? 1 : to));

    public static readonly Gen<ArcSet> ArcSet = Arc.Array[0, 30].Select(arcs => Model.ArcSet.From(arcs));

    public static readonly Gen<Condition> Condition = Gen.Select(
        Gen.Int[1, 4], Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[3, 4], Gen.Enum<ConditionKind>(),
        (line, column, lines, end, kind) => new Condition(line, column, line + lines, end, kind));

    public static readonly Gen<ConditionSet> ConditionSet = Condition.Array[0, 10].Select(conditions => Model.ConditionSet.From(conditions));

    public static readonly Gen<InterpreterVersion> Interpreter =
        Gen.Int[11, 15].Select(minor => minor == 11 ? InterpreterVersion.Unknown : new InterpreterVersion(3, minor));

    public static readonly Gen<Unknowns> Unknown = Gen.Int[0, 7].Select(flags => (Unknowns)flags);

    public static readonly Gen<Observer> Observer = Gen.Select(
        Interpreter, OneOf("", "a", "b"), (interpreter, context) => new Observer(interpreter, context));

    public static readonly Gen<Countable> Countable = Gen.Select(
        LineSet,
        ArcSet,
        ConditionSet,
        Unknown,
        (lines, arcs, conditions, unknown) => new Countable(lines, arcs) { Conditions = conditions, Unknown = unknown });

    public static readonly Gen<Executed> Executed = Gen.Select(
        LineSet,
        ArcSet,
        ConditionSet,
        ConditionSet,
        Unknown,
        (lines, arcs, yes, no, unknown) => new Executed(lines, arcs) { SeenTrue = yes, SeenFalse = no, Unknown = unknown });

    public static readonly Gen<FileFacts> File = Gen.Select(
        OneOf("a.py", "b.py", "pkg/c.py"),
        OneOf(ContentHash.Unknown, ContentHash.OfBytes("1"u8), ContentHash.OfBytes("2"u8)),
        Gen.Select(Interpreter, Countable).Array[0, 3],
        Gen.Select(Observer, Executed).Array[0, 3],
        (path, hash, countable, executed) => FileFacts.Of(path, hash) with
        {
            Countable = countable.DistinctBy(pair => pair.Item1).ToImmutableSortedDictionary(pair => pair.Item1, pair => pair.Item2),
            Executed = executed.DistinctBy(pair => pair.Item1).ToImmutableSortedDictionary(pair => pair.Item1, pair => pair.Item2),
        });

    private static readonly Gen<string> Word = OneOf("one", "two", "three");

    public static readonly Gen<Run> Run = Gen.Select(
        File.Array[0, 4],
        Word.Array[0, 2],
        Word.Array[0, 2],
        OneOf(BranchChoice.Unsaid, BranchChoice.Off, BranchChoice.On),
        (files, notes, roots, branches) => Model.Run.Of(files) with
        {
            Notes = ImmutableSortedSet.Create(StringComparer.Ordinal, notes),
            Roots = ImmutableSortedSet.Create(StringComparer.Ordinal, roots),
            Branches = branches,
        });

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
