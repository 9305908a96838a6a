using CsCheck;

namespace Onceover.Agent.Tests;

[TestClass]
public sealed unsafe class PointerTableTests
{
    /// <summary>Few hashes for many entries, so that candidates of one hash lie among others.</summary>
    private static readonly Gen<ulong> Hash = Gen.OneOf(Gen.ULong[0, 5], Gen.ULong);

    [TestMethod]
    public void Every_entry_is_found_among_the_candidates_of_its_hash() =>
        Hash.Array[0, 300].Sample(hashes =>
        {
            var table = default(PointerTable);
            var model = new List<(ulong Hash, nint Value)>();
            foreach (var hash in hashes)
            {
                Assert.IsTrue(table.TryAdd(hash, (void*)(model.Count + 1)));
                model.Add((hash, model.Count + 1));
            }

            Assert.AreEqual(model.Count, table.Count);
            foreach (var group in model.GroupBy(entry => entry.Hash))
            {
                CollectionAssert.AreEquivalent(group.Select(entry => entry.Value).ToArray(), Candidates(table, group.Key));
            }

            table.Free();
        });

    [TestMethod]
    public void An_unknown_hash_has_no_candidates() => Assert.IsEmpty(Candidates(default, 7));

    private static nint[] Candidates(PointerTable table, ulong hash)
    {
        var found = new List<nint>();
        var cursor = 0;
        for (var value = table.Next(hash, ref cursor); value != null; value = table.Next(hash, ref cursor))
        {
            found.Add((nint)value);
        }

        return [.. found];
    }
}
