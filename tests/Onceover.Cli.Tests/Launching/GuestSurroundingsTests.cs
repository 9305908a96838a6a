using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Cli.Tests.Launching;

/// <summary>What a guest gets from us is what it would have got without us.</summary>
[TestClass]
public sealed class GuestSurroundingsTests
{
    [TestMethod]
    public async Task Arguments_keep_their_bytes()
    {
        using var onceover = new Onceover();
        var script = $"'{Repository.Onceover}' run -q -- printf '%s|' 'a b' '' \"$(printf 'x\\377y')\" '*' -- -q \"$(printf 'n\\nl')\"";
        var outcome = (await (new Command("sh", "-c", script + " | od -An -tx1") { Folder = onceover.Folder }).RunAsync()).Expecting(0);
        Assert.AreEqual("612062 7c7c78ff797c2a7c2d2d7c2d717c6e0a6c7c".Replace(" ", "", StringComparison.Ordinal), Squeezed(outcome.Output));
    }

    [TestMethod]
    public async Task The_environment_is_ours_and_two_variables()
    {
        using var onceover = new Onceover();
        const string Show = "env -u _ | sort";
        var command = onceover.Command("run", "-q", "--", "sh", "-c", Show);
        var plain = (await (new Command("sh", "-c", Show) { Folder = onceover.Folder, Environment = command.Environment }).RunAsync()).Output;
        var added = (await command.RunAsync()).Expecting(0).Output.Split('\n').Except(plain.Split('\n')).Select(line => line.Split('=')[0]).Order();
        CollectionAssert.AreEqual(new[] { "ONCEOVER_RUN", "PYTHONPATH" }, added.ToArray());
    }

    [TestMethod]
    public async Task A_python_path_of_the_users_comes_after_the_agents_folder()
    {
        using var onceover = new Onceover();
        var command = onceover.Command("run", "-q", "--", "printenv", "PYTHONPATH");
        var outcome = await (command with { Environment = new Dictionary<string, string?> { ["PYTHONPATH"] = "/a:/b" } }).RunAsync();
        StringAssert.EndsWith(outcome.Expecting(0).Output, "/agent:/a:/b\n");
    }

    [TestMethod]
    public async Task Signals_and_descriptors_are_as_without_us()
    {
        using var onceover = new Onceover();
        const string Show = "grep -E '^Sig(Blk|Ign)' /proc/self/status; ls /proc/self/fd | wc -l";
        var measured = (await onceover.RunAsync("run", "-q", "--", "sh", "-c", Show)).Expecting(0).Output;

        // Without SIGPIPE, which this process's own runtime ignores.
        var plain = (await (new Command("env", "--default-signal=PIPE", "sh", "-c", Show) { Folder = onceover.Folder }).RunAsync()).Expecting(0).Output;
        Assert.AreEqual(plain, measured);
    }

    [TestMethod]
    public async Task What_nohup_ignores_stays_ignored()
    {
        using var onceover = new Onceover();
        var script = $"trap '' HUP; exec '{Repository.Onceover}' run -q -- grep SigIgn /proc/self/status";
        var outcome = (await (new Command("sh", "-c", script) { Folder = onceover.Folder }).RunAsync()).Expecting(0);
        Assert.AreEqual(1UL, Convert.ToUInt64(outcome.Output.Split(':')[1].Trim(), 16) & 1);
    }

    [TestMethod]
    public async Task Standard_input_is_the_guests()
    {
        using var onceover = new Onceover();
        Assert.AreEqual("one\ntwo", (await (onceover.Command("run", "-q", "cat") with { Input = "one\ntwo" }).RunAsync()).Expecting(0).Output);
    }

    [TestMethod]
    public async Task Options_after_the_command_are_the_guests()
    {
        using var onceover = new Onceover();
        Assert.AreEqual(
            "--help --source x -q\n", (await onceover.RunAsync("run", "-q", "echo", "--help", "--source", "x", "-q")).Expecting(0).Output);
    }

    [TestMethod]
    public async Task As_process_1_it_reaps_orphans_and_passes_the_code_on()
    {
        using var onceover = new Onceover();
        var script = "for i in 1 2 3; do (sh -c 'sleep 0.1' &) ; done; sleep 0.5; ps -o stat= -A 2>/dev/null | grep -c Z; exit 9";
        var outcome = await (new Command(
            "unshare", "--user", "--map-root-user", "--pid", "--fork", "--mount-proc", Repository.Onceover, "run", "-q", "--", "sh", "-c", script)
        {
            Folder = onceover.Folder,
        }).RunAsync();
        outcome.Expecting(9);
        Assert.AreEqual("0", outcome.Output.Trim());
    }

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
