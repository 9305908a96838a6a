namespace Onceover.Reports.Tests;

[TestClass]
public class SourceLinesTests
{
    [TestMethod]
    [DataRow("", "")]
    [DataRow("a", "a")]
    [DataRow("a\n", "a")]
    [DataRow("a\nb", "a|b")]
    [DataRow("a\r\nb\rc\n", "a|b|c")]
    [DataRow("\n\n", "|")]
    [DataRow("a\fb\u2028c\vd\u0085e", "a\fb\u2028c\vd\u0085e")]
    public void Lines_end_as_the_interpreter_ends_them(string text, string expected) =>
        Assert.AreEqual(expected, string.Join('|', SourceLines.Split(text)));

    [TestMethod]
    public void No_text_has_no_lines() => Assert.AreEqual(0, SourceLines.Count(""));
}
