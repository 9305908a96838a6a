using System.Globalization;
using Onceover.Model;
using Palmmedia.ReportGenerator.Core.Parser;
using Palmmedia.ReportGenerator.Core.Parser.Analysis;

namespace Onceover.Reports.Html;

/// <summary>Our report in ReportGenerator's terms: a package becomes an "assembly", a file a "class" with itself as its only file.</summary>
internal static class ClassicModel
{
    private const int NotCoverable = -1;

    public static ParserResult Of(CoverageReport report)
    {
        var assemblies = new SortedDictionary<string, Assembly>(StringComparer.Ordinal);
        foreach (var (file, code) in report.Files
            .Where(file => file.Totals.Statements > 0)
            .AsParallel()
            .AsOrdered()
            .Select(file => (file, FileOf(file))))
        {
            var package = PackageOf(file.Name);
            if (!assemblies.TryGetValue(package, out var assembly))
            {
                assemblies[package] = assembly = Internals.NewAssembly(package);
            }

            // The name is the path: names made of modules would put a package and its __init__ module, or two roots, into one row.
            var row = Internals.NewClass(file.Name, file.Name, assembly);
            Internals.AddFile(row, code);
            Internals.AddClass(assembly, row);
        }

        return new ParserResult([.. assemblies.Values], report.Branches, "Onceover");
    }

    /// <summary>The sums alone: a file with as many lines and branches as all have together.</summary>
    public static ParserResult OfTotals(CoverageReport report)
    {
        var totals = report.Totals;
        var visits = PerLine<int>.New(totals.Statements + 1, 0);
        var statuses = PerLine<LineVisitStatus>.New(totals.Statements + 1, LineVisitStatus.NotCovered);
        PerLine<int>.Set(visits, 0, NotCoverable);
        for (var line = 1; line <= totals.Executed; line++)
        {
            PerLine<int>.Set(visits, line, 1);
        }

        List<Branch> branches = [.. Enumerable.Range(0, totals.Branches).Select(number => Internals.NewBranch(number < totals.TakenBranches ? 1 : 0, ""))];
        var assembly = Internals.NewAssembly("");
        var row = Internals.NewClass("", "", assembly);
        Internals.AddFile(row, Internals.NewFile("", visits, statuses, new Dictionary<int, ICollection<Branch>> { [1] = branches }));
        Internals.AddClass(assembly, row);
        return new ParserResult([assembly], report.Branches, "Onceover");
    }

    private static string PackageOf(string name)
    {
        var slash = name.LastIndexOf('/');
        return slash <= 0 ? "(top level)" : name[..slash].TrimStart('/').Replace('/', '.');
    }

    private static CodeFile FileOf(ReportFile file)
    {
        var result = file.Result;
        var length = result.Statements.Last + 1;
        var visits = PerLine<int>.New(length, NotCoverable);
        var statuses = PerLine<LineVisitStatus>.New(length, LineVisitStatus.NotCoverable);
        var branches = BranchesOf(result);
        foreach (var line in result.Statements)
        {
            var ran = result.Executed.Contains(line);
            var partly = ran && branches.TryGetValue(line, out var ways) && ways.Any(way => way.BranchVisits == 0);
            PerLine<int>.Set(visits, line, ran ? 1 : 0);
            PerLine<LineVisitStatus>.Set(
                statuses,
                line,
                partly ? LineVisitStatus.PartiallyCovered : ran ? LineVisitStatus.Covered : LineVisitStatus.NotCovered);
        }

        var code = Internals.NewFile(file.FullPath, visits, statuses, branches);
        foreach (var function in file.Regions.Where(region => region.Kind == RegionKind.Function && region.Ranges.Length > 0))
        {
            var totals = result.Within(function.Lines).Totals;
            Internals.AddCodeElement(
                code,
                Internals.NewCodeElement(
                    function.Name,
                    CodeElementType.Method,
                    function.StartLine,
                    Math.Max(function.StartLine, function.Ranges[^1].Last),
                    (decimal)totals.StatementPercent));
            if (totals.Statements > 0)
            {
                Internals.AddMethodMetric(code, MetricOf(function, totals));
            }
        }

        return code;
    }

    private static MethodMetric MetricOf(Region function, Totals totals)
    {
        var metric = new MethodMetric(
            function.Name,
            function.Name,
            [
                Metric.CrapScore((decimal)Math.Round(Hotspot.CrapOf(function.Complexity, totals))),
                Metric.CyclomaticComplexity(function.Complexity),
                Metric.Coverage(Cut(totals.StatementPercent)),
                .. totals.Branches > 0 ? [Metric.BranchCoverage(Cut(totals.BranchPercent))] : Array.Empty<Metric>(),
            ]);
        Internals.SetLine(metric, function.StartLine);
        return metric;
    }

    /// <summary>As the library writes its own percentages.</summary>
    private static decimal Cut(double percent) => Math.Floor((decimal)percent * 10) / 10;

    private static Dictionary<int, ICollection<Branch>> BranchesOf(FileResult result)
    {
        var branches = new Dictionary<int, ICollection<Branch>>();
        foreach (var arc in result.Branches.AsSpan())
        {
            if (!branches.TryGetValue(arc.From, out var ways))
            {
                branches[arc.From] = ways = new List<Branch>();
            }

            ways.Add(Internals.NewBranch(
                result.TakenBranches.Contains(arc) ? 1 : 0, string.Create(CultureInfo.InvariantCulture, $"{arc.From}_{arc.To}")));
        }

        return branches;
    }
}
