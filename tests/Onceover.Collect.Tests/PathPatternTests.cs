using CsCheck;
using Onceover.Model;
using Onceover.Testing;

namespace Onceover.Collect.Tests;

[TestClass]
public sealed class PathPatternTests
{
    /// <summary>Pieces that patterns and paths are made of, so that they meet often.</summary>
    private static readonly Gen<string> Pattern = Joined(
        6, "a", "b", "*", "**", "?", "/", "/", "a.py", "[ab]", ".", "x*", "*/", "/**/", "/*", "]", "***");

    private static readonly Gen<string> PathToMatch = Joined(5, "/a", "/b", "/a.py", "/ab", "/xb", "/c.d", "/")
        .Select(path => path.Replace("//", "/", StringComparison.Ordinal));

    [TestMethod]
    public void A_pattern_through_a_link_is_of_what_the_link_leads_to()
    {
        using var project = new GuestProject(("real/a.py", ""));
        File.CreateSymbolicLink(project.PathOf("link"), project.PathOf("real"));
        Assert.IsTrue(PathPatterns.Parse(["link/*"], project.Folder, new LinkResolver().Resolve).Match(project.PathOf("real/a.py")));
    }

    [TestMethod]
    [DataRow("a.py", "/x/y/a.py", true)]
    [DataRow("a.py", "/x/y/ba.py", false)]
    [DataRow("src/*", "/srv/src/deep/a.py", true)]
    [DataRow("src/*", "/other/src/a.py", false)]
    [DataRow("*/src/*", "/other/src/a.py", true)]
    [DataRow("*/tests/*.py", "/x/tests/a.py", true)]
    [DataRow("*/tests/*.py", "/x/tests/deep/a.py", false)]
    [DataRow("**/tests/**", "/tests/deep/a.py", true)]
    [DataRow("tests", "/x/tests/a.py", false)]
    [DataRow("tests/", "/srv/tests/a.py", false)]
    [DataRow("/abs/*/a.py", "/abs/b/a.py", true)]
    [DataRow("/abs/*/a.py", "/abs/b/c/a.py", false)]
    [DataRow("test_?.py", "/x/test_1.py", true)]
    [DataRow("test_[ab].py", "/x/test_c.py", false)]
    [DataRow("./a.py", "/srv/a.py", true)]
    [DataRow("a+(b).py", "/x/a+(b).py", true)]
    public void A_pattern_matches(string pattern, string path, bool expected) =>
        Assert.AreEqual(expected, PathPatterns.Parse([pattern], "/srv").Match(path));

    [TestMethod]
    [DataRow("***")]
    [DataRow("a**")]
    [DataRow("**b")]
    [DataRow("**/**")]
    [DataRow("a[b")]
    public void A_pattern_is_refused_by_name(string pattern)
    {
        var error = Assert.ThrowsExactly<FormatException>(() => PathPatterns.Parse([pattern], "/srv"));
        Assert.Contains($"'{pattern}'", error.Message);
    }

    [TestMethod]
    public void Random_patterns_match_as_coverage_pys_do()
    {
        var cases = new List<(string Pattern, string Path)>();
        Gen.Select(Pattern, PathToMatch).Sample((pattern, path) => cases.Add((pattern, path)), iter: 4000, threads: 1);
        var interpreter = Interpreter.Required(14);
        var input = string.Concat(cases.Select(it => $"{it.Pattern}\t{it.Path}\n"));
        var expected = interpreter.RunIn("/", [Interpreter.Beside("Guest/globs.py")], input).Split('\n');
        for (var i = 0; i < cases.Count; i++)
        {
            Assert.AreEqual(expected[i], Answer(cases[i].Pattern, cases[i].Path), $"pattern {cases[i].Pattern} path {cases[i].Path}");
        }
    }

    private static Gen<string> Joined(int most, params string[] pieces) =>
        Gen.Int[0, pieces.Length - 1].Array[1, most].Select(chosen => string.Concat(chosen.Select(index => pieces[index])));

    private static string Answer(string pattern, string path)
    {
        try
        {
            return PathPatterns.Parse([pattern], "/").Match(path) ? "1" : "0";
        }
        catch (FormatException)
        {
            return "E";
        }
    }
}
