using Npgsql;
using Onceover.Fleet.Tests.Server;
using Onceover.Model;

namespace Onceover.Fleet.Tests;

/// <summary>Against a real server.</summary>
[TestClass]
public sealed class DatabaseTests
{
    private static readonly DateTime Written = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private static PostgresServer server = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext _) => server = await PostgresServer.StartAsync();

    [ClassCleanup]
    public static async Task StopAsync() => await server.DisposeAsync();

    [TestMethod]
    public async Task A_pull_gives_what_was_pushed()
    {
        var address = await server.DatabaseAsync();
        var run = Samples.Run(1, 2, 3);
        using var database = FleetDatabase.Open(address);
        Assert.IsFalse(database.Push(FleetLabel.None, Written, run).Repeated);
        Assert.AreEqual(RunText.Of(run), RunText.Of(database.Pull(FleetWindow.All).Run));
    }

    [TestMethod]
    public async Task A_repeated_push_adds_nothing_and_what_says_nothing_new_no_row()
    {
        var address = await server.DatabaseAsync();
        using var database = FleetDatabase.Open(address);
        var first = database.Push(FleetLabel.None, Written, Samples.Run(1, 2, 3));
        Assert.AreEqual(first.Rows, first.Appended);
        Assert.AreEqual(new PushOutcome(true, first.Rows, 0), database.Push(FleetLabel.None, Written, Samples.Run(1, 2, 3)));
        Assert.AreEqual(new PushOutcome(false, first.Rows, 0), database.Push(FleetLabel.None, Written.AddSeconds(1), Samples.Run(1, 2, 3)));
        Assert.AreEqual(0, database.Push(FleetLabel.None, Written, Samples.Run(2)).Appended);
        Assert.AreEqual(1, database.Push(FleetLabel.None, Written, Samples.Run(2, 4)).Appended, "the lines");
        Assert.AreEqual((long)first.Rows + 1, await CountAsync(address, "seen"));
    }

    [TestMethod]
    public async Task An_earlier_hour_does_not_keep_rows_from_being_appended_and_since_leaves_it_out()
    {
        var address = await server.DatabaseAsync();
        using var database = FleetDatabase.Open(address);
        var first = database.Push(FleetLabel.None, Written, Samples.Run(1, 2));
        await PostgresServer.ExecuteAsync(address, "UPDATE onceover.seen SET hour = hour - interval '3 hours'");
        Assert.AreEqual(first.Rows, database.Push(FleetLabel.None, Written.AddHours(3), Samples.Run(1)).Appended);
        Assert.AreEqual("{1}", Lines(database, new FleetWindow(null, null, TimeSpan.FromHours(1))));
        Assert.AreEqual("{1, 2}", Lines(database, new FleetWindow(null, null, TimeSpan.FromHours(3))));
        Assert.AreEqual("{1, 2}", Lines(database, FleetWindow.All));
    }

    [TestMethod]
    public async Task Builds_and_flags_are_told_apart()
    {
        var address = await server.DatabaseAsync();
        using var database = FleetDatabase.Open(address);
        database.Push(new FleetLabel("b1", "on"), Written, Samples.Run(1));
        database.Push(new FleetLabel("b1", "off"), Written, Samples.Run(2));
        database.Push(new FleetLabel("b2", "on"), Written, Samples.Run(3));
        Assert.AreEqual("{1, 2}", Lines(database, new("b1", null, null)));
        Assert.AreEqual("{1, 3}", Lines(database, new(null, "on", null)));
        Assert.AreEqual("{2}", Lines(database, new("b1", "off", null)));
        Assert.AreEqual("{1, 2, 3}", Lines(database, new(null, null, TimeSpan.FromDays(30))));
        Assert.IsEmpty(database.Pull(new("b2", "off", null)).Run.Files);
    }

    [TestMethod]
    public async Task Many_first_pushes_at_once_make_one_schema_and_lose_nothing()
    {
        var address = await server.DatabaseAsync();
        await Task.WhenAll(Enumerable.Range(1, 32).Select(line => Task.Run(() =>
        {
            using var database = FleetDatabase.Open(address);
            database.Push(new($"b{line % 3}", ""), Written, Samples.Run(line));
        })));
        using var database = FleetDatabase.Open(address);
        Assert.AreEqual(LineSet.From(Enumerable.Range(1, 32)).ToString(), Lines(database, FleetWindow.All));
        Assert.AreEqual(32L, await CountAsync(address, "push"));
    }

    [TestMethod]
    public async Task A_newer_schema_is_refused_and_left_as_it_is()
    {
        var address = await server.DatabaseAsync();
        using (var first = FleetDatabase.Open(address))
        {
            first.Push(FleetLabel.None, Written, Samples.Run(1));
        }

        await PostgresServer.ExecuteAsync(address, "INSERT INTO onceover.version VALUES (2)");
        using var database = FleetDatabase.Open(address);
        Assert.AreEqual(FleetProblem.Newer, Assert.ThrowsExactly<FleetException>(() => database.Push(FleetLabel.None, Written, Samples.Run(2))).Problem);
        Assert.AreEqual(FleetProblem.Newer, Assert.ThrowsExactly<FleetException>(() => database.Pull(FleetWindow.All)).Problem);
        Assert.AreEqual(1L, await CountAsync(address, "push"));
    }

    [TestMethod]
    public async Task A_schema_is_brought_up_to_date_once_by_many_at_once_and_keeps_its_rows()
    {
        var address = await server.DatabaseAsync();
        using (var first = FleetDatabase.Open(address))
        {
            first.Push(FleetLabel.None, Written, Samples.Run(1, 2));
        }

        var scripts = FleetSchema.Scripts.Add("ALTER TABLE onceover.push ADD COLUMN machine text; INSERT INTO onceover.push (id, origin, machine) SELECT gen_random_uuid(), origin, 'migrated' FROM onceover.push");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var connection = await PostgresServer.ConnectAsync(address);
            FleetSchema.Ensure(connection, address, scripts, create: false);
        }));
        Assert.AreEqual(2L, await CountAsync(address, "push"));
        Assert.AreEqual(2, (int)(await PostgresServer.ExecuteAsync(address, "SELECT max(version) FROM onceover.version"))!);
    }

    [TestMethod]
    public async Task A_script_that_fails_leaves_the_schema_as_it_was()
    {
        var address = await server.DatabaseAsync();
        await using var connection = await PostgresServer.ConnectAsync(address);
        Assert.ThrowsExactly<PostgresException>(() => FleetSchema.Ensure(connection, address, FleetSchema.Scripts.Add("SELECT nothing"), create: true));
        Assert.AreEqual(DBNull.Value, await PostgresServer.ExecuteAsync(address, "SELECT to_regnamespace('onceover')::text"));
    }

    [TestMethod]
    public async Task A_database_that_nobody_pushed_to_is_said_to_be_empty()
    {
        using var database = FleetDatabase.Open(await server.DatabaseAsync());
        Assert.AreEqual(FleetProblem.Empty, Assert.ThrowsExactly<FleetException>(() => database.Pull(FleetWindow.All)).Problem);
    }

    [TestMethod]
    public async Task A_row_whose_bits_are_not_its_subjects_is_said_to_be_none_of_ours()
    {
        var address = await server.DatabaseAsync();
        using var database = FleetDatabase.Open(address);
        database.Push(FleetLabel.None, Written, Samples.Run(1));
        await PostgresServer.ExecuteAsync(address, "UPDATE onceover.seen SET bits = B'1'");
        var error = Assert.ThrowsExactly<FleetException>(() => database.Pull(FleetWindow.All));
        Assert.AreEqual(FleetProblem.Failed, error.Problem);
        Assert.Contains("none of ours", error.Message);
    }

    [TestMethod]
    public async Task A_role_that_may_only_append_and_read_can_push_and_pull()
    {
        var address = await server.DatabaseAsync();
        using (var first = FleetDatabase.Open(address))
        {
            first.Push(FleetLabel.None, Written, Samples.Run(1));
        }

        var role = $"machine_{Guid.NewGuid():N}";
        await PostgresServer.ExecuteAsync(address, $"CREATE ROLE {role} LOGIN; GRANT USAGE ON SCHEMA onceover TO {role}; GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA onceover TO {role}");
        using var database = FleetDatabase.Open(server.Address(server.UrlOf(role, address.Settings.Database!)));
        database.Push(new FleetLabel("other", ""), Written, Samples.Run(2));
        Assert.AreEqual("{1, 2}", Lines(database, FleetWindow.All));
    }

    private static string Lines(FleetDatabase database, FleetWindow window) =>
        database.Pull(window).Run.Files.Values.Single().AllExecuted.Lines.ToString();

    private static async Task<long> CountAsync(FleetAddress address, string table) =>
        (long)(await PostgresServer.ExecuteAsync(address, $"SELECT count(*) FROM onceover.{table}"))!;
}
