using CsCheck;

namespace Onceover.Model.Tests;

[TestClass]
public class ArcSetTests
{
    private static readonly Gen<(Arc[] One, Arc[] Two)> Pairs = Gen.Select(Gens.Arc.Array[0, 30], Gens.Arc.Array[0, 30]);

    /// <summary>Short steps, long ones, ways out, numbered ones; of short files, and of long ones.</summary>
    private static readonly Gen<Arc[]> ManyArcs = Gen.OneOf(Gen.Const(30), Gen.Const(400), Gen.Const(LineSet.MaxLine)).SelectMany(lines => Gen.Select(
        Gen.Int[1, lines], Gen.Int[0, 9], Gen.Int[-90, 90], Gen.Int[1, lines], (from, kind, step, other) =>
            kind == 0 ? Arc.Unnamed(from, other % 3)
            : kind == 1 ? new Arc(from, -other)
            : kind == 2 ? new Arc(from, other)
            : new Arc(from, Math.Max(1, from + (kind < 8 ? step / 9 : step)))).Array[0, 500]);

    [TestMethod]
    public void Union_is_that_of_a_hash_set() =>
        Pairs.Sample((one, two) => ArcSet.From(one).Union(ArcSet.From(two)).SequenceEqual(one.Union(two).Order()));

    [TestMethod]
    public void Intersection_is_that_of_a_hash_set() =>
        Pairs.Sample((one, two) => ArcSet.From(one).Intersect(ArcSet.From(two)).SequenceEqual(one.Intersect(two).Order()));

    [TestMethod]
    public void Difference_is_that_of_a_hash_set() =>
        Pairs.Sample((one, two) => ArcSet.From(one).Except(ArcSet.From(two)).SequenceEqual(one.Except(two).Order()));

    [TestMethod]
    public void Leaving_a_line_gives_its_arcs() => Gens.ArcSet.Sample(set =>
        Enumerable.Range(0, 14).All(line => set.LeavingLine(line).ToArray().SequenceEqual(set.Where(arc => arc.From == line))));

    [TestMethod]
    public void Leaving_any_of_some_lines_gives_their_arcs() => Gen.Select(Gens.ArcSet, Gens.LineSet)
        .Sample((set, lines) => set.LeavingAny(lines).SequenceEqual(set.Where(arc => lines.Contains(arc.From))));

    [TestMethod]
    public void Sorted_arcs_are_taken_as_they_are() =>
        Gens.ArcSet.Sample(set => ArcSet.FromSorted([.. set]).Equals(set));

    [TestMethod]
    public void Arcs_out_of_order_are_refused() =>
        Assert.ThrowsExactly<ArgumentException>(() => ArcSet.FromSorted([new Arc(2, 3), new Arc(1, 2)]));

    [TestMethod]
    public void An_arc_twice_is_refused() =>
        Assert.ThrowsExactly<ArgumentException>(() => ArcSet.FromSorted([new Arc(1, 2), new Arc(1, 2)]));

    [TestMethod]
    public void A_builder_makes_the_set_of_what_was_added() => ManyArcs.Sample(arcs =>
    {
        var builder = new ArcSet.Builder();
        foreach (var arc in arcs)
        {
            builder.Add(arc);
        }

        return builder.ToArcSet().SequenceEqual(arcs.Distinct().Order());
    });

    [TestMethod]
    public void A_builder_takes_the_arcs_of_a_table_whose_bits_are_set() =>
        Gen.Select(ManyArcs, ManyArcs, Gen.Byte.Array[0, 60]).Sample((before, arcs, bits) =>
        {
            Arc[] table = [.. arcs.Distinct().Order()];
            var chosen = bits.AsSpan(0, Math.Min(bits.Length, table.Length / 8));
            var builder = new ArcSet.Builder();
            Array.ForEach(before, builder.Add);
            builder.Add(table, chosen);

            var selected = bits.Take(chosen.Length).SelectMany((bits, i) => Enumerable.Range(0, 8).Where(bit => (bits >> bit & 1) != 0).Select(bit => table[(i * 8) + bit]));
            return builder.ToArcSet().SequenceEqual(before.Concat(selected).Distinct().Order());
        });

    [TestMethod]
    public void A_builder_does_not_take_memory_for_lines_that_hardly_any_arc_leaves()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var builder = new ArcSet.Builder();
        for (var line = 1; line <= LineSet.MaxLine; line *= 2)
        {
            builder.Add(new Arc(line, 1));
        }

        Assert.HasCount(27, builder.ToArcSet());
        Assert.IsLessThan(100_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
