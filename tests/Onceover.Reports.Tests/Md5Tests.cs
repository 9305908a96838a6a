using System.Security.Cryptography;
using CsCheck;

namespace Onceover.Reports.Tests;

[TestClass]
public class Md5Tests
{
    // RFC 1321, appendix A.5.
    [TestMethod]
    [DataRow("", "d41d8cd98f00b204e9800998ecf8427e")]
    [DataRow("message digest", "f96b697d7cb7938d525a2f31aaf161d0")]
    [DataRow("12345678901234567890123456789012345678901234567890123456789012345678901234567890", "57edf4a22be3c955ac49da2e2107b67a")]
    public void The_standards_examples_hold(string message, string digest) =>
        Assert.AreEqual(digest, Convert.ToHexStringLower(Md5.Of(System.Text.Encoding.ASCII.GetBytes(message))));

#pragma warning disable CA5351 // The point is to compute the same.
    [TestMethod]
    public void Messages_of_any_length_have_the_digest_that_the_platform_computes() =>
        Gen.Byte.Array[0, 300].Sample(message => Md5.Of(message).AsSpan().SequenceEqual(MD5.HashData(message)));
#pragma warning restore CA5351
}
