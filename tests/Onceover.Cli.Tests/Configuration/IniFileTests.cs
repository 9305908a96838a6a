using System.Text.Json;
using CsCheck;
using Onceover.Cli.Configuration;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Cli.Tests.Configuration;

[TestClass]
public sealed class IniFileTests
{
    [TestMethod]
    public void A_deeper_line_continues_a_value()
    {
        var file = IniFile.Parse("[a]\nkey =\n  one\n\n    two\n  # no value\n  three\nother: x\n", "f");
        Assert.AreEqual("\none\n\ntwo\nthree", ((RawValue.Text)file.Find("a")!.Find("key")!.Value).Value);
        Assert.AreEqual("x", ((RawValue.Text)file.Find("a")!.Find("other")!.Value).Value);
    }

    [TestMethod]
    public void Keys_and_sections_know_their_lines()
    {
        var file = IniFile.Parse("# head\n[a]\n\nKey = 1\n", "f");
        Assert.AreEqual(2, file.Find("a")!.Line);
        Assert.AreEqual(4, file.Find("a")!.Find("key")!.Line);
    }

    [TestMethod]
    [DataRow("key = 1\n", 1, 1)]
    [DataRow("[a]\nkey = 1\nkey = 2\n", 3, 1)]
    [DataRow("[a]\n[a]\n", 2, 1)]
    [DataRow("[a]\n\n  nonsense\n", 3, 3)]
    [DataRow("[a]\n= x\n", 2, 1)]
    public void What_is_no_ini_file_is_said_with_line_and_column(string text, int line, int column)
    {
        var mistake = Assert.ThrowsExactly<MistakeException>(() => IniFile.Parse(text, "setup.cfg")).Mistake;
        Assert.AreEqual(ExitCode.BadInput, mistake.ExitCode);
        StringAssert.StartsWith(mistake.Message, $"setup.cfg:{line}:{column}: ");
    }

    /// <summary>Random texts, in one process, so that Python's own parser is the judge of what each means.</summary>
    [TestMethod]
    public async Task Any_text_means_what_it_means_to_configparser()
    {
        const string Judge = """
            import configparser, json, sys
            answers = []
            for text in json.load(sys.stdin):
                parser = configparser.ConfigParser(interpolation=None)
                try:
                    parser.read_string(text)
                    answers.append({s: dict(parser.items(s)) for s in parser.sections()})
                except configparser.Error:
                    answers.append(None)
            json.dump(answers, sys.stdout)
            """;
        string[] pieces =
        [
            "[a]\n", "[b]\n", "[DEFAULT]\n", "[a b:c]\n", " [c]\n", "[d\n", "key = 1\n", "Key: 2\n", "other = x = y\n", "  more\n", "    deeper\n",
            "\n", "  \n", "# comment\n", "  ; comment\n", "k=v ; inline\n", "e =\n", "e2:\n", "bare\n", "= x\n", "x%(y)s = %(z)s\n", "\tt = 1\n", "[]\n", "[e]]\n", "p = [a]\n", "r\r\n",
        ];
        var texts = new List<string>();
        Gen.Int[0, pieces.Length - 1].Array[0, 9].Sample(
            chosen => texts.Add("[first]\n" + string.Concat(chosen.Select(index => pieces[index]))), iter: 2000, threads: 1);
        var judged = await new Command(Guest.Of("python3.14").Path, "-I", "-c", Judge) { Input = JsonSerializer.Serialize(texts) }.RunAsync();
        var expected = JsonSerializer.Deserialize<List<Dictionary<string, Dictionary<string, string>>?>>(judged.Expecting(0).Output)!;
        for (var i = 0; i < texts.Count; i++)
        {
            Assert.AreEqual(Show(expected[i]), Show(Parse(texts[i])), texts[i]);
        }
    }

    private static Dictionary<string, Dictionary<string, string>>? Parse(string text)
    {
        try
        {
            return IniFile.Parse(text, "f").Sections.ToDictionary(
                section => section.Name, section => section.Entries.ToDictionary(entry => entry.Key, entry => ((RawValue.Text)entry.Value).Value));
        }
        catch (MistakeException)
        {
            return null;
        }
    }

    private static string Show(Dictionary<string, Dictionary<string, string>>? sections) => sections is null
        ? "an error"
        : string.Join('\n', sections.OrderBy(section => section.Key, StringComparer.Ordinal).Select(section =>
            $"[{section.Key}] {string.Join(", ", section.Value.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={JsonSerializer.Serialize(entry.Value)}"))}"));
}
