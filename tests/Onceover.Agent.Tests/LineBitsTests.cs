using CsCheck;

namespace Onceover.Agent.Tests;

[TestClass]
public sealed class LineBitsTests
{
    [TestMethod]
    public void Bits_stand_for_the_lines_that_were_added() =>
        Gen.Int[1, 5000].Array[0, 60].Sample(lines =>
        {
            var bits = default(LineBits);
            foreach (var line in lines)
            {
                Assert.IsTrue(bits.TryAdd(line));
            }

            var bytes = bits.Bytes.ToArray();
            var found = Enumerable.Range(0, bytes.Length * 8).Where(line => (bytes[line >> 3] >> (line & 7) & 1) != 0);
            Assert.IsTrue(lines.Distinct().Order().SequenceEqual(found));
            bits.Free();
        });

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    [DataRow(int.MaxValue)]
    public void Lines_that_no_file_has_are_left_out(int line)
    {
        var bits = default(LineBits);
        Assert.IsTrue(bits.TryAdd(line));
        Assert.AreEqual(0, bits.Length);
    }
}
