using System.Text.RegularExpressions;

namespace Onceover.Analysis.Tests;

[TestClass]
public sealed class PatternTests
{
    [TestMethod]
    [DataRow(@"(?P<q>['""])x(?P=q)", "'x'", "'x\"")]
    [DataRow(@"(a)(?P<n>b)\1\2", "abab", "abba")]
    [DataRow(@"(?P<n>b)(a)\1", "bab", "baa")]
    [DataRow(@"(?i)abc", "aBC", "abd")]
    [DataRow(@"a(?i:b)c", "aBc", "aBC")]
    [DataRow(@"(?i)a(?-i:b)c", "AbC", "aBc")]
    [DataRow(@"(?s)a.b", "a\nb", "ab")]
    [DataRow(@"a.b", "axb", "a\nb")]
    [DataRow(@"(?x) a b [ ] c # comment", "ab c", "abc")]
    [DataRow(@"^b$", "a\nb\nc", "ab")]
    [DataRow(@"\Ab", "b\n", "a\nb")]
    [DataRow(@"b\Z", "a\nb", "b\n")]
    [DataRow(@"a++b", "aab", "aa")]
    [DataRow(@"(?>a|ab)c", "ac", "abc")]
    [DataRow(@"a{,2}b", "aab", "c")]
    [DataRow(@"^a{2}$", "aa", "aaa")]
    [DataRow(@"a{x}", "a{x}", "ax")]
    [DataRow(@"a{}", "a{}", "a")]
    [DataRow(@"[]a]", "]", "b")]
    [DataRow(@"[^]a]b", "xb", "]b")]
    [DataRow(@"[a-z-[aeiou]]", "b]", "b")]
    [DataRow(@"[\]\-x]", "-", "y")]
    [DataRow(@"\w", "½", "\u0301")]
    [DataRow(@"(?a)\w", "a", "é")]
    [DataRow(@"(?a:\d)", "1", "٣")]
    [DataRow(@"\d", "٣", "½")]
    [DataRow(@"\s", "\x1c", "\u200b")]
    [DataRow(@"(?a)[\W]", "é", "e")]
    [DataRow(@"\x41\u0042\U00000043\103\0", "ABCC\0", "ABC")]
    [DataRow(@"(?<=a)b(?!c)", "abd", "abc")]
    [DataRow(@"(a)?(?(1)b|c)d", "abd", "bd")]
    [DataRow(@"(?P<n>a)?(?(n)b|c)d", "cd", "bd")]
    [DataRow(@"\.\#\ \""", ".# \"", "x")]
    [DataRow(@"#", "#", " ")]
    [DataRow(@"(?#comment)a", "a", "c")]
    [DataRow(@"😀+$", "😀😀", "x")]
    public void A_pattern_finds_what_Python_finds(string pattern, string hit, string miss)
    {
        var regex = Translate(pattern);
        Assert.IsTrue(regex.IsMatch(hit), $"{regex} should match {hit}");
        Assert.IsFalse(regex.IsMatch(miss), $"{regex} should not match {miss}");
    }

    [TestMethod]
    [DataRow(@"(", "missing ), unterminated subpattern")]
    [DataRow(@")", "unbalanced parenthesis")]
    [DataRow(@"[a", "unterminated character set")]
    [DataRow(@"[z-a]", "bad character range")]
    [DataRow(@"*a", "nothing to repeat")]
    [DataRow(@"a**", "multiple repeat")]
    [DataRow(@"^*", "nothing to repeat")]
    [DataRow(@"{2}", "nothing to repeat")]
    [DataRow(@"(?<=a+)b", "look-behind requires fixed-width pattern")]
    [DataRow(@"(a\1)", "cannot refer to an open group")]
    [DataRow(@"(?i-i:a)", "bad inline flags: flag turned on and off")]
    [DataRow(@"a{3,2}", "min repeat greater than max repeat")]
    [DataRow(@"\p{L}", @"bad escape \p")]
    [DataRow(@"\", "bad escape (end of pattern)")]
    [DataRow(@"\N{DASH}", @"names of characters (\N) are not supported")]
    [DataRow(@"a(?i)b", "global flags not at the start of the expression")]
    [DataRow(@"(?P<1>a)", "bad character in group name '1'")]
    [DataRow(@"(?P<a>a)(?P<a>b)", "redefinition of group name 'a' as group 2; was group 1")]
    [DataRow(@"(?P=a)", "unknown group name 'a'")]
    [DataRow(@"(a)\2", "invalid group reference 2")]
    [DataRow(@"(?<a>b)", "unknown extension")]
    [DataRow(@"\x4", "incomplete escape")]
    public void A_pattern_that_is_not_understood_is_named(string pattern, string message)
    {
        Assert.IsFalse(PythonPattern.TryTranslate(pattern, out _, out var problem));
        Assert.AreEqual(pattern, problem.Pattern);
        Assert.Contains(message, problem.Message);
    }

    [TestMethod]
    public void Every_default_pattern_is_understood()
    {
        foreach (var pattern in ExclusionDefaults.Exclude.Concat(ExclusionDefaults.Partial).Concat(ExclusionDefaults.PartialAlways))
        {
            Translate(pattern);
        }
    }

    private static Regex Translate(string pattern)
    {
        Assert.IsTrue(PythonPattern.TryTranslate(pattern, out var translated, out var problem), problem?.ToString());
        return translated.Regex;
    }
}
