using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.EndToEnd.Tests;

/// <summary>The published program brings all it needs: a guest's CI has no .NET and no compiler.</summary>
[TestClass]
public sealed class PublishedTests
{
    [TestMethod]
    public async Task It_measures_and_reports_where_nothing_else_is_installed()
    {
        Assert.IsTrue(File.Exists(Repository.PublishedOnceover), "tests/run publishes it");
        using var root = new Scratch();
        using var scratch = new Scratch();
        var program = scratch.Write("program.py", "import sys\nif sys.argv[1:]:\n    print('never')\nprint('done')\n");
        var data = scratch["data.json"];

        var measured = await InBareRoot(root, scratch, "run", "--source", scratch.Folder, "--data-file", data, "--", Interpreter(), program);
        Assert.AreEqual("done\n", measured.Expecting(0).Output);

        using var second = new Scratch();
        var report = await InBareRoot(second, scratch, "report", "-m", "--data-file", data);
        StringAssert.Contains(report.Expecting(0).Output, "4      1      2      1    67%   3");

        using var third = new Scratch();
        _ = (await InBareRoot(
            third, scratch, "report", "--data-file", data, "--history", scratch["history"], "--to", $"html:{scratch["site"]}",
            "--to", $"html-file:{scratch["one.html"]}", "--to", $"badge:{scratch["badge.svg"]}", "--to", $"azure:{scratch["azure"]}",
            "--to", $"gitlab:{scratch["gitlab"]}", "--to", $"github:{scratch["summary.md"]}", "--to", $"sonarqube:{scratch["sonarqube.xml"]}",
            "--to", $"reportgenerator:{scratch["classic"]}")).Expecting(0);
        Assert.IsTrue(File.Exists(scratch["site/index.html"]));
        Assert.IsTrue(File.Exists(scratch["classic/index.html"]));
        StringAssert.Contains(await File.ReadAllTextAsync(scratch["badge.svg"]), "width=\"97\"");
        StringAssert.Contains(await File.ReadAllTextAsync(scratch["one.html"]), "data-page=");
    }

    private static Task<Outcome> InBareRoot(Scratch root, Scratch scratch, params string[] arguments)
    {
        // Without root's rights a user namespace gives them.
        string[] unshare = Environment.IsPrivilegedProcess ? ["--mount"] : ["--mount", "--map-root-user"];
        return new Command(
            "unshare",
            [
                .. unshare, Path.Combine(Repository.Root, "tests/Onceover.EndToEnd.Tests/Machine/bare-root"),
                root.Folder, Repository.Published, Guest.Folder, scratch.Folder, Repository.PublishedOnceover, .. arguments,
            ]).RunAsync();
    }

    /// <summary>The interpreter itself: its entry in the guests folder is a shell script.</summary>
    private static string Interpreter() =>
        File.ReadAllText(Guest.Of("python3.14").Path).Split('"')[1];
}
