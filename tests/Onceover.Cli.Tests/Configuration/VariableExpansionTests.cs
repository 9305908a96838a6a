using Onceover.Cli.Configuration;

namespace Onceover.Cli.Tests.Configuration;

[TestClass]
public sealed class VariableExpansionTests
{
    [TestMethod]
    [DataRow("a $X b", "a 1 b")]
    [DataRow("${X}y", "1y")]
    [DataRow("$Xy", "")]
    [DataRow("${X?}", "1")]
    [DataRow("${NO-else}", "else")]
    [DataRow("${NO-}", "")]
    [DataRow("${X-else}", "1")]
    [DataRow("$NO|", "|")]
    [DataRow("$$X", "$X")]
    [DataRow("end$", "end$")]
    [DataRow("^a$|^b$", "^a$|^b$")]
    [DataRow("${not closed", "${not closed")]
    [DataRow("no dollar", "no dollar")]
    public void Variables_stand_for_their_values(string text, string expected) =>
        Assert.AreEqual(expected, VariableExpansion.Expand(text, Lookup, Fail));

    [TestMethod]
    public void A_strict_variable_must_be_set() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => VariableExpansion.Expand("${NO?}", Lookup, Fail));

    private static string? Lookup(string name) => name == "X" ? "1" : null;

    private static void Fail(string name) => throw new InvalidOperationException(name);
}
