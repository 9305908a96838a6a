namespace Onceover.Cli.Tests.Commands;

[TestClass]
public sealed class DiffCommandTests
{
    private const string Before = """
        def f(x):
            if x:
                return 1
            return 2


        f(1)

        """;

    private const string After = """
        def f(x):
            if x:
                return 1
            return 2


        def g(x):
            if x:
                return (
                    x
                    + 1
                )
            return 0


        f(1)
        g(0)

        """;

    [TestMethod]
    public async Task Changed_statements_and_branches_that_did_not_run_are_named()
    {
        using var project = await Measured();
        Assert.AreEqual("app.py: changed 7 8 9 10 11 12 13 14 15 17, missing 9, branches 8->9", await project.Patch());
        var text = (await project.Diff()).Expecting(0).Output;
        StringAssert.Contains(text, "PATCH ");
        StringAssert.Contains(text, "   8 ◐     if x:\n       ↳ line 8 never jumped to line 9: the condition was never true\n   9 ✗         return (\n  10 ✗             x\n");
        Assert.DoesNotContain("return 2", text);
    }

    [TestMethod]
    [DataRow(0, "--fail-under-patch", "71")]
    [DataRow(2, "--fail-under-patch", "72")]
    [DataRow(0, "--fail-under-patch", "80", "--no-branch")]
    public async Task A_patch_below_its_threshold_is_2(int code, params string[] options)
    {
        using var project = await Measured();
        var outcome = (await project.Diff(options)).Expecting(code);
        Assert.AreEqual(code == 2, outcome.Error.Contains("1 threshold missed\n         covered  needed  short by  to go\n  patch      71%", StringComparison.Ordinal), outcome.Error);
    }

    [TestMethod]
    public async Task Markdown_starts_with_the_percentage_and_folds_the_lines()
    {
        using var project = await Measured();
        var text = (await project.Diff("--format", "markdown")).Expecting(0).Output;
        StringAssert.StartsWith(text, "### Patch coverage: 71%\n");
        StringAssert.Contains(text, "<details><summary>app.py</summary>\n\n```\n   8 ◐     if x:\n");
    }

    [TestMethod]
    public async Task Html_is_the_site_with_a_page_for_the_patch()
    {
        using var project = await Measured();
        var outcome = (await project.Diff("--format", "html", "-o", "pages")).Expecting(0);
        Assert.AreEqual("onceover: wrote pages/patch.html\n", outcome.Error);
        StringAssert.Contains(await File.ReadAllTextAsync(project.Scratch["pages/patch.html"]), "<code data-n=\"9\" class=\"missed new\">");
        StringAssert.Contains(await File.ReadAllTextAsync(project.Scratch["pages/index.html"]), "href=\"patch.html\"");
    }

    [TestMethod]
    public async Task Only_what_left_the_base_counts_not_what_came_to_it_since()
    {
        using var project = await PatchedProject.Of("app.py", Before);
        await project.Git("checkout", "-q", "-b", "topic");
        project.Scratch.Write("app.py", Before + "x = 1\n");
        await project.Commit();
        await project.Git("checkout", "-q", "main");
        project.Scratch.Write("app.py", "y = 2\n" + Before);
        await project.Commit();
        await project.Git("checkout", "-q", "topic");
        await project.Measure("app.py");
        Assert.AreEqual("app.py: changed 8, missing ", await project.Patch("--base", "main"));
    }

    [TestMethod]
    public async Task Uncommitted_changes_and_untracked_files_are_part_of_the_patch_and_ignored_files_are_not()
    {
        using var project = await PatchedProject.Of("app.py", "import new, ignored\n");
        await File.AppendAllTextAsync(project.Scratch[".git/info/exclude"], "ignored.py\n");
        project.Scratch.Write("app.py", "import new, ignored\nx = 1\n");
        project.Scratch.Write("new.py", "if 1 > 2:\n    y = 2");
        project.Scratch.Write("ignored.py", "z = 3\n");
        await project.Measure("app.py");
        Assert.AreEqual("app.py: changed 2, missing ; new.py: changed 1 2, missing 2, branches 1->2", await project.Patch());
    }

