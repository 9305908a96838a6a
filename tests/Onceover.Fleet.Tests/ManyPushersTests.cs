using System.Diagnostics;
using Onceover.EndToEnd.Tests.Machine;
using Onceover.Fleet.Tests.Server;
using Onceover.Store;

namespace Onceover.Fleet.Tests;

/// <summary>Whatever happens to pushers and to the server, pushing until it worked ends with the exact union, and each push is there once.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ManyPushersTests
{
    private static readonly bool Nightly = Environment.GetEnvironmentVariable("ONCEOVER_NIGHTLY") == "1";

    private static readonly int Rounds = Nightly ? 10 : 1;

    private static readonly int Killed = Nightly ? 64 : 16;

    [TestMethod]
    public async Task Sixty_four_first_pushes_at_once_end_with_the_union()
    {
        await using var server = await PostgresServer.StartAsync();
        using var scratch = new Scratch();
        var pusher = new Pusher(scratch, server.UrlOf("fleet", "shared"));
        var files = WriteRuns(pusher, 64);
        foreach (var outcome in await Task.WhenAll(files.Select(file => pusher.Push(file).RunAsync())))
        {
            outcome.Expecting(0);
        }

        await AssertUnionAsync(server, pusher, files);
    }

    [TestMethod]
    public async Task Pushers_killed_at_random_and_repeated_end_with_the_union()
    {
        await using var server = await PostgresServer.StartAsync();
        using var scratch = new Scratch();
        var pusher = new Pusher(scratch, server.UrlOf("fleet", "shared"));
        var files = WriteRuns(pusher, Killed);
        var killed = 0;
        for (var round = 0; round < Rounds; round++)
        {
            await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (file, cancellation) =>
            {
                using var process = pusher.Push(file).Start();
                await Task.Delay(Random.Shared.Next(1, 1200), cancellation);
                if (!process.HasExited)
                {
                    process.Kill();
                    Interlocked.Increment(ref killed);
                }

                await process.WaitForExitAsync(cancellation);
            });
        }

        Assert.IsGreaterThan(0, killed);
        await RepeatUntilDoneAsync(pusher, files);
        await AssertUnionAsync(server, pusher, files);
    }

    [TestMethod]
    public async Task A_server_killed_under_its_pushers_ends_with_the_union()
    {
        await using var server = await PostgresServer.StartAsync();
        using var scratch = new Scratch();
        var pusher = new Pusher(scratch, server.UrlOf("fleet", "shared"));
        var files = WriteRuns(pusher, Killed);
        (await pusher.Push(files[0]).RunAsync()).Expecting(0);
        for (var round = 0; round < Rounds; round++)
        {
            var pushes = files.Select(file => pusher.Push(file).RunAsync()).ToArray();
            await Task.WhenAny(pushes);
            await server.KillAsync();
            await server.StartAgainAsync();
            foreach (var outcome in await Task.WhenAll(pushes))
            {
                Assert.IsTrue(outcome.ExitCode is 0 or 1, outcome.Error);
                Assert.IsTrue(outcome.ExitCode == 0 || outcome.Error.StartsWith("onceover: postgresql://fleet@", StringComparison.Ordinal), outcome.Error);
            }
        }

        await RepeatUntilDoneAsync(pusher, files);
        await AssertUnionAsync(server, pusher, files);
    }

    [TestMethod]
    public async Task A_server_that_goes_away_in_the_middle_of_a_push_is_named_and_nothing_of_it_is_kept()
    {
        await using var server = await PostgresServer.StartAsync();
        using var scratch = new Scratch();
        var pusher = new Pusher(scratch, server.UrlOf("fleet", "shared"));
        var first = pusher.Write("first.json", Samples.Run(1));
        var second = pusher.Write("second.json", Samples.Run(2));
        (await pusher.Push(first).RunAsync()).Expecting(0);

        Task<Outcome> push;
        await using (var holder = await PostgresServer.ConnectAsync(server.Address(server.UrlOf("fleet", "shared"))))
        await using (var transaction = await holder.BeginTransactionAsync())
        {
            await using var held = new Npgsql.NpgsqlCommand("LOCK TABLE onceover.seen", holder);
            await held.ExecuteNonQueryAsync();
            push = pusher.Push(second).RunAsync();
            await WaitsForLockAsync(server);
            await server.KillAsync();
        }

        var error = (await push).Expecting(1).Error;
        Assert.StartsWith("onceover: postgresql://fleet@", error);
        Assert.Contains(" went away", error);
        Assert.Contains("Repeat the command", error);

        await server.StartAgainAsync();
        Assert.AreEqual(RunText.Of(Samples.Run(1)), RunText.Of(await pusher.PulledAsync()));
        (await pusher.Push(second).RunAsync()).Expecting(0);
        Assert.AreEqual(RunText.Of(Samples.Run(1, 2)), RunText.Of(await pusher.PulledAsync()));
    }

    [TestMethod]
    public async Task A_pusher_killed_in_the_middle_leaves_nothing_of_its_push()
    {
        await using var server = await PostgresServer.StartAsync();
        using var scratch = new Scratch();
        var pusher = new Pusher(scratch, server.UrlOf("fleet", "shared"));
        (await pusher.Push(pusher.Write("first.json", Samples.Run(1))).RunAsync()).Expecting(0);
        var second = pusher.Write("second.json", Samples.Run(2));
        await using (var holder = await PostgresServer.ConnectAsync(server.Address(server.UrlOf("fleet", "shared"))))
        await using (var transaction = await holder.BeginTransactionAsync())
        {
            await using var held = new Npgsql.NpgsqlCommand("LOCK TABLE onceover.seen", holder);
            await held.ExecuteNonQueryAsync();
            using var process = pusher.Push(second).Start();
            await WaitsForLockAsync(server);
            process.Kill();
            await process.WaitForExitAsync();
        }

        Assert.AreEqual(RunText.Of(Samples.Run(1)), RunText.Of(await pusher.PulledAsync()));
        (await pusher.Push(second).RunAsync()).Expecting(0);
        Assert.AreEqual(RunText.Of(Samples.Run(1, 2)), RunText.Of(await pusher.PulledAsync()));
    }

    /// <summary>One run file a machine, in which many lines overlap with others' and one is its own.</summary>
    private static string[] WriteRuns(Pusher pusher, int machines) =>
        [.. Enumerable.Range(0, machines).Select(machine => pusher.Write(
            $"{machine}.json", Fleets.Run(machine, files: 10)))];

    private static async Task RepeatUntilDoneAsync(Pusher pusher, string[] files) =>
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (file, _) =>
            (await pusher.Push(file).RunAsync()).Expecting(0));

    private static async Task AssertUnionAsync(PostgresServer server, Pusher pusher, string[] files)
    {
        Assert.AreEqual(RunText.Of(RunUnion.Of(files)), RunText.Of(await pusher.PulledAsync()));
        var pushes = await PostgresServer.ExecuteAsync(server.Address(server.UrlOf("fleet", "shared")), "SELECT count(*) FROM onceover.push");
        Assert.AreEqual((long)files.Length, pushes);
    }

    private static async Task WaitsForLockAsync(PostgresServer server)
    {
        var began = Stopwatch.GetTimestamp();
        while ((long)(await PostgresServer.ExecuteAsync(server.Address(), "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"))! == 0)
        {
            Assert.IsLessThan(60.0, Stopwatch.GetElapsedTime(began).TotalSeconds, "the push never came to its rows");
            await Task.Delay(20);
        }
    }
}
