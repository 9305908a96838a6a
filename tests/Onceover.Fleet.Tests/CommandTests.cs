using Onceover.EndToEnd.Tests.Machine;
using Onceover.Fleet.Tests.Server;

namespace Onceover.Fleet.Tests;

/// <summary>What a person sees of <c>push</c>, <c>pull</c> and <c>unused</c>.</summary>
[TestClass]
public sealed class CommandTests
{
    private static PostgresServer server = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext _) => server = await PostgresServer.StartAsync("scram-sha-256");

    [ClassCleanup]
    public static async Task StopAsync() => await server.DisposeAsync();

    [TestMethod]
    public async Task A_password_comes_from_a_password_file_or_a_variable_or_the_url()
    {
        using var scratch = new Scratch();
        var url = server.UrlOf("pusher", "shared");
        var passwords = scratch.Write("pgpass", $"*:*:*:pusher:{PostgresServer.Password}\n");
        File.SetUnixFileMode(passwords, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await PushedAsync(new Pusher(scratch, url) { Environment = new Dictionary<string, string?> { ["PGPASSFILE"] = passwords } });
        await PushedAsync(new Pusher(scratch, url) { Environment = new Dictionary<string, string?> { ["PGPASSWORD"] = PostgresServer.Password } });
        await PushedAsync(new Pusher(scratch, url.Replace("@", $":{Uri.EscapeDataString(PostgresServer.Password)}@", StringComparison.Ordinal)));

        async Task PushedAsync(Pusher pusher) => (await pusher.Push(pusher.Write("run.json", Samples.Run(1))).RunAsync()).Expecting(0);
    }

    [TestMethod]
    public async Task A_service_says_where_and_as_whom()
    {
        using var scratch = new Scratch();
        var settings = server.Address(server.UrlOf("pusher", "shared")).Settings;
        var services = scratch.Write("services", $"""
            # ours
            [other]
            host=192.0.2.1
            [fleet]
              host={settings.Host}
            port={settings.Port}
            user=pusher
            dbname=shared
            password={PostgresServer.Password}

            [last]
            password=another
            """);
        var pusher = new Pusher(scratch, "postgresql://") { Environment = new Dictionary<string, string?> { ["PGSERVICEFILE"] = services, ["PGSERVICE"] = "fleet" } };
        var outcome = (await pusher.Push(pusher.Write("run.json", Samples.Run(1))).RunAsync()).Expecting(0);
        Assert.DoesNotContain(PostgresServer.Password, outcome.Error + outcome.Output);
        pusher = new Pusher(scratch, "postgresql://?service=fleet") { Environment = new Dictionary<string, string?> { ["PGSERVICEFILE"] = services, ["PGUSER"] = "nobody" } };
        (await pusher.Push(pusher.Write("run.json", Samples.Run(1))).RunAsync()).Expecting(0);
    }

    [TestMethod]
    [DataRow("[fleet]\nhost=h\nsecret s3cret\n", "fleet", "services, line 3: ")]
    [DataRow("[fleet]\npasword=s3cret\n", "fleet", "services, line 2: ")]
    [DataRow("[other]\npassword=s3cret\n", "fleet", "no connection service file has the service")]
    public async Task A_bad_service_is_named_and_no_password(string text, string service, string problem)
    {
        using var scratch = new Scratch();
        var pusher = new Pusher(scratch, "postgresql://")
        {
            Environment = new Dictionary<string, string?> { ["PGSERVICEFILE"] = scratch.Write("services", text), ["PGSERVICE"] = service },
        };
        var outcome = (await pusher.Push(pusher.Write("run.json", Samples.Run(1))).RunAsync()).Expecting(64);
        Assert.Contains(problem, outcome.Error);
        Assert.DoesNotContain("s3cret", outcome.Error + outcome.Output);
    }

    [TestMethod]
    public async Task A_wrong_password_is_an_error_that_does_not_show_it()
    {
        using var scratch = new Scratch();
        var pusher = new Pusher(scratch, server.UrlOf("pusher", "shared").Replace("@", ":wr0ng@", StringComparison.Ordinal))
        {
            Environment = new Dictionary<string, string?> { ["PGPASSWORD"] = "wr0ng" },
        };
        var outcome = (await pusher.Push(pusher.Write("run.json", Samples.Run(1))).RunAsync()).Expecting(1);
        Assert.Contains("does not let us in: password authentication failed for user \"pusher\"", outcome.Error);
        Assert.DoesNotContain("wr0ng", outcome.Error + outcome.Output);
    }

    [TestMethod]
    public async Task A_server_that_asks_for_a_password_and_gets_none_is_there()
    {
        using var scratch = new Scratch();
        var pusher = new Pusher(scratch, server.UrlOf("pusher", "shared"))
        {
            Environment = new Dictionary<string, string?> { ["PGPASSWORD"] = null, ["PGPASSFILE"] = scratch["none"] },
        };
        var outcome = (await pusher.Push(pusher.Write("run.json", Samples.Run(1))).RunAsync()).Expecting(1);
        Assert.Contains("does not let us in: No password has been provided", outcome.Error);
        Assert.Contains("A password comes from PGPASSWORD or ~/.pgpass", outcome.Error);
    }

    [TestMethod]
    public async Task A_bad_address_is_refused_without_repeating_it()
    {
        using var scratch = new Scratch();
        var pusher = new Pusher(scratch, "postgresql://me:s3cret/x@db/cov");
        var outcome = (await pusher.Push(pusher.Write("run.json", Samples.Run(1))).RunAsync()).Expecting(64);
        Assert.DoesNotContain("s3cret", outcome.Error + outcome.Output);
    }

    [TestMethod]
    public async Task A_server_that_is_not_there_is_named()
    {
        using var scratch = new Scratch();
        var pusher = new Pusher(scratch, "postgresql://me@127.0.0.1:1/cov");
        var outcome = (await pusher.Push(pusher.Write("run.json", Samples.Run(1))).RunAsync()).Expecting(1);
        Assert.StartsWith("onceover: postgresql://me@127.0.0.1:1/cov cannot be reached: ", outcome.Error);
    }

    [TestMethod]
    public async Task A_database_that_does_not_exist_is_named()
    {
        using var scratch = new Scratch();
        var pusher = new Pusher(scratch, server.UrlOf("fleet", "nothing"));
        Assert.Contains("database \"nothing\" does not exist", (await pusher.Pull().RunAsync()).Expecting(1).Error);
    }

    [TestMethod]
    public async Task What_no_machine_ran_is_listed_by_content()
    {
        using var scratch = new Scratch();
        var url = await FreshUrlAsync();
        var pusher = new Pusher(scratch, url);
        scratch.Write("app.py", "import sys\nif len(sys.argv) > 1:\n    print('argument')\nelse:\n    print('none')\nif 0 > len(sys.argv):\n    print('never')\n    print('ever')\nif len(sys.argv) > 9:  # pragma: no cover\n    print('excluded')\n");
        await RunAsync(pusher, "one.json", "app.py");
        await RunAsync(pusher, "two.json", "app.py", "x");
        (await pusher.Push(scratch["one.json"], "--build", "b1").RunAsync()).Expecting(0);
        Assert.AreEqual("app.py: 3, 7-8\n", await UnusedAsync(pusher));
        (await pusher.Push(scratch["two.json"], "--build", "b2").RunAsync()).Expecting(0);
        Assert.AreEqual("app.py: 7-8\n", await UnusedAsync(pusher, "--since", "30d"));
        Assert.AreEqual("app.py: 5, 7-8\n", await UnusedAsync(pusher, "--build", "b2"));

        // The same content elsewhere is known by its hash; another content is refused, whatever its lines are.
        File.Move(scratch["app.py"], scratch["moved.py"]);
        Assert.AreEqual("moved.py: 7-8\n", await UnusedAsync(pusher));
        File.Move(scratch["moved.py"], scratch["app.py"]);
        File.AppendAllText(scratch["app.py"], "print('new')\n");
        var refused = (await pusher.Of("unused", "--from", url).RunAsync()).Expecting(1);
        Assert.AreEqual("", refused.Output);
        Assert.Contains("1 file here has another content than what was pushed, so its lines are not told: app.py", refused.Error);
    }

    [TestMethod]
    public async Task Lines_that_ran_too_long_ago_count_as_unused()
    {
        using var scratch = new Scratch();
        var url = await FreshUrlAsync();
        var pusher = new Pusher(scratch, url);
        scratch.Write("app.py", "a = 1\nb = 2\n");
        await RunAsync(pusher, "run.json", "app.py");
        (await pusher.Push(scratch["run.json"]).RunAsync()).Expecting(0);
        await PostgresServer.ExecuteAsync(server.Address(url), "UPDATE onceover.seen SET hour = hour - interval '40 days'");
        Assert.AreEqual("app.py: 1-2\n", await UnusedAsync(pusher, "--since", "30d"));
        Assert.AreEqual("", await UnusedAsync(pusher, "--since", "6w"));
        Assert.Contains("nothing was pushed for this build, flag and time", (await pusher.Pull("--since", "30d").RunAsync()).Expecting(1).Error);
    }

    [TestMethod]
    public async Task A_pull_gives_a_build_a_flag_or_a_time_back_as_a_run_file()
    {
        using var scratch = new Scratch();
        var url = await FreshUrlAsync();
        var pusher = new Pusher(scratch, url);
        (await pusher.Push(pusher.Write("1.json", Samples.Run(1)), "--build", "b1", "--flag", "on").RunAsync()).Expecting(0);
        (await pusher.Push(pusher.Write("2.json", Samples.Run(2)), "--build", "b2", "--flag", "on").RunAsync()).Expecting(0);
        Assert.AreEqual(RunText.Of(Samples.Run(1)), RunText.Of(await pusher.PulledAsync("--build", "b1")));
        Assert.AreEqual(RunText.Of(Samples.Run(1, 2)), RunText.Of(await pusher.PulledAsync("--flag", "on", "--since", "1h")));
        Assert.Contains("--since cannot be 'soon'", (await pusher.Pull("--since", "soon").RunAsync()).Expecting(64).Error);
    }

    [TestMethod]
    public async Task A_run_file_that_was_pushed_before_is_said_to_be()
    {
        using var scratch = new Scratch();
        var pusher = new Pusher(scratch, await FreshUrlAsync());
        var file = pusher.Write("run.json", Samples.Run(1));
        Assert.Contains("rows say something new", (await pusher.Push(file).RunAsync()).Expecting(0).Error);
        Assert.Contains("was pushed to", (await pusher.Push(file).RunAsync()).Expecting(0).Error);
        Assert.AreEqual(RunText.Of(Samples.Run(1)), RunText.Of(await pusher.PulledAsync()));
    }

    private static async Task<string> FreshUrlAsync() => server.UrlOf("fleet", (await server.DatabaseAsync()).Settings.Database!);

    private static async Task RunAsync(Pusher pusher, string dataFile, params string[] command) =>
        (await pusher.Of(["run", "--data-file", dataFile, "--", Guest.Of("python3.14").Path, .. command]).RunAsync()).Expecting(0);

    private static async Task<string> UnusedAsync(Pusher pusher, params string[] more) =>
        (await pusher.Of(["unused", "--from", pusher.Url, .. more]).RunAsync()).Expecting(0).Output;
}
