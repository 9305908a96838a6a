using Onceover.Cli.Configuration;

namespace Onceover.Cli.Tests.Configuration;

[TestClass]
public sealed class ShellWordsTests
{
    [TestMethod]
    [DataRow("-m pytest -q", "-m|pytest|-q")]
    [DataRow("  a\tb\n c ", "a|b|c")]
    [DataRow("'a b' c", "a b|c")]
    [DataRow("\"a \\\" b\" 'c\\d'", "a \" b|c\\d")]
    [DataRow("a'b'\"c\"d", "abcd")]
    [DataRow("a\\ b", "a b")]
    [DataRow("'' x", "|x")]
    [DataRow("\"\\n\"", "\\n")]
    [DataRow("", "")]
    public void A_line_is_split_as_a_shell_does(string line, string words) =>
        Assert.AreEqual(words, string.Join('|', ShellWords.Split(line)));

    [TestMethod]
    [DataRow("a 'b")]
    [DataRow("a \"b")]
    public void A_quote_must_be_closed(string line) => Assert.ThrowsExactly<MistakeException>(() => ShellWords.Split(line));
}
