namespace Onceover.Reports.Tests;

[TestClass]
public class VisibleTextTests
{
    [TestMethod]
    [DataRow("a\tb\r\nשלום é😀\u200B", "a\tb\r\nשלום é😀\u200B")]
    [DataRow("\u202Aa\u202B\u202C\u202D\u202E", "\uFFFDa\uFFFD\uFFFD\uFFFD\uFFFD")]
    [DataRow("\u2066\u2067\u2068\u2069", "\uFFFD\uFFFD\uFFFD\uFFFD")]
    [DataRow("\0\x1B\f\x7F\x85", "␀␛␌␡\uFFFD")]
    public void What_steers_becomes_visible_and_all_else_stays(string text, string shown) => Assert.AreEqual(shown, VisibleText.Of(text));

    [TestMethod]
    public void A_name_in_markdown_cannot_turn_its_row_around() =>
        Assert.AreEqual("a\uFFFDgnp.py", MarkdownTable.Escape("a\u202Egnp.py"));
}
