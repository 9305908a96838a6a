using System.Globalization;
using System.Xml;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>XML from anywhere: no entity is expanded, nothing outside of the input is read, depth is bounded.</summary>
internal static class ForeignXml
{
    private const int MaxDepth = 64;

    /// <param name="input">The bytes, in any encoding that XML allows.</param>
    /// <param name="read">Gets the reader at the root, whose name is <c>coverage</c>.</param>
    /// <exception cref="FormatException">It is no such document; the message says where.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Run Read(Stream input, Func<XmlReader, Run> read)
    {
        // References to what a document type declares are errors then: no entity, no bomb.
        using var xml = XmlReader.Create(input, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreProcessingInstructions = true });
        try
        {
            return xml.MoveToContent() == XmlNodeType.Element && xml.LocalName == "coverage"
                ? read(xml)
                : throw new FormatException("its root is not <coverage>");
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

    /// <summary>The next node, whatever it is.</summary>
    /// <exception cref="FormatException">It lies too deep.</exception>
    public static bool Next(XmlReader xml) =>
        xml.Read() && (xml.Depth <= MaxDepth ? true : throw new FormatException("its elements are nested too deep"));

    /// <exception cref="FormatException">The element has no such attribute.</exception>
    public static string Required(XmlReader xml, string attribute) =>
        xml.GetAttribute(attribute) ?? throw new FormatException($"<{xml.LocalName}> has no {attribute}");

    /// <returns>The largest number for what is larger.</returns>
    /// <exception cref="FormatException">It is no number.</exception>
    public static long Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : double.TryParse(text, CultureInfo.InvariantCulture, out var large) && large > 0 ? long.MaxValue
        : throw new FormatException($"'{(text.Length > 40 ? text[..40] + "…" : text)}' is no number");

    /// <summary>As <see cref="Number"/>, of what is counted: beyond an <see cref="int"/> its bounds.</summary>
    /// <exception cref="FormatException">It is no number.</exception>
    public static int Count(string text) => (int)Math.Clamp(Number(text), -1, int.MaxValue);
}
