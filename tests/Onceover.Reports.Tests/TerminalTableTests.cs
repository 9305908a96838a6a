using System.Text;

namespace Onceover.Reports.Tests;

[TestClass]
public sealed class TerminalTableTests
{
    private static readonly CoverageReport Report = Reports.Of(
        Reports.File("/srv/pkg/a.py", [1, 2, 3], [1, 2, 3]),
        Reports.File("/srv/a/very/long/folder/that/goes/on/名前.py", [.. Enumerable.Range(1, 60)], [.. Enumerable.Range(1, 30).Select(i => i * 2)]));

    [TestMethod]
    [DataRow(44)]
    [DataRow(50)]
    [DataRow(72)]
    [DataRow(100)]
    [DataRow(200)]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        foreach (var line in Lines(new Screen(width, Color: false), showMissing: true))
        {
            Assert.IsLessThanOrEqualTo(width, Cells.Width(line), line);
        }
    }

    [TestMethod]
    public void A_long_name_keeps_its_end()
    {
        StringAssert.Contains(string.Join('\n', Lines(new Screen(50, Color: false), showMissing: false)), "…es/on/名前.py ");
    }

    [TestMethod]
    public void What_is_missing_is_broken_into_lines()
    {
        var lines = Lines(new Screen(70, Color: false), showMissing: true);

        Assert.AreEqual(
            "1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43, 45, 47, 49, 51, 53, 55, 57, 59",
            string.Join(' ', lines.SelectMany(line => line.Split("  ")).Where(cell => cell.Contains(", ", StringComparison.Ordinal))
                .Select(cell => cell.Trim())));
    }

    [TestMethod]
    public void Colours_are_on_terminals_that_have_them_only()
    {
        Assert.DoesNotContain("\e[", string.Concat(Lines(new Screen(80, Color: false), showMissing: true)));
        StringAssert.Contains(string.Concat(Lines(new Screen(80, Color: true), showMissing: true)), "\e[32m");
    }

    [TestMethod]
    [DataRow("plain", "plain", 5)]
    [DataRow("a\tb", "a   b", 5)]
    [DataRow("\e[31m", "␛[31m", 5)]
    [DataRow("\u0085\u007F", "\uFFFD␡", 2)]
    [DataRow("名前", "名前", 4)]
    [DataRow("e\u0301", "e\u0301", 1)]
    [DataRow("\u202Ex", "\uFFFDx", 2)]
    public void Text_is_made_harmless_and_measured(string text, string harmless, int width)
    {
        Assert.AreEqual(harmless, Cells.Harmless(text));
        Assert.AreEqual(width, Cells.Width(harmless));
    }

    [TestMethod]
    [DataRow("one two three", 7, "one two|three")]
    [DataRow("a verylongword b", 5, "a|veryl|ongwo|rd b")]
    [DataRow("", 5, "")]
    public void Sentences_break_at_spaces(string text, int width, string lines) => Assert.AreEqual(lines, string.Join('|', Cells.Wrapped(text, width)));

    [TestMethod]
    public void Source_and_words_stay_within_the_terminal()
    {
        var file = Reports.File("/srv/a.py", [1, 2], [1], [new(1, 2), new(1, 3)], [new(1, 3)]) with
        {
            ReadSource = () => "if some_condition_with_a_long_name and another_one_that_is_as_long:\n    pass\n",
        };
        using var output = new MemoryStream();
        AnnotatedSource.Write([file], around: null, new ReportOptions { Screen = new Screen(40, Color: false) }, output);

        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n')[3..];
        StringAssert.Contains(string.Join('\n', lines), "       ↳ line 1 never jumped to line 2:\n         the condition was never true\n");
        Assert.IsTrue(Array.TrueForAll(lines, line => Cells.Width(line) <= 40), string.Join('\n', lines));
    }

    private static string[] Lines(Screen screen, bool showMissing)
    {
        using var output = new MemoryStream();
        TextTable.Write(Report, new ReportOptions { Screen = screen, ShowMissing = showMissing }, output);
        return Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n').Split('\n');
    }
}
