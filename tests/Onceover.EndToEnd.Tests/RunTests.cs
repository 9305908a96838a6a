using Onceover.EndToEnd.Tests.Machine;
using Onceover.EndToEnd.Tests.Programs;

namespace Onceover.EndToEnd.Tests;

/// <summary>The guest is left alone: its streams, its options, its environment; and its data go where they should.</summary>
[TestClass]
public sealed class RunTests
{
    private const string Steps = "import sys\nstep = sys.argv[1]\nif step == 'one':\n    done = 1\nelse:\n    done = 2\n";

    public static IEnumerable<string> Guests => Guest.All.Select(guest => guest.Name);

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public async Task What_a_program_reads_and_writes_is_its_own(string guest)
    {
        using var scratch = new Scratch();
        scratch.Write("echo.py", "import sys\ndata = sys.stdin.read()\nprint(data[::-1], sys.argv[1:])\nprint('aside', file=sys.stderr)\nsys.exit(4)\n");
        string[] command = [Guest.Of(guest).Path, "echo.py", "--source", "-q", "--help"];
        var plain = await new Command(command[0], command[1..]) { Folder = scratch.Folder, Input = "abc" }.RunAsync();
        var measured = await new Command(Repository.Onceover, ["run", "--source", ".", "--", .. command]) { Folder = scratch.Folder, Input = "abc" }.RunAsync();
        Assert.AreEqual(plain, measured);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public async Task Modules_in_an_archive_are_reported(string guest)
    {
        using var scratch = new Scratch();
        scratch.Write("program.py", """
            import sys, zipfile
            with zipfile.ZipFile("packed.zip", "w") as packed:
                packed.writestr("inner.py", "def f(x):\n    if x:\n        return 1\n    return 2\n")
            sys.path.insert(0, "packed.zip")
            import inner
            inner.f(1)
            """);
        var measurement = new Measurement(scratch);
        (await measurement.RunAsync([], Guest.Of(guest).Path, "program.py")).Expecting(0);
        var report = (await measurement.OnceoverAsync("report", "--branch", "-m")).Expecting(0).Output;
        StringAssert.Matches(report, new("^packed.zip/inner.py +4 +1 +2 +1 +67% +4$", System.Text.RegularExpressions.RegexOptions.Multiline));
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public async Task A_program_sees_no_more_of_the_measurement_than_its_children_need(string guest)
    {
        using var scratch = new Scratch();
        scratch.Write("look.py", """
            import os, subprocess, sys, threading
            print(sorted(item for item in os.environ.items() if item[0] not in ('_', 'ONCEOVER_RUN', 'PYTHONPATH')))
            print(sys.path, sorted(sys.modules), sys.argv, sys.flags)
            print([sys.monitoring.get_tool(n) for n in (0, 1, 2) if hasattr(sys, 'monitoring')], sys.gettrace(), sys.getprofile(), threading.active_count())
            print(sorted(os.listdir('/proc/self/fd')))
            """);
        var plain = await new Command(Guest.Of(guest).Path, "look.py") { Folder = scratch.Folder }.RunAsync();
        var measured = await new Command(Repository.Onceover, "run", "-q", "--source", ".", "--", Guest.Of(guest).Path, "look.py") { Folder = scratch.Folder }.RunAsync();
        Assert.AreEqual(plain.Expecting(0).Output, measured.Expecting(0).Output);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public async Task An_existing_sitecustomize_still_runs(string guest)
    {
        using var scratch = new Scratch();
        scratch.Write("site/sitecustomize.py", "print('customized')\n");
        scratch.Write("program.py", "import sitecustomize\nprint(sitecustomize.__file__)\n");
        var environment = new Dictionary<string, string?> { ["PYTHONPATH"] = scratch["site"] };
        var plain = await new Command(Guest.Of(guest).Path, "program.py") { Folder = scratch.Folder, Environment = environment }.RunAsync();
        var measured = await new Command(Repository.Onceover, "run", "-q", "--source", ".", "--", Guest.Of(guest).Path, "program.py")
        {
            Folder = scratch.Folder,
            Environment = environment,
        }.RunAsync();
        Assert.AreEqual(plain.Expecting(0), measured);
    }

    [TestMethod]
    public async Task A_second_run_replaces_and_append_adds()
    {
        using var scratch = new Scratch();
        scratch.Write("steps.py", Steps);
        var measurement = new Measurement(scratch);
        Task<Outcome> Step(string step, params string[] options) =>
            measurement.RunAsync(["--source", ".", .. options], Guest.Of("python3.14").Path, "steps.py", step);

        await Step("one");
        await Step("two");
        Assert.AreEqual("1: ran\n2: ran\n3: ran, 4 missing, 6 taken\n4: missed\n6: ran", (await measurement.FiguresAsync("steps.py")).ToString());
        await Step("one", "--append");
        Assert.AreEqual("1: ran\n2: ran\n3: ran, 4 taken, 6 taken\n4: ran\n6: ran", (await measurement.FiguresAsync("steps.py")).ToString());
    }

    [TestMethod]
    public async Task Runs_at_the_same_time_into_one_file_both_count()
    {
        using var scratch = new Scratch();
        scratch.Write("steps.py", Steps);
        var measurement = new Measurement(scratch);
        Task<Outcome> Step(string step) => measurement.RunAsync(["--source", ".", "-a"], Guest.Of("python3.14").Path, "steps.py", step);
        var runs = await Task.WhenAll(Step("one"), Step("two"));
        Assert.IsTrue(runs.All(run => run.ExitCode == 0));
        Assert.AreEqual("1: ran\n2: ran\n3: ran, 4 taken, 6 taken\n4: ran\n6: ran", (await measurement.FiguresAsync("steps.py")).ToString());
    }

    [TestMethod]
    public async Task A_run_inside_a_run_gives_both_their_data()
    {
        using var scratch = new Scratch();
        scratch.Write("steps.py", Steps);
        var measurement = new Measurement(scratch);
        (await measurement.RunAsync(
            ["--source", "."], Repository.Onceover, "run", "-q", "--source", ".", "--data-file", "inner.json", "--", Guest.Of("python3.14").Path, "steps.py", "one")).Expecting(0);
        const string Expected = "1: ran\n2: ran\n3: ran, 4 taken, 6 missing\n4: ran\n6: missed";
        Assert.AreEqual(Expected, (await measurement.FiguresAsync("steps.py")).ToString());
        var inner = (await measurement.OnceoverAsync("json", "-q", "--data-file", "inner.json", "-o", "-")).Expecting(0);
        Assert.AreEqual(Expected, Figures.FromJson(inner.Output).ToString());
    }

    [TestMethod]
    [DataRow("-m", "steps", "one", DisplayName = "module")]
    [DataRow("steps.py", "one", DisplayName = "script")]
    public async Task A_module_or_script_runs_with_the_chosen_python(params string[] command)
    {
        using var scratch = new Scratch();
        scratch.Write("steps.py", Steps);
        var measurement = new Measurement(scratch);
        (await measurement.OnceoverAsync(["run", "-q", "--source", ".", "--python", Guest.Of("python3.14").Path, .. command])).Expecting(0);
        Assert.AreEqual("1: ran\n2: ran\n3: ran, 4 taken, 6 missing\n4: ran\n6: missed", (await measurement.FiguresAsync("steps.py")).ToString());
    }

    [TestMethod]
    [DataRow("real", "link")]
    [DataRow("link", "real")]
    [DataRow("link", "link")]
    public async Task A_file_counts_by_whatever_link_it_is_named(string source, string program)
    {
        using var scratch = new Scratch();
        scratch.Write("real/steps.py", Steps);
        Directory.CreateSymbolicLink(scratch["link"], "real");
        var measurement = new Measurement(scratch);
        (await measurement.RunAsync(["--source", source], Guest.Of("python3.14").Path, $"{program}/steps.py", "one")).Expecting(0);
        Assert.AreEqual("1: ran\n2: ran\n3: ran, 4 taken, 6 missing\n4: ran\n6: missed", (await measurement.FiguresAsync("steps.py")).ToString());
    }

    [TestMethod]
    public async Task A_python_of_a_virtual_environment_is_measured()
    {
        using var scratch = new Scratch();
        (await new Command(Guest.Of("python3.14").Path, "-m", "venv", "--without-pip", scratch["venv"]).RunAsync()).Expecting(0);
        scratch.Write("steps.py", Steps);
        var measurement = new Measurement(scratch);
        (await measurement.RunAsync(["--source", "steps.py"], scratch["venv/bin/python"], "steps.py", "one")).Expecting(0);
        Assert.AreEqual("1: ran\n2: ran\n3: ran, 4 taken, 6 missing\n4: ran\n6: missed", (await measurement.FiguresAsync("steps.py")).ToString());
    }

}
