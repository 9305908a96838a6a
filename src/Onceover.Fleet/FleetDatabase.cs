using System.Collections;
using Npgsql;
using NpgsqlTypes;
using Onceover.Model;

namespace Onceover.Fleet;

/// <summary>What a push did.</summary>
/// <param name="Repeated">The same push was there already, so nothing was done.</param>
/// <param name="Rows">How many rows the run has.</param>
/// <param name="Appended">How many of them were appended, as they add to what other pushes of this hour saw.</param>
public readonly record struct PushOutcome(bool Repeated, int Rows, int Appended);

/// <summary>What a pull gave.</summary>
/// <param name="Run">The union.</param>
/// <param name="UnknownKinds">How many subjects only a newer version understands; they are left out.</param>
public sealed record PullOutcome(Run Run, int UnknownKinds);

/// <summary>
/// What the machines of a fleet saw, in PostgreSQL. One object is one connection, for one thread. Everything that a push appends becomes
/// visible in one transaction, or nothing does.
/// </summary>
public sealed class FleetDatabase : IDisposable
{
    /// <summary>Bounds a message's size; a subject with its table of arcs takes some hundred bytes.</summary>
    private const int BatchRows = 2000;

    private readonly FleetAddress address;

    private readonly NpgsqlDataSource source;

    private readonly NpgsqlConnection connection;

    private FleetDatabase(FleetAddress address, NpgsqlDataSource source, NpgsqlConnection connection) =>
        (this.address, this.source, this.connection) = (address, source, connection);

    /// <exception cref="FleetException">There is no way in.</exception>
    public static FleetDatabase Open(FleetAddress address)
    {
        var (source, connection) = FleetConnection.Open(address, OpenSsl.IsThere);
        return new FleetDatabase(address, source, connection);
    }

    /// <summary>Appends what a run saw. Safe to repeat and to run any number of times at once; makes the tables if there are none.</summary>
    /// <param name="label">What it ran under.</param>
    /// <param name="writtenUtc">When its run file was written; see <see cref="PushId"/>.</param>
    /// <param name="run">What it saw.</param>
    /// <exception cref="FleetException">Nothing was appended. Only where the server went away while it committed is that not known; repeating is right in every case.</exception>
    public PushOutcome Push(FleetLabel label, DateTime writtenUtc, Run run) => Guarded(() =>
    {
        FleetSchema.Ensure(connection, address, FleetSchema.Scripts, create: true);
        var rows = RunRows.Of(run);
        var id = PushId.Of(label, writtenUtc, rows);
        var repeated = new PushOutcome(Repeated: true, rows.Count, 0);
        if (IsThere(id))
        {
            return repeated;
        }

        AddSubjects(rows);
        using var transaction = connection.BeginTransaction();
        FleetSchema.Hold(connection, address);
        var origin = OriginOf(label);
        if (!AddPush(id, origin))
        {
            return repeated;
        }

        var appended = rows.Chunk(BatchRows).Sum(batch => Append(batch, origin));
        transaction.Commit();
        return new PushOutcome(Repeated: false, rows.Count, appended);
    });

    /// <summary>The union of what was pushed in a window, rolled up by the server.</summary>
    /// <param name="window">Which pushes.</param>
    /// <param name="kinds">Only rows of these kinds; null: all.</param>
    /// <exception cref="FleetException">There are no tables, or it failed.</exception>
    public PullOutcome Pull(FleetWindow window, IReadOnlyList<Kind>? kinds = null) => Guarded(() =>
    {
        FleetSchema.Ensure(connection, address, FleetSchema.Scripts, create: false);
        using var command = RollUp.Command(connection, window, kinds);
        using var reader = command.ExecuteReader();
        var fold = new RowFold();
        while (reader.Read())
        {
            fold.Add(RollUp.Row(reader));
        }

        return new PullOutcome(fold.ToRun(), fold.UnknownKinds);
    });

    public void Dispose()
    {
        connection.Dispose();
        source.Dispose();
    }

