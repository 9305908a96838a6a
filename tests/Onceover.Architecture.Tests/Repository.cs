using System.Xml.Linq;

namespace Onceover.Architecture.Tests;

/// <summary>The work tree that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The projects under src/, by name without the <c>Onceover.</c> before it, with the names of those they lean on.
    /// A source file compiled from another project's folder leans on it as much as a reference does.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Projects { get; } =
        Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).ToDictionary(
            NameOf,
            file => (IReadOnlySet<string>)XDocument.Load(file).Descendants()
                .Where(e => e.Name.LocalName is "ProjectReference" or "Compile")
                .Select(e => e.Attribute("Include")?.Value.Replace('\\', '/') ?? "")
                .Where(include => include.StartsWith("../Onceover.", StringComparison.Ordinal))
                .Select(include => include.Split('/')[1]["Onceover.".Length..])
                .ToHashSet());

    /// <summary>The C# files under src/, build output left out, as (project, path).</summary>
    public static IEnumerable<(string Project, string Path)> Sources =>
        from file in Directory.GetFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
        let parts = Path.GetRelativePath(Path.Combine(Root, "src"), file).Split('/')
        where !parts.Contains("bin") && !parts.Contains("obj")
        select (parts[0]["Onceover.".Length..], file);

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project)["Onceover.".Length..];

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Coverage.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not inside the repository");
        }

        return folder;
    }
}
