using System.Globalization;
using System.Xml;

namespace Onceover.Reports;

/// <summary>
/// SonarQube's generic test coverage (<c>sonar.coverageReportPaths</c>), by the schema in its documentation: every statement is a line to
/// cover. Paths are relative to the working directory, as the scanner's base folder usually is, else absolute.
/// </summary>
public static class SonarQubeXml
{
    public static void Write(CoverageReport report, ReportOptions options, Stream output)
    {
        using var xml = XmlWriter.Create(output, XmlText.Settings);
        xml.WriteStartElement("coverage");
        xml.WriteAttributeString("version", "1");
        foreach (var file in report.Files.Where(file => !options.SkipEmpty || file.Totals.Statements > 0))
        {
            xml.WriteStartElement("file");
            xml.WriteAttributeString("path", XmlText.Clean(file.Name));
            WriteLines(xml, file);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteLines(XmlWriter xml, ReportFile file)
    {
        var missing = file.Result.MissingBranches;
        foreach (var line in file.Result.Statements)
        {
            xml.WriteStartElement("lineToCover");
            xml.WriteAttributeString("lineNumber", Text(line));
            xml.WriteAttributeString("covered", file.Result.Executed.Contains(line) ? "true" : "false");
            var branches = file.Result.Branches.LeavingLine(line).Length;
            if (branches > 0)
            {
                xml.WriteAttributeString("branchesToCover", Text(branches));
                xml.WriteAttributeString("coveredBranches", Text(branches - missing.LeavingLine(line).Length));
            }

            xml.WriteEndElement();
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
