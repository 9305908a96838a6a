namespace Onceover.Agent.Tests;

[TestClass]
public sealed class CodeFactsTests
{
    [TestMethod]
    public void Equal_facts_are_recognised_and_hash_alike()
    {
        Assert.IsTrue(Make().AreOf(Make().Shape, Pieces));
        Assert.AreEqual(Make().Hash, Make().Hash);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(5)]
    public void Any_other_byte_makes_other_facts(int at)
    {
        var pieces = Pieces;
        pieces[at] ^= 1;
        Assert.IsFalse(Make().AreOf(Make().Shape, pieces));
    }

    [TestMethod]
    public void Another_file_line_or_flag_makes_other_facts()
    {
        Assert.IsFalse(Make().AreOf(Make(file: 2).Shape, Pieces));
        Assert.IsFalse(Make().AreOf(Make(firstLine: 2).Shape, Pieces));
        Assert.IsFalse(Make().AreOf(Make(flags: 2).Shape, Pieces));
    }

    [TestMethod]
    public void A_module_body_is_known_by_its_name()
    {
        Assert.IsTrue(new CodeFacts(1, 1, 0, default, default, default, "<module>"u8).IsModule);
        Assert.IsFalse(Make().IsModule);
    }

    private static byte[] Pieces => "bbllxn"u8.ToArray();

    private static CodeFacts Make(long file = 1, int firstLine = 1, int flags = 1) =>
        new(file, firstLine, flags, "bb"u8, "ll"u8, "x"u8, "n"u8);
}
