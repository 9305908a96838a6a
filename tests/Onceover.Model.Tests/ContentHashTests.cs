namespace Onceover.Model.Tests;

[TestClass]
public class ContentHashTests
{
    // FIPS 180-4's example for "abc".
    private const string Abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [TestMethod]
    public void The_hash_is_sha_256() => Assert.AreEqual(Abc, ContentHash.OfBytes("abc"u8).ToString());

    [TestMethod]
    public void It_is_the_hash_that_the_platform_gives_for_every_length()
    {
        var content = new byte[300];
        new Random(1).NextBytes(content);
        for (var length = 0; length <= content.Length; length++)
        {
            var expected = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content.AsSpan(0, length)));
            Assert.AreEqual(expected, ContentHash.OfBytes(content.AsSpan(0, length)).ToString(), $"{length} bytes");
        }
    }

    [TestMethod]
    public void Text_comes_back_as_it_was()
    {
        Assert.IsTrue(ContentHash.TryParse(Abc, out var hash));
        Assert.AreEqual(ContentHash.OfBytes("abc"u8), hash);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(null)]
    [DataRow("ba78")]
    [DataRow("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    public void Other_text_is_no_hash(string? text) => Assert.IsFalse(ContentHash.TryParse(text, out _));

    [TestMethod]
    public void The_unknown_hash_is_empty_text() => Assert.AreEqual("", ContentHash.Unknown.ToString());
}
