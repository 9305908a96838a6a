using System.Reflection;
using System.Text;
using Scriban;

namespace Onceover.Reports.Html;

/// <summary>The files of <c>reports-templates/</c>, which the assembly carries.</summary>
internal static class SiteTemplates
{
    public static readonly Template Index = Parse("index.liquid");

    public static readonly Template File = Parse("file.liquid");

    public static readonly Template Patch = Parse("patch.liquid");

    public static readonly Template Hotspots = Parse("hotspots.liquid");

    public static readonly Template Badge = Parse("badge.svg");

    /// <summary>Draws <paramref name="model"/>, which the template knows as <paramref name="name"/>.</summary>
    public static void Draw(this Template template, string name, object model, TextWriter output) =>
        template.Render(new PageContext(output, name, model));

    public static byte[] Asset(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the assembly lacks {name}");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static Template Parse(string name)
    {
        var template = Template.ParseLiquid(Encoding.UTF8.GetString(Asset(name)), name);
        return template.HasErrors ? throw new InvalidOperationException(string.Join('\n', template.Messages)) : template;
    }
}
