using System.Text;
using System.Text.Json;
using Onceover.EndToEnd.Tests.Machine;
using Onceover.EndToEnd.Tests.Programs;

namespace Onceover.EndToEnd.Tests;

/// <summary>
/// Where recording is made hard: the program runs as always, what can be recorded is, and what cannot is said. Folders that are full or read-only
/// are file systems of the test's own, in a mount namespace of its own.
/// </summary>
[TestClass]
public sealed class HostileSurroundingsTests
{
    private const string Late = "import os, sys\ndef late(x):\n    if x:\n        return 1\n    return 2\n";
    private const string LateRan = "2: ran\n3: ran, 4 taken, 5 taken\n4: ran\n5: ran";

    private static readonly int Processes = Environment.GetEnvironmentVariable("ONCEOVER_NIGHTLY") is null ? 100 : 10_000;
    private static readonly int ProcessesAtOnce = Environment.GetEnvironmentVariable("ONCEOVER_NIGHTLY") is null ? 30 : 500;

    private static readonly string[] WaysToChange =
    [
        "os.closerange(3, 1000)",
        "os.makedirs('other'); os.chdir('other')",
        "os.makedirs('jail'); os.chroot('jail'); os.chdir('/')",
        "os.setgid(65534); os.setuid(65534)",
        "import time; time.time = lambda: 0.0",
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))",
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 28, 1 << 28))",
    ];

    public static IEnumerable<(string Guest, string What)> Changes =>
        from guest in Guest.All
        from what in WaysToChange
        select (guest.Name, what);

    public static IEnumerable<string> Guests => Guest.All.Select(guest => guest.Name);

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public async Task A_disk_that_fills_up_keeps_what_was_recorded_and_says_what_was_not(string guest)
    {
        using var scratch = new Scratch();
        WriteLargeProgram(scratch);
        var outcome = await OnAFileSystemAsync(scratch, "size=400k", $"""
            '{Repository.Onceover}' run --source . --data-file small/data -- {Guest.Of(guest).Path} program.py; echo "exit $?"
            '{Repository.Onceover}' report --data-file small/data
            """);
        StringAssert.StartsWith(outcome.Output, "ran\nexit 125\n");
        StringAssert.Contains(outcome.Error, "records were lost (the disk was full or a limit was reached)");
        StringAssert.Contains(outcome.Error, "What was recorded is kept in ");
        Assert.IsTrue(outcome.Output.Split('\n').Single(line => line.StartsWith("large.py", StringComparison.Ordinal)).Split(' ')[^1] is not "0%" and not "100%", outcome.Output);
    }

    /// <summary>One that gives room to pages only when it has to, as most disks have.</summary>
    [TestMethod]
    public async Task A_disk_with_delayed_allocation_that_fills_up_keeps_what_was_recorded()
    {
        using var scratch = new Scratch();
        WriteLargeProgram(scratch);
        var outcome = await new Command("unshare", "--mount", "sh", "-c", $"""
            mkdir small && truncate -s 512K image && mkfs.ext4 -q -m 0 -O ^has_journal image && mount -o loop image small || exit
            '{Repository.Onceover}' run --source . --data-file small/data -- {Guest.Of("python3.14").Path} program.py; echo "exit $?"
            '{Repository.Onceover}' report --data-file small/data
            """) { Folder = scratch.Folder }.RunAsync();
        StringAssert.StartsWith(outcome.Output, "ran\nexit 125\n");
        StringAssert.Contains(outcome.Error, "records were lost (the disk was full or a limit was reached)");
        Assert.IsTrue(outcome.Output.Split('\n').Single(line => line.StartsWith("large.py", StringComparison.Ordinal)).Split(' ')[^1] is not "0%" and not "100%", outcome.Output);
    }

    [TestMethod]
    public async Task A_process_without_a_file_for_a_spool_runs_and_is_noticed()
    {
        using var scratch = new Scratch();
        scratch.Write("program.py", "import time\ntime.sleep(0.3)\nprint('ran')\n");
        var outcome = await OnAFileSystemAsync(
            scratch, "nr_inodes=6", $"""'{Repository.Onceover}' run --source . --data-file small/data -- {Guest.Of("python3.14").Path} program.py""");
        Assert.AreEqual("ran\n", outcome.Output);
        StringAssert.Contains(outcome.Error, "1 Python process was not measured");
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public async Task A_process_without_room_for_a_spool_runs_and_is_noticed(string guest)
    {
        using var scratch = new Scratch();
        scratch.Write("program.py", "print('ran')\n");
        var outcome = await OnAFileSystemAsync(
            scratch, "size=8k", $"""'{Repository.Onceover}' run --source . --data-file small/data -- {Guest.Of(guest).Path} program.py""");
        Assert.AreEqual("ran\n", outcome.Output);
        StringAssert.Contains(outcome.Error, "a process recorded nothing: there was no room for its spool");
    }

    [TestMethod]
    public async Task A_read_only_folder_is_said_before_the_command_runs()
    {
        using var scratch = new Scratch();
        var outcome = await OnAFileSystemAsync(scratch, "ro", $"'{Repository.Onceover}' run --data-file small/data -- echo ran");
        Assert.AreEqual("", outcome.Expecting(125).Output);
        StringAssert.Contains(outcome.Error, "Read-only file system");
    }

    [TestMethod]
    public async Task A_folder_that_vanishes_is_said_and_nothing_else_happens()
    {
        using var scratch = new Scratch();
        var outcome = await RunAsync(scratch, "python3.14", """
            import os, shutil, subprocess, sys
            shutil.rmtree(os.path.dirname(os.environ["ONCEOVER_RUN"]))
            def late(): return 1
            late()
            sys.exit(subprocess.run([sys.executable, "-c", "print('child')"]).returncode + 3)
            """);
        Assert.AreEqual("child\n", outcome.Expecting(3).Output);
        StringAssert.Contains(outcome.Error, " is gone: something removed it");
    }

    [TestMethod]
    [DataRow("python3.13", "-f 2048")]
    [DataRow("python3.14", "-f 2048")]
    [DataRow("python3.15", "-f 2048")]
    [DataRow("python3.14", "-n 5")]
    [DataRow("python3.14", "-v 100000")]
    [DataRow("python3.14", "-s 200")]
    [DataRow("python3.14", "-l 0")]
    public async Task Within_limits_it_records(string guest, string limit)
    {
        using var scratch = new Scratch();
        scratch.Write("program.py", Late + "late(1)\nlate(0)\nprint('ran')\n");
        var outcome = (await OnceoverAsync(scratch, "run", "--source", ".", "--", "sh", "-c", $"ulimit {limit}; exec $(sed -n 's/^exec \"\\(.*\\)\" .*/\\1/p' {Guest.Of(guest).Path}) program.py")).Expecting(0);
        Assert.AreEqual(new Outcome(0, "ran\n", ""), outcome);
        StringAssert.Contains(await FiguresAsync(scratch), LateRan);
    }

    [TestMethod]
    public async Task Files_may_be_too_small_for_a_spool()
    {
        using var scratch = new Scratch();
        scratch.Write("program.py", "print('ran')\n");
        var outcome = (await OnceoverAsync(scratch, "run", "--source", ".", "--", "sh", "-c", $"ulimit -f 1; exec {Guest.Of("python3.14").Path} program.py")).Expecting(0);
        Assert.AreEqual("ran\n", outcome.Output);
        StringAssert.Contains(outcome.Error, "a process recorded nothing: there was no room for its spool");
    }

    [TestMethod]
    [DynamicData(nameof(Changes))]
    public async Task What_a_process_does_to_itself_does_not_end_the_recording(string guest, string what)
    {
        using var scratch = new Scratch();
        var outcome = await RunAsync(scratch, guest, Late + what + "\nlate(1)\nlate(0)\n");
        Assert.AreEqual(new Outcome(0, "", ""), outcome);
        StringAssert.Contains(await FiguresAsync(scratch), LateRan);
    }

    [TestMethod]
    public async Task A_new_process_of_another_user_is_noticed()
    {
        using var scratch = new Scratch();
        var outcome = await RunAsync(scratch, "python3.14", """
            import os, subprocess, sys
            os.setgid(65534); os.setuid(65534)
            subprocess.run([sys.executable, "-c", "import time; time.sleep(0.5); print('ran')"])
            """);
        Assert.AreEqual("ran\n", outcome.Expecting(0).Output);
        StringAssert.Contains(outcome.Error, "1 Python process was not measured (another user)");
    }

    [TestMethod]
    public async Task A_new_process_in_another_root_is_noticed()
    {
        using var scratch = new Scratch();
        var python = (await File.ReadAllTextAsync(Guest.Of("python3.14").Path)).Split('"')[1];
        var outcome = (await OnceoverAsync(scratch, "run", "--source", ".", "--", "unshare", "--mount", "sh", "-c", $"""
            mkdir -p 'jail{Guest.Folder}' && mount --rbind '{Guest.Folder}' 'jail{Guest.Folder}' && chroot jail '{python}' -c "import time; time.sleep(0.5); print('ran')"
            """)).Expecting(0);
        Assert.AreEqual("ran\n", outcome.Output);
        StringAssert.Contains(outcome.Error, "1 Python process was not measured");
    }

    [TestMethod]
    [DataRow("a b")]
    [DataRow("a\nb")]
    [DataRow("a'\"$b")]
    [DataRow("ü€")]
    public async Task Paths_are_taken_as_they_are(string name)
    {
        using var scratch = new Scratch();
        scratch.Write($"{name}/{name}.py", Late + "late(1)\nlate(0)\n");
        var outcome = await new Command(Repository.Onceover, "run", "--source", ".", "--", Guest.Of("python3.14").Path, $"{name}.py") { Folder = scratch[name] }.RunAsync();
        Assert.AreEqual(new Outcome(0, "", ""), outcome);
        var report = await new Command(Repository.Onceover, "json", "-q", "-o", "-") { Folder = scratch[name] }.RunAsync();
        StringAssert.Contains(Figures.FromJson(report.Expecting(0).Output).ToString(), LateRan);
    }

    [TestMethod]
    public async Task A_file_name_that_is_not_text_is_named_and_the_others_count()
    {
        using var scratch = new Scratch();
        scratch.Write("program.py", "import sys\nexec(compile(open(sys.argv[1]).read(), sys.argv[1], 'exec'))\nx = 1\n");
        var outcome = (await OnceoverAsync(scratch, "run", "--source", ".", "--", "bash", "-c", $"echo 'y = 1' > $'c\\xff.py'; {Guest.Of("python3.14").Path} program.py $'c\\xff.py'; rm $'c\\xff.py'")).Expecting(0);
        StringAssert.Contains(outcome.Error, "ran, but there is no such source file now; it is not counted");
        Assert.AreEqual("1: ran\n2: ran\n3: ran", await FiguresAsync(scratch));
    }

    [TestMethod]
    public async Task A_working_folder_whose_name_is_not_text_is_refused()
    {
        using var scratch = new Scratch();
        var outcome = await new Command("bash", "-c", $"mkdir $'c\\xff'; cd $'c\\xff'; '{Repository.Onceover}' run -- echo ran; code=$?; cd ..; ls -A; rm -r $'c\\xff'; exit $code") { Folder = scratch.Folder }.RunAsync();
        StringAssert.Contains(outcome.Expecting(125).Error, "the working folder cannot be named");
        Assert.HasCount(1, outcome.Output.Trim().Split('\n'));
    }

    [TestMethod]
    public async Task Many_short_processes_are_all_recorded()
    {
        using var scratch = new Scratch();
        WriteParts(scratch, Processes);
        var loop = $"i=0; while [ $i -lt {Processes} ]; do {Guest.Of("python3.14").Path} part$i.py; i=$((i+1)); done";
        Assert.AreEqual(new Outcome(0, "", ""), await OnceoverAsync(scratch, "run", "--source", ".", "--", "sh", "-c", loop));
        await AssertAllPartsAsync(scratch, Processes);
    }

    [TestMethod]
    public async Task Many_processes_at_once_are_all_recorded()
    {
        using var scratch = new Scratch();
        WriteParts(scratch, ProcessesAtOnce);
        var loop = $"i=0; while [ $i -lt {ProcessesAtOnce} ]; do {Guest.Of("python3.14").Path} part$i.py & i=$((i+1)); done; wait";
        Assert.AreEqual(new Outcome(0, "", ""), await OnceoverAsync(scratch, "run", "--source", ".", "--", "sh", "-c", loop));
        await AssertAllPartsAsync(scratch, ProcessesAtOnce);
    }

    [TestMethod]
    public async Task Children_that_end_at_once_are_no_unmeasured_processes()
    {
        using var scratch = new Scratch();
        scratch.Write("program.py", "import os\nfor i in range(5000):\n    if not os.fork():\n        os._exit(0)\n    os.wait()\n");
        Assert.AreEqual(new Outcome(0, "", ""), await OnceoverAsync(scratch, "run", "--source", ".", "--", Guest.Of("python3.14").Path, "program.py"));
    }

    /// <summary>A file for each process that only it runs.</summary>
    private static void WriteParts(Scratch scratch, int count)
    {
        for (var n = 0; n < count; n++)
        {
            scratch.Write($"part{n}.py", "x = 1\n");
        }
    }

    private static async Task AssertAllPartsAsync(Scratch scratch, int count)
    {
        using var report = JsonDocument.Parse((await OnceoverAsync(scratch, "json", "-q", "-o", "-")).Expecting(0).Output);
        Assert.AreEqual(count, report.RootElement.GetProperty("totals").GetProperty("covered_lines").GetInt32());
    }

    private static void WriteLargeProgram(Scratch scratch)
    {
        var text = new StringBuilder();
        for (var n = 0; n < 3000; n++)
        {
            text.Append("def f").Append(n).Append("(x):\n    if x:\n        return 1\n    return x\nf").Append(n).Append("(1)\n");
        }

        scratch.Write("large.py", text.ToString());
        scratch.Write("program.py", "import large\nprint('ran')\n");
    }

    /// <summary>Runs a script in the scratch folder, where <c>small</c> is a file system in memory.</summary>
    private static Task<Outcome> OnAFileSystemAsync(Scratch scratch, string options, string script) =>
        new Command("unshare", "--mount", "sh", "-c", $"mkdir small && mount -t tmpfs -o {options} tmpfs small && {{ {script}\n}}") { Folder = scratch.Folder }.RunAsync();

    private static Task<Outcome> RunAsync(Scratch scratch, string guest, string program)
    {
        scratch.Write("program.py", program);
        return OnceoverAsync(scratch, "run", "--source", ".", "--", Guest.Of(guest).Path, "program.py");
    }

    private static Task<Outcome> OnceoverAsync(Scratch scratch, params string[] arguments) =>
        new Command(Repository.Onceover, arguments) { Folder = scratch.Folder, Timeout = TimeSpan.FromMinutes(60) }.RunAsync();

    private static async Task<string> FiguresAsync(Scratch scratch) => (await new Measurement(scratch).FiguresAsync("program.py")).ToString();
}