    [TestMethod]
    public async Task A_renamed_file_is_changed_only_where_it_is()
    {
        using var project = await PatchedProject.Of("app.py", Before);
        await project.Git("mv", "app.py", "other.py");
        project.Scratch.Write("other.py", Before + "x = 1\n");
        await project.Measure("other.py");
        Assert.AreEqual("other.py: changed 8, missing ", await project.Patch());
        StringAssert.Contains((await project.Diff("--format", "json")).Output, "\"old_path\":\"app.py\"");
    }

    [TestMethod]
    public async Task What_lost_coverage_outside_of_the_patch_is_found_across_moved_lines()
    {
        using var project = await PatchedProject.Of("app.py", "def f(x):\n    if x:\n        return 1\n    return 2\n\n\nf(0)\nf(1)\n");
        await project.Measure("app.py");
        File.Move(project.Scratch[".onceover.json"], project.Scratch[".base.json"]);
        project.Scratch.Write("app.py", "y = 0\n\n\ndef f(x):\n    if x:\n        return 1\n    return 2\n\n\nf(1)\n");
        await project.Measure("app.py");
        Assert.AreEqual("app.py: changed 1 2 3, missing , lost 7, lost branches 5->7", await project.Patch("--base-data", ".base.json"));
        StringAssert.Contains(
            (await project.Diff("--base-data", ".base.json")).Expecting(0).Output,
            "Outside of the patch 1 statement and 1 branch ran in the base run and no longer do:\n");
    }

    [TestMethod]
    public async Task A_base_run_of_another_content_is_not_compared_and_said()
    {
        using var project = await PatchedProject.Of("app.py", Before);
        project.Scratch.Write("app.py", "z = 1\n" + Before);
        await project.Measure("app.py");
        File.Move(project.Scratch[".onceover.json"], project.Scratch[".base.json"]);
        project.Scratch.Write("app.py", After);
        await project.Measure("app.py");
        var outcome = (await project.Diff("--base-data", ".base.json")).Expecting(0);
        StringAssert.Contains(outcome.Error, "the base run has another content of app.py than main (");
        StringAssert.Contains(outcome.Output, "Nothing outside of the patch lost coverage.");
    }

    [TestMethod]
    public async Task A_base_run_of_other_files_is_65()
    {
        using var project = await Measured();
        var run = (await File.ReadAllTextAsync(project.Scratch[".onceover.json"])).Replace(project.Scratch.Folder, "/elsewhere", StringComparison.Ordinal);
        project.Scratch.Write(".base.json", run[..run.IndexOf(",\"checksum\"", StringComparison.Ordinal)] + "}");
        StringAssert.Contains((await project.Diff("--base-data", ".base.json")).Expecting(65).Error, "[paths]");
        project.Scratch.Write(".coveragerc", "[run]\nbranch = true\n[paths]\nsource =\n    .\n    /elsewhere\n");
        (await project.Diff("--base-data", ".base.json")).Expecting(0);
    }

    [TestMethod]
    public async Task A_changed_file_that_nobody_measured_is_named()
    {
        using var project = await Measured();
        project.Scratch.Write("pkg/forgotten.py", "x = 1\n");
        StringAssert.EndsWith((await project.Diff()).Expecting(0).Output, "\nOne changed Python file was not measured:\n  pkg/forgotten.py\n");
        Assert.DoesNotContain("forgotten", (await project.Diff("--omit", "pkg/*")).Expecting(0).Output);
    }

    private static async Task<PatchedProject> Measured()
    {
        var project = await PatchedProject.Of("app.py", Before);
        project.Scratch.Write("app.py", After);
        await project.Measure("app.py");
        return project;
    }
}
