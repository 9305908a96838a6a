using System.Reflection;
using System.Runtime.CompilerServices;

namespace Onceover.Cli.Tests.Words;

/// <summary>
/// Each mistake's words against a golden file of its factory's name. With <c>ONCEOVER_UPDATE_GOLDEN=1</c> the files are written instead.
/// </summary>
[TestClass]
public sealed class MistakeTests
{
    private static readonly Dictionary<string, object> Samples = new()
    {
        ["argument"] = "IN",
        ["column"] = 7,
        ["command"] = "report",
        ["count"] = 2,
        ["dataFile"] = "/home/me/.onceover.json",
        ["expected"] = "a number",
        ["folder"] = "/home/me/some folder",
        ["format"] = "html",
        ["formats"] = new[] { "text", "xml", "html" },
        ["key"] = "precision",
        ["line"] = 12,
        ["offset"] = 42,
        ["one"] = "--branch",
        ["option"] = "--precison",
        ["path"] = "setup.cfg",
        ["paths"] = "/src/a.py, /src/b.py",
        ["place"] = "htmlcov",
        ["problem"] = "'(' is not understood as a regular expression: a ')' is missing",
        ["python"] = "python9",
        ["reason"] = "the reason",
        ["revision"] = "origin/main",
        ["section"] = "report",
        ["similar"] = "--precision",
        ["source"] = "no/such/folder",
        ["two"] = "--no-branch",
        ["value"] = "much",
        ["variable"] = "HOME",
        ["what"] = "something is missing here",
    };

    public static IEnumerable<object[]> Factories() => typeof(Mistakes)
        .GetMethods(BindingFlags.Static | BindingFlags.Public)
        .Select(factory => new object[] { factory.Name });

    [TestMethod]
    [DynamicData(nameof(Factories))]
    public void A_mistake_is_said_as_its_golden_file_has_it(string factory)
    {
        var mistake = Make(typeof(Mistakes).GetMethod(factory)!);
        var said = $"{mistake}\nexit {mistake.ExitCode}\n";
        var golden = Path.Combine(Folder(), factory + ".txt");
        if (Environment.GetEnvironmentVariable("ONCEOVER_UPDATE_GOLDEN") == "1")
        {
            using var stream = File.Create(golden);
            stream.Write(System.Text.Encoding.UTF8.GetBytes(said));
        }

        Assert.AreEqual(File.ReadAllText(golden), said);
    }

    [TestMethod]
    [DynamicData(nameof(Factories))]
    public void A_mistake_has_a_hint_and_no_full_stop_in_its_message(string factory)
    {
        var mistake = Make(typeof(Mistakes).GetMethod(factory)!);
        Assert.AreNotEqual("", mistake.Hint);
        Assert.IsFalse(mistake.Message.EndsWith('.'), mistake.Message);
    }

    [TestMethod]
    public void No_golden_file_is_left_over() => CollectionAssert.AreEquivalent(
        Factories().Select(row => (string)row[0]).ToList(),
        Directory.EnumerateFiles(Folder()).Select(Path.GetFileNameWithoutExtension).ToList());

    private static Mistake Make(MethodInfo factory)
    {
        // command_line's line is text, a file's line a number.
        var arguments = factory.GetParameters().Select(parameter =>
            parameter is { Name: "line", ParameterType: var type } && type == typeof(string) ? "pytest 'x" : Samples[parameter.Name!]);
        return (Mistake)factory.Invoke(null, [.. arguments])!;
    }

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Golden");
}