    /// <summary>Spares the common repeat its work; <see cref="AddPush"/> decides.</summary>
    private bool IsThere(Guid id)
    {
        using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM onceover.push WHERE id = $1)", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        return (bool)command.ExecuteScalar()!;
    }

    /// <summary>Subjects are committed on their own: they mean nothing without rows, and no two pushes then wait for each other's rows.</summary>
    private void AddSubjects(IReadOnlyList<SeenRow> rows)
    {
        foreach (var batch in rows.Chunk(BatchRows))
        {
            var absent = Absent(batch);
            if (absent.Count == 0)
            {
                continue;
            }

            // In the order of ids, as others at the same moment, so that nobody waits for somebody who waits for them.
            using var command = new NpgsqlCommand(
                """
                INSERT INTO onceover.subject (id, path, hash, python, context, kind, size, positions)
                SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS new (id) ORDER BY id
                ON CONFLICT DO NOTHING
                """,
                connection);
            Subject[] subjects = [.. batch.Select(row => row.Subject).Where(subject => absent.Contains(subject.Id))];
            AddArray(command, NpgsqlDbType.Uuid, subjects, subject => subject.Id);
            AddArray(command, NpgsqlDbType.Text, subjects, subject => subject.Path);
            AddArray(command, NpgsqlDbType.Bytea, subjects, subject => subject.Hash.IsKnown ? Convert.FromHexString(subject.Hash.ToString()) : null);
            AddArray(command, NpgsqlDbType.Text, subjects, subject => subject.Python);
            AddArray(command, NpgsqlDbType.Text, subjects, subject => subject.Context);
            AddArray(command, NpgsqlDbType.Smallint, subjects, subject => (short)subject.Kind);
            AddArray(command, NpgsqlDbType.Integer, subjects, subject => subject.Size);
            AddArray(command, NpgsqlDbType.Bytea, subjects, subject => subject.Positions);
            command.ExecuteNonQuery();
        }
    }

    private HashSet<Guid> Absent(IReadOnlyList<SeenRow> rows)
    {
        using var command = new NpgsqlCommand(
            "SELECT id FROM unnest($1) AS wanted (id) WHERE NOT EXISTS (SELECT FROM onceover.subject WHERE subject.id = wanted.id)", connection);
        AddArray(command, NpgsqlDbType.Uuid, rows, row => row.Subject.Id);
        using var reader = command.ExecuteReader();
        var absent = new HashSet<Guid>();
        while (reader.Read())
        {
            absent.Add(reader.GetGuid(0));
        }

        return absent;
    }

    private int OriginOf(FleetLabel label)
    {
        const string Find = "SELECT id FROM onceover.origin WHERE build = $1 AND flag = $2";
        return Id(Find) ?? Id("INSERT INTO onceover.origin (build, flag) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id") ?? Id(Find)!.Value;

        int? Id(string sql)
        {
            using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = label.Build });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = label.Flag });
            return (int?)command.ExecuteScalar();
        }
    }

    /// <returns>False if it is there already. One that is being pushed at this moment is waited for.</returns>
    private bool AddPush(Guid id, int origin)
    {
        using var command = new NpgsqlCommand("INSERT INTO onceover.push (id, origin) VALUES ($1, $2) ON CONFLICT DO NOTHING", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = origin });
        return command.ExecuteNonQuery() == 1;
    }

    private int Append(SeenRow[] rows, int origin)
    {
        using var command = new NpgsqlCommand(RollUp.Append, connection);
        AddArray(command, NpgsqlDbType.Uuid, rows, row => row.Subject.Id);
        AddArray(command, NpgsqlDbType.Varbit, rows, row => new BitArray(row.Bits) { Length = row.Subject.Size });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = origin });
        return command.ExecuteNonQuery();
    }

    private static void AddArray<TItem, TValue>(NpgsqlCommand command, NpgsqlDbType type, IReadOnlyList<TItem> items, Func<TItem, TValue> value) =>
        command.Parameters.Add(new NpgsqlParameter<TValue[]> { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = [.. items.Select(value)] });

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is NpgsqlException or IOException or FormatException or TimeoutException or System.Text.EncoderFallbackException)
        {
            throw FleetConnection.Broken(error, address);
        }
    }
}
