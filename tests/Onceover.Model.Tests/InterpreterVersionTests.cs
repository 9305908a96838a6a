namespace Onceover.Model.Tests;

[TestClass]
public class InterpreterVersionTests
{
    [TestMethod]
    public void Minors_compare_as_numbers() => Assert.IsTrue(new InterpreterVersion(3, 9) < new InterpreterVersion(3, 14));

    [TestMethod]
    [DataRow("3.14")]
    [DataRow("3.9")]
    [DataRow("2.7")]
    public void Text_comes_back_as_it_was(string text)
    {
        Assert.IsTrue(InterpreterVersion.TryParse(text, out var version));
        Assert.AreEqual(text, version.ToString());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(null)]
    [DataRow("3")]
    [DataRow(".14")]
    [DataRow("3.")]
    [DataRow("3.14.1")]
    [DataRow("3.-1")]
    [DataRow("3. 4")]
    public void Other_text_is_no_version(string? text) => Assert.IsFalse(InterpreterVersion.TryParse(text, out _));
}
