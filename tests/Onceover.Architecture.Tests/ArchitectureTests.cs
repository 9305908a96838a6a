using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Onceover.Architecture.Tests;

[TestClass]
public sealed partial class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Model"] = [],
        ["Bytecode"] = [],
        ["CPython"] = [],
        ["Store"] = ["Model"],
        ["Agent"] = ["CPython", "Bytecode", "Store"],
        ["Analysis"] = ["Model", "Bytecode"],
        ["Collect"] = ["Model", "Bytecode", "Store", "Analysis"],
        ["Reports"] = ["Model"],
        ["Reports.Html"] = ["Reports"],
        ["Fleet"] = ["Model", "Store"],
        ["Cli"] = ["Model", "Bytecode", "Store", "Analysis", "Collect", "Reports", "Reports.Html", "Fleet"],
    };

    private static readonly string[] TopFolders = ["fixtures", "reports-templates", "src", "tests"];

    private static readonly string[] MayBeUnsafe = ["Agent", "CPython"];

    public static IEnumerable<string> ProjectNames => Repository.Projects.Keys;

    [TestMethod]
    public void Every_project_is_one_of_the_house() =>
        CollectionAssert.AreEquivalent(Arrows.Keys, Repository.Projects.Keys.ToArray());

    [TestMethod]
    [DynamicData(nameof(ProjectNames))]
    public void A_project_leans_only_on_those_below_it(string project) =>
        Assert.IsEmpty(Repository.Projects[project].Except(Arrows[project]));

    [TestMethod]
    public void The_top_level_has_the_planned_folders_only() =>
        CollectionAssert.AreEquivalent(TopFolders, TrackedTopFolders());

    [TestMethod]
    public void Unsafe_code_stays_where_the_interpreter_is_touched()
    {
        var offenders = Repository.Sources
            .Where(source => !MayBeUnsafe.Contains(source.Project))
            .Where(source => UnsafeKeyword().IsMatch(Code(File.ReadAllText(source.Path))))
            .Select(source => source.Path)
            .Concat(Repository.Projects.Keys.Except(MayBeUnsafe)
                .Where(project => File.ReadAllText(ProjectFile(project)).Contains("AllowUnsafeBlocks", StringComparison.Ordinal)));
        Assert.IsEmpty(offenders);
    }

    [TestMethod]
    public void Package_versions_are_central()
    {
        var offenders = Directory.GetFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(file => PackageWithVersion().IsMatch(File.ReadAllText(file)));
        Assert.IsEmpty(offenders);
    }

    private static string ProjectFile(string project) =>
        Path.Combine(Repository.Root, "src", $"Onceover.{project}", $"Onceover.{project}.csproj");

    // Comments and strings may speak of unsafe things.
    private static string Code(string source) => CommentOrString().Replace(source, "");

    private static string[] TrackedTopFolders()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", Repository.Root, "ls-files"]) { RedirectStandardOutput = true })!;
        var files = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return [.. files.Where(f => f.Contains('/')).Select(f => f.Split('/')[0]).Where(f => !f.StartsWith('.')).Distinct()];
    }

    [GeneratedRegex(@"\bunsafe\b")]
    private static partial Regex UnsafeKeyword();

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/|""(?:\\.|[^""\\\n])*""", RegexOptions.Singleline)]
    private static partial Regex CommentOrString();

    [GeneratedRegex(@"<PackageReference[^>]*\bVersion=")]
    private static partial Regex PackageWithVersion();
}
