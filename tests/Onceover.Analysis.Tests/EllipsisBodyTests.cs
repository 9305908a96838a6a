using System.Text.RegularExpressions;
using CsCheck;

namespace Onceover.Analysis.Tests;

[TestClass]
public sealed class EllipsisBodyTests
{
    private static readonly Gen<string> Text = Gen.OneOf<string>(
        "...", "...\n", "\n", "    ", "def f(", "async def ", ")", "]", ":", " -> int", "#", "a", "\n\n", "\t", "\u00a0", ". . .", "....")
        .Array[0, 25].Select(string.Concat);

    [TestMethod]
    public void Searching_around_ellipses_finds_what_searching_everywhere_finds()
    {
        Assert.IsTrue(PythonPattern.TryTranslate(ExclusionDefaults.EllipsisBody, out var pattern, out _));
        Text.Sample(
            text =>
            {
                var found = new List<Range>();
                EllipsisBodies.Find(text, pattern.Regex, found);
                var everywhere = pattern.Regex.Matches(text).Select((Match match) => match.Index..(match.Index + match.Length));
                CollectionAssert.AreEqual(everywhere.ToArray(), found);
            },
            iter: 50_000);
    }
}
