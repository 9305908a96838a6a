using System.Runtime.CompilerServices;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Onceover.Reports.Tests;

/// <summary>The grammars beside these tests.</summary>
internal static class Schema
{
    /// <exception cref="XmlSchemaValidationException">The document does not keep to it.</exception>
    public static void Validate(XDocument xml, string name)
    {
        var schemas = new XmlSchemaSet();
        using var reader = XmlReader.Create(PathOf(name));
        schemas.Add(null, reader);
        xml.Validate(schemas, (_, error) => throw error.Exception);
    }

    private static string PathOf(string name, [CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", name);
}
