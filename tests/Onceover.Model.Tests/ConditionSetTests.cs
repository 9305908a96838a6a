using CsCheck;

namespace Onceover.Model.Tests;

[TestClass]
public class ConditionSetTests
{
    private static readonly Gen<(Condition[] One, Condition[] Two)> Pairs =
        Gen.Select(Gens.Condition.Array[0, 20], Gens.Condition.Array[0, 20]);

    [TestMethod]
    public void Union_is_that_of_a_hash_set() =>
        Pairs.Sample((one, two) => ConditionSet.From(one).Union(ConditionSet.From(two)).SequenceEqual(one.Union(two).Order()));

    [TestMethod]
    public void Intersection_is_that_of_a_hash_set() =>
        Pairs.Sample((one, two) => ConditionSet.From(one).Intersect(ConditionSet.From(two)).SequenceEqual(one.Intersect(two).Order()));

    [TestMethod]
    public void Difference_is_that_of_a_hash_set() =>
        Pairs.Sample((one, two) => ConditionSet.From(one).Except(ConditionSet.From(two)).SequenceEqual(one.Except(two).Order()));
}
