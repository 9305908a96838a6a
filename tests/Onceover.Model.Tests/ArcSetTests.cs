using CsCheck;

namespace Onceover.Model.Tests;

[TestClass]
public class ArcSetTests
{
    private static readonly Gen<(Arc[] One, Arc[] Two)> Pairs = Gen.Select(Gens.Arc.Array[0, 30], Gens.Arc.Array[0, 30]);

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
}
