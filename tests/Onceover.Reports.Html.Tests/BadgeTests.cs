using System.Text;
using System.Xml.Linq;
using Onceover.Model;

namespace Onceover.Reports.Html.Tests;

[TestClass]
public class BadgeTests
{
    [TestMethod]
    [DataRow(0, "71%")]
    [DataRow(2, "71.43%")]
    public void It_says_what_the_report_says(int precision, string percent)
    {
        var svg = Svg(Samples.Report("app.py"), precision);

        Assert.AreEqual($"coverage: {percent}", svg.Root!.Attribute("aria-label")!.Value);
        Assert.AreEqual($"coverage {percent}", string.Join(' ', Elements(svg, "text").Select(text => text.Value)));
    }

    [TestMethod]
    public void Its_parts_fill_its_width()
    {
        var svg = Svg(Samples.Report("app.py"), precision: 4);

        var whole = (int)svg.Root!.Attribute("width")!;
        Assert.AreEqual(whole, Elements(svg, "rect").Skip(1).Sum(part => (int)part.Attribute("width")!));
    }

    [TestMethod]
    public void Its_colour_tells_complete_from_poor_and_from_nothing_to_cover()
    {
        var complete = Samples.File("app.py");
        complete = complete with { Result = complete.Result with { Executed = complete.Result.Statements, TakenBranches = complete.Result.Branches } };
        var poor = complete with { Result = complete.Result with { Executed = LineSet.Empty, TakenBranches = ArcSet.Empty } };

        string[] colours = [.. new ReportFile[][] { [complete], [poor], [] }.Select(files => Colour(CoverageReport.Of(Samples.Setting, files)))];

        Assert.HasCount(3, colours.Distinct());
    }

    private static string Colour(CoverageReport report) => Elements(Svg(report, 0), "rect").Last().Attribute("fill")!.Value;

    private static IEnumerable<XElement> Elements(XDocument svg, string name) => svg.Descendants(XName.Get(name, "http://www.w3.org/2000/svg"));

    private static XDocument Svg(CoverageReport report, int precision)
    {
        using var stream = new MemoryStream();
        Badge.Write(report, new ReportOptions { Precision = precision }, stream);
        return XDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
    }
}
