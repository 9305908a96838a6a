using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>
/// Reads Cobertura XML, whoever wrote it: lines with hits, and per line how many branches there are and how many were taken. Where a branch
/// leads is not in the grammar. No entity is expanded and nothing outside of the input is read.
/// </summary>
public static class CoberturaReader
{
    private const int MaxDepth = 64;

    /// <param name="input">The bytes, in any encoding that XML allows.</param>
    /// <param name="place">From the report's source folders, in their order, and a file's name in it to the file's path.</param>
    /// <exception cref="FormatException">It is no Cobertura report; the message says where.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Run Read(Stream input, Func<ImmutableArray<string>, string, string> place)
    {
        // References to what a document type declares are errors then: no entity, no bomb.
        using var xml = XmlReader.Create(input, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreComments = true });
        try
        {
            return Read(xml, place);
        }
        catch (XmlException error)
        {
            throw new FormatException(error.Message, error);
        }
        catch (FormatException error) when (xml is IXmlLineInfo position && position.LineNumber > 0)
        {
            throw new FormatException($"line {position.LineNumber}: {error.Message}", error);
        }
    }

    private static Run Read(XmlReader xml, Func<ImmutableArray<string>, string, string> place)
    {
        var sources = ImmutableArray.CreateBuilder<string>();
        var files = new Dictionary<string, ForeignFile>(StringComparer.Ordinal);
        ForeignFile? current = null;
        var anyBranches = false;
        if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != "coverage")
        {
            throw new FormatException("its root is not <coverage>");
        }

        while (xml.Read())
        {
            if (xml.Depth > MaxDepth)
            {
                throw new FormatException("its elements are nested too deep");
            }

            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (xml.LocalName)
            {
                case "source":
                    sources.Add(SourceOf(xml));
                    break;
                case "class":
                    var path = place(sources.ToImmutable(), Required(xml, "filename"));
                    if (!files.TryGetValue(path, out current))
                    {
                        files[path] = current = new ForeignFile(path);
                    }

                    break;
                case "line" when current is not null:
                    anyBranches |= TakeLine(xml, current);
                    break;
            }
        }

        var unknown = anyBranches ? Unknowns.None : Unknowns.Branches;
        return Run.Of(files.Values.Select(file => file.ToFacts(unknown)));
    }

    /// <returns>Whether the line has branches.</returns>
    private static bool TakeLine(XmlReader xml, ForeignFile file)
    {
        var line = Number(Required(xml, "number"));
        file.AddLine(line, Number(Required(xml, "hits")) != 0);
        if (!string.Equals(xml.GetAttribute("branch"), "true", StringComparison.OrdinalIgnoreCase)
            || xml.GetAttribute("condition-coverage") is not { } coverage)
        {
            return false;
        }

        // Such as "50% (1/2)".
        var (open, slash, close) = (coverage.IndexOf('('), coverage.IndexOf('/'), coverage.IndexOf(')'));
        if (open < 0 || slash < open || close < slash)
        {
            throw new FormatException($"condition-coverage '{coverage}' does not say how many branches were taken");
        }

        var all = Number(coverage[(slash + 1)..close]);
        file.AddBranches(line, (int)Math.Clamp(all, -1, int.MaxValue), (int)Math.Clamp(Number(coverage[(open + 1)..slash]), -1, int.MaxValue));
        return true;
    }

    private static string SourceOf(XmlReader xml)
    {
        var text = "";
        if (!xml.IsEmptyElement && xml.Read() && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
        {
            text = xml.Value.Trim();
        }

        return text;
    }

    private static string Required(XmlReader xml, string attribute) =>
        xml.GetAttribute(attribute) ?? throw new FormatException($"<{xml.LocalName}> has no {attribute}");

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : double.TryParse(text, CultureInfo.InvariantCulture, out var large) && large > 0 ? long.MaxValue
        : throw new FormatException($"'{(text.Length > 40 ? text[..40] + "…" : text)}' is no number");
}
