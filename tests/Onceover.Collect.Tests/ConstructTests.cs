using System.Text.Json;
using Onceover.Model;
using Onceover.Testing;

namespace Onceover.Collect.Tests;

/// <summary>
/// Programs, one per language construct, recorded as the agent does and collected, against coverage.py's figures for the same program
/// and interpreter.
/// </summary>
[TestClass]
public sealed class ConstructTests
{
    public static IEnumerable<object[]> Rows() =>
        from interpreter in Interpreter.All()
        where interpreter.Minor != 12
        from program in Directory.EnumerateFiles(Programs, "*.py").Order(StringComparer.Ordinal)
        where interpreter.Minor > 11 || Path.GetFileName(program) != TypeParameters
        select new object[] { interpreter, Path.GetFileNameWithoutExtension(program) };

    /// <summary>The program whose syntax 3.11 does not know.</summary>
    private const string TypeParameters = "type_parameters.py";

    /// <summary>Lines that hold a whole class or function, which the reference takes for decisions (its issue 2167).</summary>
    private static readonly Dictionary<string, int[]> MadeUpBranches = new() { ["one_line"] = [1, 2, 3] };

    private static string Programs => Environment.GetEnvironmentVariable("ONCEOVER_TEST_PROGRAMS")
        ?? Path.Combine(Interpreter.RepositoryFolder(), "fixtures", "constructs");

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Figures_are_coverage_pys(Interpreter interpreter, string program)
    {
        var file = Path.Combine(Programs, program + ".py");
        var spool = Recording.Of(interpreter, Programs, file);
        var run = Collector.Collect(new CollectRequest(
            Recording.Content(spool), Programs, Scope.Default, "", DateTimeOffset.MaxValue));
        var facts = run.Files.Values.Single();
        Assert.AreEqual(program + ".py", facts.Path);
        var result = FileResult.Of(facts, SourceView.Plain);
        var expected = Expected(interpreter, file);
        Assert.AreEqual(
            expected,
            $"""
            statements {string.Join(' ', result.Statements)}
            executed {string.Join(' ', result.Executed)}
            taken {string.Join(' ', result.TakenBranches)}
            missing {string.Join(' ', result.MissingBranches)}
            """);
    }

    private static string Expected(Interpreter interpreter, string file)
    {
        var folder = Directory.CreateTempSubdirectory("onceover-test-");
        try
        {
            var settings = Path.Combine(folder.FullName, "rc");
            var core = Environment.GetEnvironmentVariable("ONCEOVER_TEST_CORE") ?? (interpreter.Minor < 14 ? "pytrace" : "ctrace");
            File.WriteAllLines(settings,
            [
                "[run]", "branch = True", "disable_warnings = no-ctracer", $"core = {core}", $"data_file = {folder.FullName}/data",
                "[report]", "exclude_lines = no such comment", "partial_branches = no such comment",
            ]);
            interpreter.RunIn(folder.FullName, ["-m", "coverage", "run", "--rcfile", settings, file]);
            interpreter.RunIn(folder.FullName, ["-m", "coverage", "json", "-q", "--rcfile", settings, "-o", "out.json"]);
            using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder.FullName, "out.json")));
            var data = json.RootElement.GetProperty("files").EnumerateObject().Single().Value;
            var madeUp = MadeUpBranches.GetValueOrDefault(Path.GetFileNameWithoutExtension(file)) ?? [];
            int[] Lines(string name) => [.. data.GetProperty(name).EnumerateArray().Select(it => it.GetInt32())];
            ArcSet Arcs(string name) => ArcSet.From(
                data.GetProperty(name).EnumerateArray()
                    .Select(it => new Arc(it[0].GetInt32(), it[1].GetInt32()))
                    .Where(arc => !madeUp.Contains(arc.From)));
            return $"""
                statements {string.Join(' ', Lines("executed_lines").Concat(Lines("missing_lines")).Order())}
                executed {string.Join(' ', Lines("executed_lines"))}
                taken {string.Join(' ', Arcs("executed_branches"))}
                missing {string.Join(' ', Arcs("missing_branches"))}
                """;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
