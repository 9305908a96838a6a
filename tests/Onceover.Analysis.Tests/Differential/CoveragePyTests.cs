using Onceover.Model;
using Onceover.Testing;

namespace Onceover.Analysis.Tests.Differential;

/// <summary>
/// Statements, possible branches, exclusions and regions beside coverage.py's, over real code. Set ONCEOVER_NIGHTLY to compare every
/// file of the standard libraries and installed packages instead of some 200 of each interpreter.
/// </summary>
[TestClass]
public sealed class CoveragePyTests
{
    public required TestContext TestContext { get; init; }

    /// <summary>The interpreters that have coverage.py 7.16.</summary>
    public static IEnumerable<object[]> Interpreters() => Interpreter.Rows().Where(row => ((Interpreter)row[0]).Minor != 12);

    [TestMethod]
    [DynamicData(nameof(Interpreters))]
    public void Every_difference_in_real_code_is_a_known_one(Interpreter interpreter)
    {
        var limit = Environment.GetEnvironmentVariable("ONCEOVER_NIGHTLY") is null ? 200 : 0;
        var (files, predicted, unknown, known) = (0, 0, new List<string>(), new List<Category>());
        foreach (var facts in CoveragePyFacts.Of(interpreter, limit))
        {
            var comparison = Comparison.Of(facts, new InterpreterVersion(3, interpreter.Minor));
            files++;
            predicted += comparison.Predicted ? 1 : 0;
            unknown.AddRange(comparison.Unknown);
            known.AddRange(comparison.Known);
        }

        TestContext.WriteLine($"{interpreter}: {files} files, {predicted} of them predicted without the compiler");
        foreach (var category in known.CountBy(category => category).OrderByDescending(count => count.Value))
        {
            TestContext.WriteLine($"{category.Value,6} {category.Key}");
        }

        Assert.IsGreaterThan(150, files);
        // The rest has what only the optimiser decides; without CPython's own tests among the files that is one in eight.
        Assert.IsGreaterThan(files * 85 / 100, predicted);
        Assert.IsEmpty(unknown, string.Join('\n', unknown.Take(50)));
    }

    [TestMethod]
    [DynamicData(nameof(Interpreters))]
    public void Every_category_has_a_program_that_shows_it_and_no_other(Interpreter interpreter)
    {
        foreach (var category in Enum.GetValues<Category>())
        {
            var name = string.Concat(category.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
            var path = Path.Combine(Interpreter.RepositoryFolder(), "fixtures", "differences", $"{name}.py");
            var comparison = Comparison.Of(CoveragePyFacts.Of(interpreter, 0, path).Single(), new InterpreterVersion(3, interpreter.Minor));
            Assert.IsEmpty(comparison.Unknown, string.Join('\n', comparison.Unknown));
            CollectionAssert.AreEqual(new[] { category }, comparison.Known.Distinct().ToArray(), path);
        }
    }
}
