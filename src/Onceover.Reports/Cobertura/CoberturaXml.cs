using System.Globalization;
using System.Xml;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>
/// Cobertura XML (its coverage-04 grammar): a package per folder, a class per file, a line per statement. Hits are 0 or 1. The timestamp
/// is in Unix seconds.
/// </summary>
public static class CoberturaXml
{
    public static void Write(CoverageReport report, ReportOptions options, Stream output)
    {
        var layout = CoberturaLayout.Of(report, options);
        using var xml = XmlWriter.Create(output, XmlText.Settings);
        xml.WriteStartElement("coverage");
        WriteTotals(xml, report, layout, options.Cobertura);
        WriteSources(xml, layout);
        xml.WriteStartElement("packages");
        foreach (var package in layout.Packages)
        {
            WritePackage(xml, package, report.Branches, options.Cobertura);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteTotals(XmlWriter xml, CoverageReport report, CoberturaLayout layout, CoberturaFlavor flavor)
    {
        var totals = layout.Totals;
        xml.WriteAttributeString("version", XmlText.Clean(report.Setting.ToolVersion));
        xml.WriteAttributeString("timestamp", Text(report.Setting.Timestamp.ToUnixTimeSeconds()));
        xml.WriteAttributeString("lines-valid", Text(totals.Statements));
        xml.WriteAttributeString("lines-covered", Text(totals.Executed));
        xml.WriteAttributeString("line-rate", Rate(totals.Executed, totals.Statements));
        xml.WriteAttributeString("branches-covered", Text(totals.TakenBranches));
        xml.WriteAttributeString("branches-valid", Text(totals.Branches));
        xml.WriteAttributeString("branch-rate", BranchRate(totals, report.Branches));
        xml.WriteAttributeString("complexity", Complexity(layout.Packages.SelectMany(package => package.Files), flavor));
    }

    private static void WriteSources(XmlWriter xml, CoberturaLayout layout)
    {
        xml.WriteStartElement("sources");
        foreach (var folder in layout.Sources)
        {
            xml.WriteElementString("source", XmlText.Clean(folder));
        }

        xml.WriteEndElement();
    }

    private static void WritePackage(XmlWriter xml, CoberturaPackage package, bool branches, CoberturaFlavor flavor)
    {
        xml.WriteStartElement("package");
        xml.WriteAttributeString("name", XmlText.Clean(package.Name));
        WriteRates(xml, package.Totals, branches);
        xml.WriteAttributeString("complexity", Complexity(package.Files, flavor));
        xml.WriteStartElement("classes");
        foreach (var file in package.Files)
        {
            xml.WriteStartElement("class");
            xml.WriteAttributeString("name", XmlText.Clean(file.ClassName));
            xml.WriteAttributeString("filename", XmlText.Clean(file.FileName));
            WriteRates(xml, file.File.Totals, branches);
            xml.WriteAttributeString("complexity", Complexity([file], flavor));
            xml.WriteStartElement("methods");
            xml.WriteEndElement();
            xml.WriteStartElement("lines");
            WriteLines(xml, file.File.Result, flavor);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteRates(XmlWriter xml, Totals totals, bool branches)
    {
        xml.WriteAttributeString("line-rate", Rate(totals.Executed, totals.Statements));
        xml.WriteAttributeString("branch-rate", BranchRate(totals, branches));
    }

    private static void WriteLines(XmlWriter xml, FileResult result, CoberturaFlavor flavor)
    {
        var missing = result.MissingBranches;
        var conditions = result.Conditions.ToLookup(condition => condition.Statement);
        foreach (var line in result.Statements)
        {
            xml.WriteStartElement("line");
            xml.WriteAttributeString("number", Text(line));
            xml.WriteAttributeString("hits", result.Executed.Contains(line) ? "1" : "0");
            var all = result.Branches.LeavingLine(line).Length;
            if (all > 0)
            {
                var missed = missing.LeavingLine(line);
                var taken = all - missed.Length;
                xml.WriteAttributeString("branch", "true");
                xml.WriteAttributeString(
                    "condition-coverage", string.Create(CultureInfo.InvariantCulture, $"{100 * taken / all}% ({taken}/{all})"));
                if (flavor == CoberturaFlavor.CoveragePy && missed.Length > 0)
                {
                    xml.WriteAttributeString(
                        "missing-branches", string.Join(',', missed.ToArray().Select(arc => arc.IsExit ? "exit" : Text(arc.To))));
                }
            }

            WriteConditions(xml, conditions[line]);
            xml.WriteEndElement();
        }
    }

    /// <summary>The decisions inside a line; they do not count in <c>condition-coverage</c>, which is that of its branches.</summary>
    private static void WriteConditions(XmlWriter xml, IEnumerable<ConditionResult> conditions)
    {
        var number = 0;
        foreach (var condition in conditions)
        {
            if (number == 0)
            {
                xml.WriteStartElement("conditions");
            }

            xml.WriteStartElement("condition");
            xml.WriteAttributeString("number", Text(number++));
            xml.WriteAttributeString("type", "jump");
            xml.WriteAttributeString("coverage", $"{Text(50 * condition.Seen)}%");
            xml.WriteEndElement();
        }

        if (number > 0)
        {
            xml.WriteEndElement();
        }
    }

    /// <summary>The mean cyclomatic complexity of the functions, which is what Cobertura means by it; coverage.py always writes 0.</summary>
    private static string Complexity(IEnumerable<CoberturaFile> files, CoberturaFlavor flavor)
    {
        var (sum, count) = (0, 0);
        if (flavor == CoberturaFlavor.Strict)
        {
            foreach (var function in files.SelectMany(file => file.File.Regions).Where(region => region.Kind == RegionKind.Function))
            {
                sum += function.Complexity;
                count++;
            }
        }

        return count == 0 ? "0" : ((double)sum / count).ToString("G4", CultureInfo.InvariantCulture);
    }

    /// <summary>Four significant digits; 1 where there is nothing.</summary>
    private static string Rate(int part, int whole) =>
        whole == 0 ? "1" : ((double)part / whole).ToString("G4", CultureInfo.InvariantCulture).Replace('E', 'e');

    private static string BranchRate(Totals totals, bool branches) => branches ? Rate(totals.TakenBranches, totals.Branches) : "0";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
