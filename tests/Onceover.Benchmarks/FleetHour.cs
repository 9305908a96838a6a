using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Onceover.Fleet;
using Onceover.Fleet.Tests.Server;
using Onceover.Model;

namespace Onceover.Benchmarks;

/// <summary>
/// An hour of a fleet against a server on this machine: every machine pushes once a minute what it has seen so far of one program. Then the
/// roll-up over tables of three sizes, with the server's own plan. All machines' pushes of the hour are played as fast as they go, by a few
/// connections; clients and server share the cores.
/// </summary>
/// <param name="machines">How many push.</param>
/// <param name="files">The program's, of 200 lines each.</param>
internal sealed class FleetHour(int machines, int files)
{
    private const int Minutes = 60;
    private const int LinesPerFile = 200;
    private const int Connections = 4;

    private static readonly InterpreterVersion Python = new(3, 14);

    /// <summary>Rows in the table: 30 hours of a program of 20,000 subjects whose hour takes 1, 4 and 16 rows a subject.</summary>
    private static readonly int[] RowsOfSizes = [600_000, 2_400_000, 9_600_000];

    private readonly Countable countable = new(
        LineSet.From(Enumerable.Range(1, LinesPerFile).Where(line => line % 5 < 2)),
        ArcSet.From(Enumerable.Range(1, LinesPerFile).Where(line => line % 20 == 1).SelectMany(line => (Arc[])[new(line, line + 5), new(line, line + 10)])));

    public async Task PrintAsync()
    {
        var plan = "";
        await using var server = await PostgresServer.StartAsync(flushes: true);
        await PlayAsync(await server.DatabaseAsync());
        var table = new Table("Roll-up of one build", "rows", "table", "index", "bytes a row", "whole table", "its last hour");
        foreach (var rows in RowsOfSizes)
        {
            var address = await server.DatabaseAsync();
            await FillAsync(address, rows);
            table.Row(
                Count(rows), await SizeAsync(address, "pg_relation_size"), await SizeAsync(address, "pg_indexes_size"),
                Count((long)(await Scalar(address, "SELECT pg_relation_size('onceover.seen') / count(*) FROM onceover.seen"))!),
                await RollUpAsync(address, new FleetWindow("b", null, null)),
                await RollUpAsync(address, new FleetWindow("b", null, TimeSpan.FromMinutes(1))));
            if (rows == RowsOfSizes[1])
            {
                plan = await PlanAsync(address, new FleetWindow("b", null, TimeSpan.FromDays(30)));
            }
        }

        Console.WriteLine($"\n{plan}");
    }

    private async Task PlayAsync(FleetAddress address)
    {
        var took = new List<double>();
        long offered = 0, appended = 0;
        var began = Stopwatch.GetTimestamp();
        for (var minute = 0; minute < Minutes; minute++)
        {
            var next = -1;
            await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() =>
            {
                for (var machine = Interlocked.Increment(ref next); machine < machines; machine = Interlocked.Increment(ref next))
                {
                    var run = Seen(machine, minute);
                    var start = Stopwatch.GetTimestamp();
                    using var database = FleetDatabase.Open(address);
                    var outcome = database.Push(new FleetLabel("b", ""), DateTime.UnixEpoch.AddMinutes(minute).AddTicks(machine), run);
                    lock (took)
                    {
                        took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                        offered += outcome.Rows;
                        appended += outcome.Appended;
                    }
                }
            })));
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var table = new Table(
            string.Create(CultureInfo.InvariantCulture, $"An hour of {machines} machines, one push a minute, {files * LinesPerFile:N0} lines"),
            "pushes", "seconds", "pushes a second", "ms a push", "rows offered", "rows appended", "table", "indexes");
        table.Row(
            Count(took.Count), Count(seconds), (took.Count / seconds).ToString("F1", CultureInfo.InvariantCulture), new Sample(took).Text("F0"),
            Count(offered), Count(appended), await SizeAsync(address, "pg_relation_size"), await SizeAsync(address, "pg_indexes_size"));
    }

    /// <summary>
    /// Every machine runs the same half of each file at its start; then what it comes upon grows ever more slowly, in an order of its own.
    /// </summary>
    private Run Seen(int machine, int minute) => Run.Of(Enumerable.Range(0, files).Select(file =>
    {
        var facts = FileFacts.Of($"/app/package/module_{file}.py", ContentHash.OfBytes(BitConverter.GetBytes(file)));
        var random = new Random((machine * files) + file);
        var more = (int)Math.Log2(minute + 1);
        var lines = LineSet.From(countable.Statements.Where(line => line <= LinesPerFile / 2)
            .Concat(Enumerable.Range(0, more).Select(_ => (random.Next(LinesPerFile / 5) * 5) + 1)))
            .Intersect(countable.Statements);
        return facts with
        {
            Countable = facts.Countable.Add(Python, countable),
            Executed = facts.Executed.Add(new Observer(Python, ""), new Executed(lines, countable.Branches.LeavingAny(lines))),
        };
    }));

    private static async Task FillAsync(FleetAddress address, int rows)
    {
        using (var database = FleetDatabase.Open(address))
        {
            database.Push(new FleetLabel("b", ""), DateTime.UnixEpoch, Run.Empty);
        }

        foreach (var sql in (string[])
        [
            """
            INSERT INTO onceover.subject
            SELECT md5(n::text)::uuid, '/app/module_' || n / 4, sha256((n / 4)::text::bytea), '3.14', '', (ARRAY[1, 2, 17, 18])[n % 4 + 1], 256, ''
            FROM generate_series(0, 19999) n
            """,
            $"""
            INSERT INTO onceover.seen
            SELECT to_timestamp(floor(extract(epoch FROM now()) / 3600) * 3600) - (29 - n / ({rows} / 30)) * interval '1 hour',
                   md5((n % 20000)::text)::uuid, (SELECT min(id) FROM onceover.origin),
                   (random() * 9e18)::bigint::bit(64) || (random() * 9e18)::bigint::bit(64) || (random() * 9e18)::bigint::bit(64) || 0::bit(64)
            FROM generate_series(0, {rows - 1}) n
            """,
            "VACUUM ANALYZE onceover.seen",
            "ANALYZE onceover.subject",
        ])
        {
            await Scalar(address, sql);
        }
    }

    /// <summary>By the server's clock, the rows not sent anywhere; median of three after one that warms up.</summary>
    private static async Task<string> RollUpAsync(FleetAddress address, FleetWindow window)
    {
        var times = new List<double>();
        for (var round = 0; round < 4; round++)
        {
            var last = (await PlanAsync(address, window)).TrimEnd().Split('\n')[^1];
            times.Add(double.Parse(last.Split(' ')[^2], CultureInfo.InvariantCulture) / 1000);
        }

        return $"{new Sample(times[1..]).Text("F2")} s";
    }

    private static async Task<string> PlanAsync(FleetAddress address, FleetWindow window)
    {
        await using var connection = await PostgresServer.ConnectAsync(address);
        await using var command = RollUp.Command(connection, window, null);
        command.CommandText = $"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, BUFFERS OFF) {command.CommandText}";
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }

    private static async Task<string> SizeAsync(FleetAddress address, string function)
    {
        var bytes = (long)(await Scalar(address, $"SELECT {function}('onceover.seen')"))!;
        return $"{Count(bytes / 1e6)} MB";
    }

    private static async Task<object?> Scalar(FleetAddress address, string sql)
    {
        await using var connection = await PostgresServer.ConnectAsync(address);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync();
    }

    private static string Count(double number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
