using Onceover.Model;

namespace Onceover.Reports.Tests;

[TestClass]
public sealed class BadInputTests
{
    [TestMethod]
    [DataRow("SF:a.py\nDA:-3,1\nend_of_record\n", "line 2: there is no line -3")]
    [DataRow("SF:a.py\nDA:0,1\nend_of_record\n", "line 2: there is no line 0")]
    [DataRow("SF:a.py\nDA:99999999999,1\nend_of_record\n", "line 2: there is no line 99999999999")]
    [DataRow("SF:a.py\nDA:1\nend_of_record\n", "line 2: DA has too few fields")]
    [DataRow("SF:a.py\nDA:1,x\nend_of_record\n", "line 2: 'x' is no number")]
    [DataRow("SF:a.py\nBRDA:-1,0,0,1\nend_of_record\n", "line 3: there is no line -1")]
    [DataRow("SF:a.py\nBRDA:1,0\nend_of_record\n", "line 2: BRDA has too few fields")]
    [DataRow("SF:a.py\nDA:1,1\n", "it ends inside a record")]
    [DataRow("TN:\nDA:1,1\n", "line 2: there is no SF before it")]
    [DataRow("SF:a.py\nSF:b.py\n", "line 2: SF inside a record")]
    [DataRow("SF:a.py\nhello\n", "line 2: 'hello' is no record")]
    public void A_bad_tracefile_is_refused_with_its_line(string text, string problem) => Refused(() => Foreign.Lcov(text), problem);

    [TestMethod]
    [DataRow("<coverage><packages>", "Unexpected end of file")]
    [DataRow("<coverage><class/></coverage>", "line 1: <class> has no filename")]
    [DataRow("<coverage><class filename='a'><line number='-1' hits='1'/></class></coverage>", "line 1: there is no line -1")]
    [DataRow("<coverage><class filename='a'><line number='1' hits='x'/></class></coverage>", "line 1: 'x' is no number")]
    [DataRow("<coverage><class filename='a'><line number='1' hits='1' branch='true' condition-coverage='50% (3/2)'/></class></coverage>", "3 of 2 branches")]
    [DataRow("<coverage><class filename='a'><line number='1' hits='1' branch='true' condition-coverage='50% (1)'/></class></coverage>", "does not say how many")]
    [DataRow("<cover/>", "its root is not <coverage>")]
    public void A_bad_xml_report_is_refused(string text, string problem) => Refused(() => Foreign.Cobertura(text), problem);

    [TestMethod]
    [DataRow("<coverage version='1'><file path='a'>", "Unexpected end of file")]
    [DataRow("<coverage version='1'><file/></coverage>", "line 1: <file> has no path")]
    [DataRow("<coverage version='1'><file path='a'><lineToCover lineNumber='0' covered='true'/></file></coverage>", "line 1: there is no line 0")]
    [DataRow("<coverage version='1'><file path='a'><lineToCover lineNumber='1' covered='yes'/></file></coverage>", "covered is 'yes'")]
    [DataRow("<coverage version='1'><file path='a'><lineToCover lineNumber='1' covered='true' branchesToCover='1' coveredBranches='2'/></file></coverage>", "2 of 1 branches")]
    public void A_bad_sonarqube_report_is_refused(string text, string problem) => Refused(() => Foreign.SonarQube(text), problem);

    [TestMethod]
    public void An_entity_bomb_does_not_go_off()
    {
        var levels = string.Concat(Enumerable.Range(1, 30).Select(level => $"<!ENTITY e{level} \"&e{level - 1};&e{level - 1};\">"));
        var bomb = $"<!DOCTYPE coverage [<!ENTITY e0 \"boom\">{levels}]><coverage><sources><source>&e30;</source></sources></coverage>";
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refused(() => Foreign.Cobertura(bomb), "e30");

        Assert.IsLessThan(10_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void An_external_entity_is_not_read()
    {
        var secret = Path.GetTempFileName();
        File.WriteAllText(secret, "secret");
        try
        {
            var text = $"<!DOCTYPE coverage [<!ENTITY x SYSTEM \"file://{secret}\">]><coverage><class filename=\"&x;\"/></coverage>";

            Refused(() => Foreign.Cobertura(text), "'x'");
        }
        finally
        {
            File.Delete(secret);
        }
    }

    [TestMethod]
    public void Elements_nested_without_end_are_refused() => Refused(
        () => Foreign.Cobertura("<coverage>" + string.Concat(Enumerable.Repeat("<a>", 100_000))), "nested too deep");

    [TestMethod]
    [DataRow("{}", "it has no files")]
    [DataRow("[1]", "where StartObject belongs")]
    [DataRow("""{"files":{"a.py":{"executed_lines":[-4]}}}""", "there is no line -4")]
    [DataRow("""{"files":{"a.py":{"executed_lines":["x"]}}}""", "byte ")]
    [DataRow("""{"files":{"a.py":{"executed_branches":[[1]]}}}""", "byte ")]
    [DataRow("""{"files":{"a.py":""", "byte ")]
    [DataRow("""{"meta":{"format":4},"files":{}}""", "format 4")]
    public void A_bad_json_report_is_refused(string text, string problem) => Refused(() => Foreign.Json(text), problem);

    private static void Refused(Func<Run> read, string problem)
    {
        var error = Assert.ThrowsExactly<FormatException>(read);
        StringAssert.Contains(error.Message, problem);
    }
}
