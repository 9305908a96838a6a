using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Cli.Tests.Commands;

/// <summary><c>onceover diff</c> where repositories are not as one would like them.</summary>
[TestClass]
public sealed class DiffInputTests
{
    private const string App = "x = 1\ny = 2\n";

    [TestMethod]
    public async Task An_empty_diff_passes_every_threshold()
    {
        using var project = await PatchedProject.Of("app.py", App);
        await project.Measure("app.py");
        var outcome = (await project.Diff("--fail-under-patch", "100")).Expecting(0);
        StringAssert.EndsWith(outcome.Output, "\n\nThe patch touches no measured statement.\n");
    }

    [TestMethod]
    public async Task A_base_that_git_does_not_know_is_said_with_what_to_do()
    {
        using var project = await PatchedProject.Of("app.py", App);
        await project.Measure("app.py");
        foreach (var revision in (string[])["origin/gone", "main..HEAD", "--all"])
        {
            var error = (await project.Diff($"--base={revision}")).Expecting(1).Error;
            StringAssert.StartsWith(error, $"onceover: git does not know {revision}\n");
            StringAssert.Contains(error, "git fetch");
        }
    }

    [TestMethod]
    public async Task Without_a_base_and_without_a_usual_branch_it_is_asked_for()
    {
        using var project = await PatchedProject.Of("app.py", App);
        await project.Git("branch", "-m", "trunk");
        await project.Measure("app.py");
        StringAssert.Contains((await project.Diff()).Expecting(64).Error, "--base REV");
        (await project.Diff("--base", "trunk")).Expecting(0);
    }

    [TestMethod]
    public async Task Branches_without_a_common_commit_cannot_be_compared()
    {
        using var project = await PatchedProject.Of("app.py", App);
        await project.Git("checkout", "-q", "--orphan", "other");
        project.Scratch.Write("app.py", App + "z = 3\n");
        await project.Commit();
        await project.Measure("app.py");
        StringAssert.Contains((await project.Diff("--base", "main")).Expecting(1).Error, "no commit in common");
    }

    [TestMethod]
    public async Task A_shallow_clone_says_how_to_fetch_the_rest()
    {
        using var project = await ShallowClone("--no-single-branch");
        var error = (await project.DiffIn("clone", "--base", "origin/main", "--data-file", "../.onceover.json")).Expecting(1).Error;
        StringAssert.Contains(error, "this clone is shallow");
        StringAssert.Contains(error, "git fetch --unshallow");
        StringAssert.Contains((await project.DiffIn("clone", "--base", "HEAD~1", "--data-file", "../.onceover.json")).Expecting(1).Error, "shallow");
        await project.GitIn("clone", "fetch", "-q", "--unshallow");
        StringAssert.Contains((await project.DiffIn("clone", "--base", "origin/main", "--data-file", "../.onceover.json")).Expecting(0).Output, "PATCH");
    }

    [TestMethod]
    public async Task A_shallow_clone_of_one_branch_gets_the_base_by_what_it_is_told()
    {
        using var project = await ShallowClone("--single-branch");
        StringAssert.Contains(
            (await project.DiffIn("clone", "--base", "origin/main", "--data-file", "../.onceover.json")).Expecting(1).Error,
            "git fetch --unshallow origin main, then --base FETCH_HEAD");
        await project.GitIn("clone", "fetch", "-q", "--unshallow", "origin", "main");
        StringAssert.Contains((await project.DiffIn("clone", "--base", "FETCH_HEAD", "--data-file", "../.onceover.json")).Expecting(0).Output, "PATCH");
    }

    [TestMethod]
    public async Task A_folder_in_no_repository_is_said()
    {
        using var onceover = new Launching.Onceover();
        StringAssert.Contains((await onceover.RunAsync("diff")).Expecting(1).Error, "in no git repository");
    }

    [TestMethod]
    public async Task A_machine_without_git_is_said()
    {
        using var onceover = new Launching.Onceover();
        var command = onceover.Command("diff");
        var outcome = await (command with { Environment = new Dictionary<string, string?>(command.Environment) { ["PATH"] = "/nonexistent" } }).RunAsync();
        StringAssert.Contains(outcome.Expecting(1).Error, "there is no git in PATH");
    }

    [TestMethod]
    public async Task A_source_that_changed_since_it_was_measured_is_said()
    {
        using var project = await PatchedProject.Of("app.py", App);
        project.Scratch.Write("app.py", App + "z = 3\n");
        await project.Measure("app.py");
        project.Scratch.Write("app.py", "w = 0\n" + App + "z = 3\n");
        var outcome = (await project.Diff()).Expecting(0);
        StringAssert.Contains(outcome.Error, "app.py was changed since it was measured");
        StringAssert.Contains((await project.Diff("--format", "json")).Output, "\"changed_since_measured\":true");
    }

    [TestMethod]
    public async Task Unusual_names_are_found()
    {
        string[] names = ["with space.py", "quote\"s and 'more'.py", "new\nline.py", "tab\tand\\backslash.py", "naïve 名前.py", "a => b.py", "{a}.py"];
        using var project = await PatchedProject.Of("main.py", "import glob, runpy\nfor path in glob.glob('*.py'):\n    if path != 'main.py': runpy.run_path(path)\n");
        foreach (var name in names)
        {
            project.Scratch.Write(name, App);
        }

        await project.Commit();
        foreach (var name in names)
        {
            project.Scratch.Write(name, App + "if not x:\n    z = 3\n");
        }

        await project.Measure("main.py");
        var patch = await project.Patch();
        CollectionAssert.AreEquivalent(names.Select(name => $"{name}: changed 3 4, missing 4, branches 3->4").ToList(), patch.Split("; "));
        Assert.DoesNotContain("\nline.py", (await project.Diff()).Expecting(0).Output);
        Assert.DoesNotContain("\nline.py", (await project.Diff("--format", "markdown")).Expecting(0).Output);
    }

