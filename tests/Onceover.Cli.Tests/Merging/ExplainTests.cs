namespace Onceover.Cli.Tests.Merging;

[TestClass]
public sealed class ExplainTests
{
    [TestMethod]
    public async Task Every_path_of_the_inputs_is_explained()
    {
        using var measured = new Measured();
        var here = measured.Onceover.Folder;
        measured.Onceover.Scratch.Write(".coveragerc", "[paths]\nsource =\n    .\n    /ci/*/project\n    c:\\ci\n");
        measured.Onceover.Scratch.Write("ci.lcov", "SF:/ci/7/project/app.py\nDA:1,1\nend_of_record\nSF:/ci/7/project/gone.py\nDA:1,1\nend_of_record\n");
        measured.Onceover.Scratch.Write("windows.lcov", "SF:c:\\ci\\app.py\nDA:2,1\nend_of_record\nSF:app.py\nDA:9,1\nend_of_record\nSF:/usr/x.py\nDA:1,1\nend_of_record\n");

        var outcome = (await measured.Merge("-q", "--explain", "-o", "out.json", "ci.lcov", "windows.lcov")).Expecting(0);

        Assert.AreEqual(
            $"""
            /ci/7/project/app.py -> {here}/app.py: pattern /ci/*/project is ./
            /ci/7/project/gone.py: pattern /ci/*/project would be {here}/gone.py, which is not there
            app.py -> {here}/app.py: no pattern matches
            /usr/x.py: no pattern matches
            c:\ci\app.py -> {here}/app.py: pattern c:\ci is ./

            """,
            outcome.Output);
        Assert.AreEqual("app.py: 1 2 9", await measured.Onceover.ExecutedAsync("-i", "--include", "app.py", "--data-file", "out.json"));
    }

    [TestMethod]
    [DataRow("true", """
        app.py: no pattern matches
        lib/app.py: pattern */lib is lib/
        lib\app.py -> lib/app.py: pattern */lib is lib/

        """)]
    [DataRow("false", """
        HERE/app.py: no patterns are configured
        app.py -> HERE/app.py: no patterns are configured
        lib/app.py -> HERE/lib/app.py: no patterns are configured
        lib\app.py -> HERE/lib/app.py: no patterns are configured

        """)]
    public async Task All_names_that_are_one_path_are_explained(string relative, string explanation)
    {
        using var measured = new Measured();
        measured.Onceover.Scratch.Write(".coveragerc", $"[run]\nrelative_files = {relative}\n");
        measured.Onceover.Scratch.Write("lib/app.py", "x = 1\n");
        string[] names = ["app.py", "lib/app.py", "lib\\app.py", .. relative == "true" ? (string[])[] : [measured["app.py"]]];
        measured.Onceover.Scratch.Write("ci.lcov", string.Concat(names.Select(name => $"SF:{name}\nDA:1,1\nend_of_record\n")));

        var outcome = (await measured.Merge("-q", "--explain", "-o", "out.json", "ci.lcov")).Expecting(0);

        Assert.AreEqual(explanation.Replace("HERE", measured.Onceover.Folder, StringComparison.Ordinal), outcome.Output);
    }

    [TestMethod]
    public async Task Without_an_output_it_is_only_said()
    {
        using var measured = new Measured();
        await measured.Run("x.json", "1");

        var outcome = (await measured.Merge("--explain", "x.json")).Expecting(0);

        Assert.AreEqual($"{measured["app.py"]}: no patterns are configured\n", outcome.Output);
    }
}
