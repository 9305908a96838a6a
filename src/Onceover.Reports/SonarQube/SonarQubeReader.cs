using System.Text.RegularExpressions;
using System.Xml;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>
/// Reads SonarQube's generic test coverage, by the schema in its documentation: lines to cover, and per line how many branches there are and how many were
/// taken. Where a branch leads is not in the schema.
/// </summary>
public static partial class SonarQubeReader
{
    /// <summary>Whether a document that begins so is one: its root has a version and nothing else, Cobertura's has rates.</summary>
    public static bool IsBeginning(string text) => Root().IsMatch(text);

    /// <param name="input">The bytes, in any encoding that XML allows.</param>
    /// <returns>Paths as the report has them.</returns>
    /// <exception cref="FormatException">It is no such report; the message says where.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Run Read(Stream input) => ForeignXml.Read(input, Read);

    [GeneratedRegex("""<coverage\s+version\s*=\s*["']1["']\s*/?>""")]
    private static partial Regex Root();

    private static Run Read(XmlReader xml)
    {
        var files = new Dictionary<string, ForeignFile>(StringComparer.Ordinal);
        ForeignFile? current = null;
        var anyBranches = false;
        while (ForeignXml.Next(xml))
        {
            switch (xml.NodeType == XmlNodeType.Element ? xml.LocalName : "")
            {
                case "file":
                    var path = ForeignXml.Required(xml, "path");
                    if (!files.TryGetValue(path, out current))
                    {
                        files[path] = current = new ForeignFile(path);
                    }

                    break;
                case "lineToCover" when current is not null:
                    anyBranches |= TakeLine(xml, current);
                    break;
            }
        }

        return Run.Of(files.Values.Select(file => file.ToFacts(anyBranches ? Unknowns.None : Unknowns.Branches)));
    }

    /// <returns>Whether the line has branches.</returns>
    private static bool TakeLine(XmlReader xml, ForeignFile file)
    {
        var line = ForeignXml.Number(ForeignXml.Required(xml, "lineNumber"));
        var covered = ForeignXml.Required(xml, "covered");
        file.AddLine(line, bool.TryParse(covered, out var ran) ? ran : throw new FormatException($"covered is '{covered}', not 'true' or 'false'"));
        if (xml.GetAttribute("branchesToCover") is not { } all)
        {
            return false;
        }

        file.AddBranches(line, ForeignXml.Count(all), ForeignXml.Count(xml.GetAttribute("coveredBranches") ?? "0"));
        return true;
    }
}
