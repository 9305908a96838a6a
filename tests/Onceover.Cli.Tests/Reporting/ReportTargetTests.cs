using Onceover.Cli.Reporting;

namespace Onceover.Cli.Tests.Reporting;

[TestClass]
public sealed class ReportTargetTests
{
    [TestMethod]
    public void Every_format_can_be_named()
    {
        var targets = ReportTarget.Parse(FormatTable.All.Select(format => $"{format.Name}:out/{format.Name}"));

        CollectionAssert.AreEqual(FormatTable.All.ToList(), targets.Select(target => target.Format).ToList());
    }

    [TestMethod]
    public void No_two_formats_share_a_name() =>
        CollectionAssert.AllItemsAreUnique(FormatTable.All.Select(format => format.Name).ToList());

    [TestMethod]
    public void A_path_may_have_colons_and_spaces() =>
        Assert.AreEqual("C:/a b:c", ReportTarget.Parse(["xml:C:/a b:c"]).Single().Path);

    [TestMethod]
    [DataRow("pdf:out", "there is no report format 'pdf'")]
    [DataRow(":out", "there is no report format ''")]
    [DataRow("XML:out", "there is no report format 'XML'")]
    [DataRow("xml", "--to xml has no path")]
    [DataRow("xml:", "--to xml has no path")]
    public void What_is_no_target_is_refused(string value, string message) => Assert.AreEqual(message, Refused(value).Message);

    [TestMethod]
    public void An_unknown_name_lists_the_names()
    {
        var hint = Refused("pdf:out").Hint;

        Assert.IsTrue(FormatTable.All.All(format => hint.Contains(format.Name, StringComparison.Ordinal)), hint);
    }

    [TestMethod]
    [DataRow("xml:out", "json:./x/../out")]
    [DataRow("html:out", "gitlab:out/")]
    [DataRow("xml:-", "json:-")]
    public void Two_reports_in_one_place_are_refused(string one, string two) => StringAssert.StartsWith(Refused(one, two).Message, "two reports would go to");

    [TestMethod]
    public void A_place_in_the_environment_is_found_there()
    {
        var format = FormatTable.Find("github")!;

        Assert.AreEqual("/srv/summary", ReportTarget.Default(format, name => name == "GITHUB_STEP_SUMMARY" ? "/srv/summary" : null).Path);
        Assert.ThrowsExactly<MistakeException>(() => ReportTarget.Default(format, _ => ""));
    }

    private static Mistake Refused(params string[] values) => Assert.ThrowsExactly<MistakeException>(() => ReportTarget.Parse(values)).Mistake;
}