    [TestMethod]
    public async Task A_name_that_is_no_utf8_stops_nothing()
    {
        using var project = await PatchedProject.Of("app.py", App);
        const string Name = "\"$(printf 'caf\\351.py')\"";
        await Shell($"echo a = 1 >{Name}");
        await project.Commit();
        await Shell($"echo b = 1 >{Name}");
        project.Scratch.Write("app.py", App + "z = 3\n");
        await project.Measure("app.py");
        Assert.AreEqual("app.py: changed 3, missing ", await project.Patch());
        // .NET cannot name it, so neither delete it.
        await Shell($"rm {Name}");

        async Task Shell(string script) => (await new Command("sh", "-c", script) { Folder = project.Scratch.Folder }.RunAsync()).Expecting(0);
    }

    [TestMethod]
    public async Task Line_ends_of_windows_and_of_the_old_mac_keep_lines_right()
    {
        using var project = await PatchedProject.Of("app.py", "x = 1\r\ny = 2\r\n");
        project.Scratch.Write("app.py", "x = 1\r\nif not x:\r\n    z = 3\r\ny = 2\r\n");
        await project.Measure("app.py");
        Assert.AreEqual("app.py: changed 2 3, missing 3, branches 2->3", await project.Patch());

        // To git this is one line followed by two more.
        project.Scratch.Write("app.py", "x = 1\ry = 2\rw = 4\n");
        await project.Commit();
        project.Scratch.Write("app.py", "x = 1\ry = 2\rw = 4\nif not x:\r    z = 3\n");
        await project.Measure("app.py");
        Assert.AreEqual("app.py: changed 4 5, missing 5, branches 4->5", await project.Patch());
    }

    [TestMethod]
    public async Task Line_ends_alone_are_no_change()
    {
        using var project = await PatchedProject.Of("app.py", App);
        project.Scratch.Write("app.py", App.Replace("\n", "\r\n", StringComparison.Ordinal));
        await project.Measure("app.py");
        Assert.AreEqual("", await project.Patch());
    }

    [TestMethod]
    public async Task Files_of_a_submodule_are_part_of_the_patch()
    {
        using var project = await PatchedProject.Of("library/mod.py", App);
        await project.GitIn("library", "init", "-q", "-b", "main");
        await project.GitIn("library", "add", "mod.py");
        await project.GitIn("library", "commit", "-q", "-m", "state");
        await project.Git("rm", "-r", "-q", "--cached", "library");
        Directory.Move(project.Scratch["library"], project.Scratch[".library"]);
        await project.Git("submodule", "--quiet", "add", $"{project.Scratch.Folder}/.library", "library");
        project.Scratch.Write(".git/info/exclude", "/.library\n");
        project.Scratch.Write("main.py", "import library.mod\n");
        await project.Commit();
        project.Scratch.Write("library/mod.py", App + "if not x:\n    z = 3\n");
        await project.Measure("main.py");
        Assert.AreEqual("library/mod.py: changed 3 4, missing 4, branches 3->4", await project.Patch());
        await project.GitIn("library", "commit", "-q", "-a", "-m", "more");
        Assert.AreEqual("library/mod.py: changed 3 4, missing 4, branches 3->4", await project.Patch());
    }

    [TestMethod]
    public async Task A_folder_inside_of_the_repository_will_do()
    {
        using var project = await PatchedProject.Of("pkg/app.py", App);
        project.Scratch.Write("pkg/app.py", App + "z = 3\n");
        project.Scratch.Write("pkg/new.py", "n = 1\n");
        await project.Measure("pkg/app.py");
        var outcome = (await project.DiffIn("pkg", "--data-file", "../.onceover.json")).Expecting(0);
        StringAssert.Contains(outcome.Output, "\napp.py ");
        StringAssert.EndsWith(outcome.Output, "One changed Python file was not measured:\n  new.py\n");
    }

    [TestMethod]
    public async Task Settings_of_git_change_nothing()
    {
        using var project = await PatchedProject.Of("pkg/app.py", App);
        foreach (var setting in (string[])["diff.noprefix true", "diff.mnemonicPrefix true", "color.ui always", "diff.context 5", "diff.interHunkContext 9",
            "diff.external false", "diff.relative true", "diff.renames false", "core.quotePath false", "diff.suppressBlankEmpty true"])
        {
            await project.Git("config", setting.Split(' ')[0], setting.Split(' ')[1]);
        }

        await project.Git("mv", "pkg/app.py", "pkg/other.py");
        project.Scratch.Write("pkg/other.py", App + "z = 3\n");
        await project.Measure("pkg/other.py");
        Assert.AreEqual("pkg/other.py: changed 3, missing ", await project.Patch());
    }

    /// <summary>A branch <c>topic</c> that adds a line, and a clone of its last commit in <c>clone</c>, measured.</summary>
    private static async Task<PatchedProject> ShallowClone(string branches)
    {
        var project = await PatchedProject.Of("origin/app.py", App);
        await project.Git("checkout", "-q", "-b", "topic");
        project.Scratch.Write("origin/app.py", App + "z = 3\n");
        await project.Commit();
        await project.Git("clone", "-q", "--depth", "1", branches, "--branch", "topic", $"file://{project.Scratch.Folder}", "clone");
        await project.Measure("clone/origin/app.py");
        return project;
    }
}
