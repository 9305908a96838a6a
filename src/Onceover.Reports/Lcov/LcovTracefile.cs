using System.Globalization;
using System.Text;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>LCOV's tracefile, with the records and the branch wording of coverage.py, but for the first lines of functions and for names that several share.</summary>
public static class LcovTracefile
{
    public static void Write(CoverageReport report, ReportOptions options, Stream output)
    {
        using var text = Utf8Text.Writer(output);
        foreach (var file in report.Files.OrderBy(file => file.Name, NameOrder.CodePoints))
        {
            if (options.SkipEmpty && file.Totals.Statements == 0)
            {
                continue;
            }

            text.WriteLine($"SF:{Utf8Text.OnOneLine(file.Name)}");
            WriteLines(text, file, options);
            WriteFunctions(text, file);
            WriteBranches(text, file);
            text.WriteLine("end_of_record");
        }
    }

    private static void WriteLines(StreamWriter text, ReportFile file, ReportOptions options)
    {
        var totals = file.Totals;
        string[] source = options.LineChecksums ? [.. SourceLines.Split(file.ReadSource() ?? "")] : [];
        foreach (var line in file.Result.Statements)
        {
            text.Write(string.Create(CultureInfo.InvariantCulture, $"DA:{line},{(file.Result.Executed.Contains(line) ? 1 : 0)}"));
            if (line <= source.Length)
            {
                text.Write($",{Checksum(source[line - 1])}");
            }

            text.WriteLine();
        }

        if (totals.Statements > 0)
        {
            WriteNumber(text, "LF", totals.Statements);
            WriteNumber(text, "LH", totals.Executed);
        }
    }

    private static void WriteFunctions(StreamWriter text, ReportFile file)
    {
        var functions = RegionNames.Of(file.Regions, RegionKind.Function)
            .Select(function => (function.Region.StartLine, function.Region.Lines, function.Name))
            .Where(function => !function.Lines.IsEmpty)
            .Select(function => (function.StartLine, function.Lines.Last, function.Name, Own: file.Result.Within(function.Lines)))
            .OrderBy(function => function.StartLine)
            .ThenBy(function => function.Last)
            .ThenBy(function => function.Name, NameOrder.CodePoints)
            .ToList();
        if (functions.Count == 0)
        {
            return;
        }

        var counted = functions.Where(function => !function.Own.Statements.IsEmpty).ToList();
        foreach (var (_, last, name, own) in counted)
        {
            // genhtml refuses a function that is not hit around a line that is, as a def is without its function; one that begins where no
            // statement does; and two of one name.
            var onOneLine = Utf8Text.OnOneLine(name);
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"FN:{own.Statements.First},{last},{onOneLine}"));
            text.WriteLine($"FNDA:{(own.Executed.IsEmpty ? 0 : 1)},{onOneLine}");
        }

        WriteNumber(text, "FNF", counted.Count);
        WriteNumber(text, "FNH", counted.Count(function => !function.Own.Executed.IsEmpty));
    }

    private static void WriteBranches(StreamWriter text, ReportFile file)
    {
        if (file.Totals.Branches == 0)
        {
            return;
        }

        var words = new BranchWords(file.Regions, file.UnusualWaysIn);
        foreach (var line in file.Result.Branches.AsSpan().ToArray().GroupBy(arc => arc.From))
        {
            // '-' says that the decision was never evaluated; a branch of an evaluated one that was not taken counts 0.
            var evaluated = line.Any(file.Result.TakenBranches.Contains);
            foreach (var arc in line.OrderBy(arc => arc.IsExit))
            {
                var taken = file.Result.TakenBranches.Contains(arc) ? "1" : evaluated ? "0" : "-";
                var description = Utf8Text.OnOneLine(words.Action(arc));
                text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"BRDA:{arc.From},0,{description},{taken}"));
            }
        }

        WriteNumber(text, "BRF", file.Totals.Branches);
        WriteNumber(text, "BRH", file.Totals.TakenBranches);
    }

    private static void WriteNumber(StreamWriter text, string record, int number) =>
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{record}:{number}"));

    private static string Checksum(string line) => Convert.ToBase64String(Md5.Of(Encoding.UTF8.GetBytes(line))).TrimEnd('=');
}
