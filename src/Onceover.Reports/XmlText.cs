using System.Text;
using System.Xml;

namespace Onceover.Reports;

/// <summary>XML as our formats write it: UTF-8 without a byte order mark, indented by tabs, lines that end in a line feed.</summary>
internal static class XmlText
{
    public static XmlWriterSettings Settings { get; } = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        IndentChars = "\t",
        NewLineChars = "\n",
        CheckCharacters = true,
    };

    /// <summary>XML has no way to write most control characters and unpaired surrogates; they become U+FFFD.</summary>
    public static string Clean(string text)
    {
        try
        {
            return XmlConvert.VerifyXmlChars(text);
        }
        catch (XmlException)
        {
            return string.Concat(text.EnumerateRunes().Select(rune =>
                rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD"));
        }
    }
}
