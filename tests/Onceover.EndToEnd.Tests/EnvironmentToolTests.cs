using Onceover.EndToEnd.Tests.Machine;
using Onceover.EndToEnd.Tests.Programs;

namespace Onceover.EndToEnd.Tests;

/// <summary>Programs that make environments and run commands in them, as they are installed: tox, nox, virtualenv.</summary>
[TestClass]
public sealed class EnvironmentToolTests
{
    private const string Program = "x = 1\nif x:\n    print('hello')\n";
    private const string Measured = "1: ran\n2: ran, 3 taken, -1 missing\n3: ran";

    private static readonly Guest Python = Guest.Of("python3.14");

    [TestMethod]
    public async Task Tox_that_passes_two_variables_is_measured()
    {
        using var scratch = new Scratch();
        WriteTox(scratch, "pass_env = ONCEOVER_RUN, PYTHONPATH");
        var outcome = (await ToolAsync(scratch, "tox")).Expecting(0);
        StringAssert.Contains(outcome.Output, "hello");
        Assert.AreEqual(Measured, await FiguresAsync(scratch));
    }

    [TestMethod]
    public async Task Tox_that_passes_nothing_is_measured_with_the_hook()
    {
        using var scratch = new Scratch();
        WriteTox(scratch, "");
        (await ToolAsync(scratch, "tox", "run", "--notest")).Expecting(0);
        (await OnceoverAsync(scratch, "hook", "install", scratch[".tox/py/bin/python"])).Expecting(0);
        (await ToolAsync(scratch, "tox")).Expecting(0);
        Assert.AreEqual(Measured, await FiguresAsync(scratch));
        (await OnceoverAsync(scratch, "hook", "remove", scratch[".tox/py/bin/python"])).Expecting(0);
        Assert.IsEmpty(Directory.GetFiles(scratch[".tox/py"], "*onceover*", SearchOption.AllDirectories));
    }

    [TestMethod]
    public async Task Tox_that_passes_nothing_is_noticed()
    {
        using var scratch = new Scratch();
        WriteTox(scratch, "");
        scratch.Write("program.py", Program + "import time\ntime.sleep(0.6)\n");
        var outcome = (await ToolAsync(scratch, "tox")).Expecting(0);
        StringAssert.Contains(outcome.Error, "not measured (an emptied environment)");
    }

    [TestMethod]
    public async Task Nox_is_measured()
    {
        using var scratch = new Scratch();
        scratch.Write("program.py", Program);
        scratch.Write("noxfile.py", "import nox\n@nox.session\ndef tests(session):\n    session.run('python', 'program.py')\n");
        (await ToolAsync(scratch, "nox")).Expecting(0);
        Assert.AreEqual(Measured, await FiguresAsync(scratch));
    }

    [TestMethod]
    public async Task A_python_of_virtualenvs_is_measured()
    {
        using var scratch = new Scratch();
        scratch.Write("program.py", Program);
        (await ToolAsync(scratch, "virtualenv", "--no-seed", scratch["made"])).Expecting(0);
        (await OnceoverAsync(scratch, "run", "--source", "program.py", "--", scratch["made/bin/python"], "program.py")).Expecting(0);
        Assert.AreEqual(Measured, await FiguresAsync(scratch));
    }

    private static void WriteTox(Scratch scratch, string passing)
    {
        scratch.Write("program.py", Program);
        scratch.Write("tox.ini", $"[tox]\nskipsdist = true\nenvlist = py\n[testenv]\nskip_install = true\n{passing}\ncommands = python program.py\n");
    }

    /// <summary><c>onceover run -- python -m TOOL …</c></summary>
    private static Task<Outcome> ToolAsync(Scratch scratch, string tool, params string[] arguments) =>
        OnceoverAsync(scratch, ["run", "--source", "program.py", "--", Python.Path, "-m", tool, .. arguments]);

    private static Task<Outcome> OnceoverAsync(Scratch scratch, params string[] arguments) => new Command(Repository.Onceover, arguments)
    {
        Folder = scratch.Folder,
        Environment = new Dictionary<string, string?>
        {
            ["PYTHONPATH"] = Path.Combine(Guest.Folder, "tools"),
            ["VIRTUALENV_NO_SEED"] = "1",

            // Where one of these is set tox lists what is installed, by a pip that no environment here has.
            ["CI"] = null,
            ["GITHUB_ACTIONS"] = null,
            ["GITLAB_CI"] = null,
            ["TF_BUILD"] = null,
        },
    }.RunAsync();

    private static async Task<string> FiguresAsync(Scratch scratch) => (await new Measurement(scratch).FiguresAsync("program.py")).ToString();
}
