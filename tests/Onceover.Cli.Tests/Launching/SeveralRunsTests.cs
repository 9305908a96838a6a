using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Cli.Tests.Launching;

[TestClass]
public sealed class SeveralRunsTests
{
    private static string Python => Onceover.Python.Path;

    [TestMethod]
    public async Task A_later_run_replaces_and_append_adds()
    {
        using var onceover = new Onceover();
        onceover.Scratch.Write("a.py", "x = 1\n");
        onceover.Scratch.Write("b.py", "x = 1\n");
        (await onceover.RunAsync("run", "--python", Python, "a.py")).Expecting(0);
        (await onceover.RunAsync("run", "--append", "--python", Python, "b.py")).Expecting(0);
        Assert.AreEqual("a.py: 1; b.py: 1", await onceover.ExecutedAsync());
        (await onceover.RunAsync("run", "--python", Python, "b.py")).Expecting(0);
        Assert.AreEqual("b.py: 1", await onceover.ExecutedAsync());
    }

    [TestMethod]
    public async Task Two_runs_at_once_on_one_file_both_count()
    {
        using var onceover = new Onceover();
        onceover.Scratch.Write("a.py", "import time\ntime.sleep(0.5)\n");
        onceover.Scratch.Write("b.py", "import time\ntime.sleep(0.5)\n");
        var outcomes = await Task.WhenAll(
            onceover.RunAsync("run", "--python", Python, "a.py"), onceover.RunAsync("run", "--python", Python, "b.py"));
        Assert.IsTrue(outcomes.All(outcome => outcome.ExitCode == 0));
        Assert.AreEqual("a.py: 1 2; b.py: 1 2", await onceover.ExecutedAsync());
        Assert.IsFalse(Directory.Exists(onceover.Scratch[".onceover.json.runs"]));
    }

    [TestMethod]
    public async Task A_run_inside_a_guest_gives_both_their_data()
    {
        using var onceover = new Onceover();
        Directory.CreateDirectory(onceover.Scratch["lib"]);
        onceover.Scratch.Write("lib/inner.py", "x = 1\n");
        onceover.Scratch.Write("other.py", "x = 1\n");
        onceover.Scratch.Write("outer.py", $"""
            import subprocess
            subprocess.run(["{Repository.Onceover}", "run", "-q", "--data-file", "inner.json", "--source", "lib",
                "sh", "-c", "{Python} lib/inner.py; {Python} other.py"], check=True)
            """);
        var outcome = (await onceover.RunAsync("run", "--python", Python, "outer.py")).Expecting(0);
        Assert.AreEqual("", outcome.Error);
        Assert.AreEqual("lib/inner.py: 1; other.py: 1; outer.py: 1 2", await onceover.ExecutedAsync());
        Assert.AreEqual("lib/inner.py: 1", await onceover.ExecutedAsync("--data-file", "inner.json"));
    }

    [TestMethod]
    public async Task Run_files_merge_in_any_order_and_any_number_of_times()
    {
        using var onceover = new Onceover();
        onceover.Scratch.Write("a.py", "x = 1\n");
        onceover.Scratch.Write("b.py", "x = 1\n");
        (await onceover.RunAsync("run", "--data-file", "parts/a.json", "--python", Python, "a.py")).Expecting(0);
        (await onceover.RunAsync("run", "--data-file", "parts/b.json", "--python", Python, "b.py")).Expecting(0);
        onceover.Scratch.Write("parts/readme.txt", "not a run file");
        (await onceover.RunAsync("merge", "-q", "-o", "one.json", "parts/a.json", "parts/b.json")).Expecting(0);
        (await onceover.RunAsync("merge", "-q", "-o", "two.json", "parts/b.json", "parts", "one.json")).Expecting(0);
        Assert.AreEqual("a.py: 1; b.py: 1", await onceover.ExecutedAsync("--data-file", "one.json"));
        Assert.AreEqual(await File.ReadAllTextAsync(onceover.Scratch["one.json"]), await File.ReadAllTextAsync(onceover.Scratch["two.json"]));
    }

    [TestMethod]
    [DataRow("-I", "-I")]
    [DataRow("-E", "-E")]
    [DataRow("-S", "-S")]
    [DataRow("-i", "an emptied environment")]
    [DataRow("PYTHONPATH=", "another PYTHONPATH")]
    public async Task A_python_that_was_not_measured_is_noticed(string how, string reason)
    {
        using var onceover = new Onceover();
        var sleep = "import time; time.sleep(0.3)";
        string[] command = how is "-i" or "PYTHONPATH=" ? ["env", how, Python, "-c", sleep] : [Python, how, "-c", sleep];
        var outcome = (await onceover.RunAsync(["run", "--", .. command])).Expecting(0);
        StringAssert.Contains(outcome.Error, $"onceover: warning: 1 Python process was not measured ({reason})\n");
    }

    [TestMethod]
    public async Task A_python_that_a_measured_one_becomes_is_noticed()
    {
        using var onceover = new Onceover();
        onceover.Scratch.Write("app.py", """
            import os, sys, time
            time.sleep(0.2)
            os.execv(sys.executable, [sys.executable, "-E", "-c", "import time; time.sleep(0.3)"])
            """);
        var outcome = (await onceover.RunAsync("run", "--", Python, "app.py")).Expecting(0);
        Assert.AreEqual("onceover: warning: 1 Python process was not measured (-E)\n", outcome.Error);
        Assert.AreEqual("app.py: 1 2 3", await onceover.ExecutedAsync());
    }

    [TestMethod]
    public async Task A_python_that_executes_another_measured_one_is_no_matter()
    {
        using var onceover = new Onceover();
        onceover.Scratch.Write("app.py", """
            import os, sys, time
            time.sleep(0.1)
            left = int(sys.argv[1])
            if left:
                os.execv(sys.executable, [sys.executable, "app.py", str(left - 1)])
            """);
        var outcome = (await onceover.RunAsync("run", "--", Python, "app.py", "3")).Expecting(0);
        Assert.AreEqual("", outcome.Error);
        Assert.AreEqual("app.py: 1 2 3 4 5", await onceover.ExecutedAsync());
    }

    [TestMethod]
    public async Task A_hook_measures_a_python_whose_environment_was_emptied()
    {
        using var onceover = new Onceover();
        onceover.Scratch.Write("app.py", "x = 1\n");
        (await new Command(Python, "-m", "venv", "--without-pip", "env") { Folder = onceover.Folder }.RunAsync()).Expecting(0);
        (await onceover.RunAsync("hook", "install", "env/bin/python")).Expecting(0);
        foreach (var command in (string[][])[["env", "-i", "env/bin/python", "app.py"], ["env/bin/python", "-I", "app.py"]])
        {
            var outcome = (await onceover.RunAsync(["run", "--", .. command])).Expecting(0);
            Assert.AreEqual("", outcome.Error);
            Assert.AreEqual("app.py: 1", await onceover.ExecutedAsync());
        }

        (await onceover.RunAsync("hook", "remove", "env/bin/python")).Expecting(0);
        (await onceover.RunAsync("hook", "remove", "env/bin/python")).Expecting(1);
        Assert.IsEmpty(Directory.EnumerateFiles(onceover.Folder, "onceover*", SearchOption.AllDirectories));
    }
}
