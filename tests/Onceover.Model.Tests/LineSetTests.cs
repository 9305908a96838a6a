using CsCheck;

namespace Onceover.Model.Tests;

[TestClass]
public class LineSetTests
{
    private static readonly Gen<(int[] One, int[] Two)> Pairs = Gen.Select(Gens.Lines, Gens.Lines);

    [TestMethod]
    public void Union_is_that_of_a_hash_set() =>
        Pairs.Sample((one, two) => LineSet.From(one).Union(LineSet.From(two)).SequenceEqual(one.Union(two).Order()));

    [TestMethod]
    public void Intersection_is_that_of_a_hash_set() =>
        Pairs.Sample((one, two) => LineSet.From(one).Intersect(LineSet.From(two)).SequenceEqual(one.Intersect(two).Order()));

    [TestMethod]
    public void Difference_is_that_of_a_hash_set() =>
        Pairs.Sample((one, two) => LineSet.From(one).Except(LineSet.From(two)).SequenceEqual(one.Except(two).Order()));

    [TestMethod]
    public void Contains_and_count_are_those_of_a_hash_set() => Gens.Lines.Sample(lines =>
    {
        var set = LineSet.From(lines);
        var expected = lines.ToHashSet();
        return set.Count == expected.Count && Enumerable.Range(-1, 330).All(line => set.Contains(line) == expected.Contains(line));
    });

    [TestMethod]
    public void Equal_content_is_equal_however_it_came_about() => Pairs.Sample((one, two) =>
    {
        var direct = LineSet.From(one.Except(two));
        var derived = LineSet.From(one).Except(LineSet.From(two));
        return direct.Equals(derived) && direct.GetHashCode() == derived.GetHashCode();
    });

    [TestMethod]
    public void First_and_last_are_the_extremes() =>
        Gens.Lines.Where(lines => lines.Length > 0)
            .Sample(lines => LineSet.From(lines).First == lines.Min() && LineSet.From(lines).Last == lines.Max());

    [TestMethod]
    public void Words_make_the_set_again() =>
        Gens.LineSet.Sample(set => LineSet.FromWords([.. set.Words, 0, 0]).Equals(set));

    [TestMethod]
    public void Line_zero_is_refused() => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => LineSet.Of(0));

    [TestMethod]
    public void Line_zero_in_words_is_refused() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => LineSet.FromWords([1UL]));

    [TestMethod]
    public void A_line_beyond_the_largest_is_refused() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => LineSet.Of(LineSet.MaxLine + 1));

    [TestMethod]
    public void The_largest_line_is_held() => Assert.AreEqual(LineSet.MaxLine, LineSet.Of(LineSet.MaxLine).Last);
}
