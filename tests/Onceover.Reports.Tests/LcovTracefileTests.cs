using Onceover.Model;

namespace Onceover.Reports.Tests;

[TestClass]
public class LcovTracefileTests
{
    [TestMethod]
    public void Control_characters_in_names_forge_no_records()
    {
        var file = Reports.File("/srv/a\nDA:1,1\n.py") with
        {
            Regions = [new Region(RegionKind.Function, "f\u0085g", 1, LineSet.Of(1))],
        };

        var text = Written.By(LcovTracefile.Write, Reports.Of(file));

        Assert.AreEqual("SF:a?DA:1,1?.py\nDA:1,0\nLF:1\nLH:0\nFN:1,1,f?g\nFNDA:0,f?g\nFNF:1\nFNH:0\nend_of_record\n", text);
    }

    [TestMethod]
    public void A_forgiven_branch_is_written_as_taken_so_that_records_and_totals_agree()
    {
        var file = Reports.File("/srv/a.py", [1, 2, 3], [1, 2], [new Arc(1, 2), new Arc(1, 3)], [new Arc(1, 2), new Arc(1, 3)]);
        file = file with { Result = file.Result with { Forgiven = ArcSet.Of(new Arc(1, 3)) } };

        var text = Written.By(LcovTracefile.Write, Reports.Of(file));

        StringAssert.Contains(text, "BRDA:1,0,jump to line 2,1\nBRDA:1,0,jump to line 3,1\nBRF:2\nBRH:2\n");
    }

    [TestMethod]
    public void A_function_begins_with_its_first_statement_since_its_def_runs_without_it()
    {
        var file = Reports.File("/srv/a.py", [1, 3, 4], [1]) with { Regions = [new Region(RegionKind.Function, "f", 1, LineSet.Of(2, 3, 4))] };

        StringAssert.Contains(Written.By(LcovTracefile.Write, Reports.Of(file)), "FN:3,4,f\nFNDA:0,f\n");
    }

    [TestMethod]
    public void Functions_of_one_name_are_told_apart()
    {
        var file = Reports.File("/srv/a.py", [1, 2, 3, 4], [1, 3, 4]) with
        {
            Regions = [new Region(RegionKind.Function, "_", 1, LineSet.Of(2)), new Region(RegionKind.Function, "_", 3, LineSet.Of(4))],
        };

        StringAssert.Contains(Written.By(LcovTracefile.Write, Reports.Of(file)), "FN:2,2,_@1\nFNDA:0,_@1\nFN:4,4,_\nFNDA:1,_\n");
    }

    [TestMethod]
    public void Lines_have_a_checksum_on_demand()
    {
        var file = Reports.File("/srv/a.py", [1], [1]) with { ReadSource = () => "abc\n" };

        var text = Written.By(LcovTracefile.Write, Reports.Of(file), new ReportOptions { LineChecksums = true });

        // RFC 1321's MD5 of "abc", in base64 without padding.
        StringAssert.Contains(text, "DA:1,1,kAFQmDzST7DWlj99KOF/cg\n");
    }

    [TestMethod]
    public void A_source_that_is_gone_has_no_checksums()
    {
        var text = Written.By(
            LcovTracefile.Write, Reports.Of(Reports.File("/srv/a.py", [1], [1])), new ReportOptions { LineChecksums = true });

        StringAssert.Contains(text, "DA:1,1\n");
    }
}
