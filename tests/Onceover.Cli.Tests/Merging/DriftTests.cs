namespace Onceover.Cli.Tests.Merging;

[TestClass]
public sealed class DriftTests
{
    [TestMethod]
    public async Task Several_contents_of_a_path_are_an_error_that_names_it()
    {
        using var measured = await Drifted();

        var outcome = (await measured.Merge("-o", "out.json", "old.json", "new.json")).Expecting(65);

        StringAssert.Contains(outcome.Error, $"several contents of one file: {measured["app.py"]}");
        StringAssert.Contains(outcome.Error, "--on-drift=newest");
        Assert.IsFalse(File.Exists(measured["out.json"]));
    }

    [TestMethod]
    [DataRow("old.json", "new.json")]
    [DataRow("new.json", "old.json")]
    public async Task The_newest_inputs_content_is_kept_if_chosen(string first, string second)
    {
        using var measured = await Drifted();
        (await measured.Merge("-q", "-o", "expected.json", "new.json")).Expecting(0);

        var outcome = (await measured.Merge("--on-drift=newest", "-o", "out.json", first, second)).Expecting(0);

        StringAssert.Contains(outcome.Error, $"only the newest input's content is kept: {measured["app.py"]}");
        Assert.AreEqual(await File.ReadAllTextAsync(measured["expected.json"]), await File.ReadAllTextAsync(measured["out.json"]));
    }

    [TestMethod]
    public async Task All_contents_are_kept_apart_if_chosen()
    {
        using var measured = await Drifted();

        var outcome = (await measured.Merge("--on-drift=separate", "-o", "out.json", "old.json", "new.json")).Expecting(0);

        StringAssert.Contains(outcome.Error, $"several contents are kept apart: {measured["app.py"]}");
        Assert.AreEqual("app.py: 1", await measured.Onceover.ExecutedAsync("--data-file", "out.json"));
        measured.Onceover.Scratch.Write("app.py", Measured.App);
        Assert.AreEqual("app.py: 1 2 3 4 9 10", await measured.Onceover.ExecutedAsync("--data-file", "out.json"));
    }

    [TestMethod]
    public async Task Contents_that_are_kept_apart_are_not_written_to_a_format_that_has_one()
    {
        using var measured = await Drifted();

        var outcome = (await measured.Merge("--on-drift=separate", "-o", ".coverage", "old.json", "new.json")).Expecting(73);

        StringAssert.Contains(outcome.Error, $"coverage.py's format holds one content of a path, and here are several of {measured["app.py"]}");
        Assert.IsFalse(File.Exists(measured[".coverage"]));
    }

    private static async Task<Measured> Drifted()
    {
        var measured = new Measured();
        await measured.Run("old.json", "2");
        measured.Onceover.Scratch.Write("app.py", "x = 1\n");
        await measured.Run("new.json");
        File.SetLastWriteTimeUtc(measured["old.json"], DateTime.UtcNow.AddHours(-1));
        return measured;
    }
}
