using Onceover.Cli.Configuration;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Cli.Tests.Configuration;

[TestClass]
public sealed class SettingsFileTests
{
    private static readonly (string Name, string Text)[] Places =
    [
        (".coveragerc", "[run]\ncontext = .coveragerc\n"),
        (".coveragerc.toml", "[run]\ncontext = '.coveragerc.toml'\n"),
        ("setup.cfg", "[coverage:run]\ncontext = setup.cfg\n"),
        ("tox.ini", "[coverage:run]\ncontext = tox.ini\n"),
        ("pyproject.toml", "[tool.coverage.run]\ncontext = 'pyproject.toml'\n"),
    ];

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    public void The_first_file_that_has_something_counts_alone(int first)
    {
        using var scratch = new Scratch();
        foreach (var (name, text) in Places[first..])
        {
            scratch.Write(name, text);
        }

        Assert.AreEqual(Places[first].Name, Load(scratch).Run.Context);
    }

    [TestMethod]
    public void A_shared_file_without_anything_for_us_is_passed_over()
    {
        using var scratch = new Scratch();
        scratch.Write("setup.cfg", "[metadata]\nname = x\n");
        scratch.Write("tox.ini", "[run]\nbranch = true\n");
        scratch.Write("pyproject.toml", "[tool.coverage.run]\nbranch = true\n");
        Assert.AreEqual("pyproject.toml", Load(scratch).File);
    }

    [TestMethod]
    public void An_empty_file_of_our_own_ends_the_search()
    {
        using var scratch = new Scratch();
        scratch.Write(".coveragerc", "");
        scratch.Write("pyproject.toml", "[tool.coverage.run]\nbranch = true\n");
        Assert.AreEqual(".coveragerc", Load(scratch).File);
        Assert.IsNull(Load(scratch).Run.Branch);
    }

    [TestMethod]
    public void Without_a_file_nothing_is_set()
    {
        using var scratch = new Scratch();
        Assert.AreEqual(Settings.Nothing, Load(scratch));
    }

    [TestMethod]
    public void A_named_file_is_read_and_no_other()
    {
        using var scratch = new Scratch();
        scratch.Write(".coveragerc", "[run]\ncontext = wrong\n");
        scratch.Write("ci.cfg", "[run]\ncontext = right\n");
        Assert.AreEqual("right", Load(scratch, named: "ci.cfg").Run.Context);
        Assert.AreEqual("right", Load(scratch, variables: ("COVERAGE_RCFILE", "ci.cfg")).Run.Context);
    }

    [TestMethod]
    public void A_named_file_that_is_not_there_is_a_mistake()
    {
        using var scratch = new Scratch();
        var mistake = Assert.ThrowsExactly<MistakeException>(() => Load(scratch, named: "ci.cfg")).Mistake;
        Assert.AreEqual(ExitCode.Usage, mistake.ExitCode);
    }

    [TestMethod]
    public void The_environment_names_the_data_file()
    {
        using var scratch = new Scratch();
        scratch.Write(".coveragerc", "[run]\ndata_file = here\n");
        Assert.AreEqual("here", Load(scratch).Run.DataFile);
        Assert.AreEqual("there", Load(scratch, variables: ("COVERAGE_FILE", "there")).Run.DataFile);
    }

    [TestMethod]
    [DataRow("pyproject.toml", "[tool.coverage.run\n", 1)]
    [DataRow("pyproject.toml", "[tool.coverage.run]\nbranch = true\nbranch = false\n", 3)]
    [DataRow(".coveragerc", "[run]\nbranch\n", 2)]
    public void A_syntax_error_is_said_with_file_and_line(string name, string text, int line)
    {
        using var scratch = new Scratch();
        scratch.Write(name, text);
        var mistake = Assert.ThrowsExactly<MistakeException>(() => Load(scratch)).Mistake;
        Assert.AreEqual(ExitCode.BadInput, mistake.ExitCode);
        StringAssert.StartsWith(mistake.Message, $"{name}:{line}:");
    }

    [TestMethod]
    public void A_file_that_is_not_utf8_is_a_mistake()
    {
        using var scratch = new Scratch();
        File.WriteAllBytes(scratch[".coveragerc"], [(byte)'[', 0xff, (byte)']']);
        Assert.AreEqual(ExitCode.BadInput, Assert.ThrowsExactly<MistakeException>(() => Load(scratch)).Mistake.ExitCode);
    }

    private static Settings Load(Scratch scratch, string? named = null, params (string Name, string Value)[] variables) =>
        SettingsFile.Load(named, scratch.Folder, name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
