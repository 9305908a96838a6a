using System.Collections.Immutable;
using CsCheck;
using Onceover.Model;

namespace Onceover.Store.Tests;

/// <summary>Runs to write and read back.</summary>
internal static class Runs
{
    private static readonly InterpreterVersion Python314 = new(3, 14);

    private static readonly Gen<LineSet> LineSet = Gen.OneOf(Gen.Int[1, 200], Gen.Int[1, Model.LineSet.MaxLine / 100])
        .Array[0, 30].Select(lines => Model.LineSet.From(lines));

    private static readonly Gen<Arc> Arc = Gen.Select(
        Gen.OneOf(Gen.Int[1, 500], Gen.Int[1, Model.LineSet.MaxLine]),
        Gen.OneOf(Gen.Int[-500, 500], Gen.Int[-Model.LineSet.MaxLine, Model.LineSet.MaxLine]),
        (from, to) => new Arc(from, to == 0 ? -1 : to));

    private static readonly Gen<ArcSet> ArcSet = Arc.Array[0, 30].Select(arcs => Model.ArcSet.From(arcs));

    private static readonly Gen<ConditionSet> ConditionSet = Gen.Select(
        Gen.OneOf(Gen.Int[1, 50], Gen.Int[1, Model.LineSet.MaxLine - 9]), Gen.Int[0, 300], Gen.Int[0, 9], Gen.Int[0, 300], Gen.Enum<ConditionKind>(),
        (line, column, lines, end, kind) => new Condition(line, column, line + lines, end, kind))
        .Array[0, 10].Select(conditions => Model.ConditionSet.From(conditions));

    private static readonly Gen<string> Text = Gen.String[0, 8].Select(text => text.Replace('\0', ' ')).Where(IsText);

    private static readonly Gen<InterpreterVersion> Interpreter = Gen.Int[9, 15].Select(minor => new InterpreterVersion(3, minor));

    private static readonly Gen<FileFacts> File = Gen.Select(
        Text,
        Gen.Bool.Select(known => known ? ContentHash.OfBytes("x"u8) : ContentHash.Unknown),
        Gen.Select(Interpreter, LineSet, ArcSet, ConditionSet).Array[0, 3],
        Gen.Select(Interpreter, Text, LineSet, ArcSet, ConditionSet, ConditionSet).Array[0, 4],
        (path, hash, countable, executed) => FileFacts.Of(path, hash) with
        {
            Countable = countable.DistinctBy(item => item.Item1)
                .ToImmutableSortedDictionary(item => item.Item1, item => new Countable(item.Item2, item.Item3) { Conditions = item.Item4 }),
            Executed = executed.DistinctBy(item => new Observer(item.Item1, item.Item2))
                .ToImmutableSortedDictionary(
                    item => new Observer(item.Item1, item.Item2),
                    item => new Executed(item.Item3, item.Item4) { SeenTrue = item.Item5, SeenFalse = item.Item6 }),
        });

    public static readonly Gen<Run> Any = Gen.Select(
        File.Array[0, 5],
        Text.Array[0, 3],
        Text.Array[0, 3],
        Gen.Int[0, 2],
        (files, notes, roots, branches) => Run.Of(files) with
        {
            Notes = ImmutableSortedSet.Create(StringComparer.Ordinal, notes),
            Roots = ImmutableSortedSet.Create(StringComparer.Ordinal, roots),
            Branches = (BranchChoice)branches,
        });

    /// <summary>A run of one file whose statements are the lines to <paramref name="statements"/> and of which <paramref name="executed"/> ran.</summary>
    public static Run Small(string path = "/src/a.py", int statements = 3, params int[] executed) => Run.Of(
    [
        FileFacts.Of(path, ContentHash.OfBytes("x"u8)) with
        {
            Countable = ImmutableSortedDictionary<InterpreterVersion, Countable>.Empty.Add(
                Python314,
                new Countable(
                    Model.LineSet.From(Enumerable.Range(1, statements)), Model.ArcSet.Of(new(1, 2), new(1, 3), new(3, -1), new(3, 1)))),
            Executed = ImmutableSortedDictionary<Observer, Executed>.Empty.Add(
                new Observer(Python314, ""), new Executed(Model.LineSet.Of(executed), Model.ArcSet.Of(new Arc(1, 2), new Arc(3, -1)))),
        },
    ]);

    public static bool Same(Run one, Run two) => one.Notes.SequenceEqual(two.Notes)
        && one.Roots.SequenceEqual(two.Roots)
        && one.Branches == two.Branches
        && one.Files.Keys.SequenceEqual(two.Files.Keys)
        && one.Files.Values.Zip(two.Files.Values).All(pair =>
            pair.First.Countable.SequenceEqual(pair.Second.Countable) && pair.First.Executed.SequenceEqual(pair.Second.Executed));

    /// <summary>No unpaired surrogate: those have no UTF-8.</summary>
    private static bool IsText(string text) => text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar);
}
