using System.Collections.Immutable;
using Npgsql;

namespace Onceover.Fleet;

/// <summary>
/// The tables, all in the database's schema <c>onceover</c>: made by the first push, brought up to date by the first command of a newer version.
/// Script N leads from version N − 1 to N; a script that was released is never edited.
/// </summary>
internal static class FleetSchema
{
    /// <summary>"onceover" in ASCII: whoever creates or migrates holds this lock.</summary>
    private const long Lock = 0x6F6E63656F766572;

    public static ImmutableArray<string> Scripts { get; } = [Script("001.sql")];

    /// <summary>Makes the schema be that of <paramref name="scripts"/>. Of many at once one does it; the others wait and see.</summary>
    /// <exception cref="FleetException">It is newer, or there is none and <paramref name="create"/> is not set.</exception>
    /// <exception cref="NpgsqlException">The server did not.</exception>
    public static void Ensure(NpgsqlConnection connection, FleetAddress address, ImmutableArray<string> scripts, bool create)
    {
        var found = Version(connection);
        if (found == 0 && !create)
        {
            throw new FleetException(FleetProblem.Empty, $"nothing was pushed to {address} yet");
        }

        RefuseNewer(found, scripts.Length, address);
        if (found == scripts.Length)
        {
            return;
        }

        using var transaction = connection.BeginTransaction();
        Execute(connection, $"SELECT pg_advisory_xact_lock({Lock})");
        found = Version(connection);
        RefuseNewer(found, scripts.Length, address);
        if (found == 0)
        {
            Execute(connection, "CREATE SCHEMA IF NOT EXISTS onceover; CREATE TABLE onceover.version (version integer NOT NULL)");
        }

        // Whoever reads the version in a transaction can count on it to that transaction's end.
        Execute(connection, "LOCK TABLE onceover.version IN ACCESS EXCLUSIVE MODE");
        for (var next = found; next < scripts.Length; next++)
        {
            Execute(connection, scripts[next]);
            Execute(connection, $"INSERT INTO onceover.version VALUES ({next + 1})");
        }

        transaction.Commit();
    }

    /// <summary>Inside a transaction: fails if the schema has been migrated since <see cref="Ensure"/>, and keeps it from being migrated until the end.</summary>
    /// <exception cref="FleetException">It has.</exception>
    public static void Hold(NpgsqlConnection connection, FleetAddress address) =>
        RefuseNewer(Version(connection), Scripts.Length, address);

    private static void RefuseNewer(int found, int known, FleetAddress address)
    {
        if (found > known)
        {
            throw new FleetException(FleetProblem.Newer, $"the tables in {address} are of version {found}, and this onceover knows up to {known}");
        }
    }

    /// <summary>0 where there are no tables.</summary>
    private static int Version(NpgsqlConnection connection)
    {
        // Of the tables of tables, not to_regclass: that may answer from what it knew before we waited for the lock.
        using var exists = new NpgsqlCommand(
            "SELECT EXISTS (SELECT FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = 'onceover' AND relname = 'version')",
            connection);
        if (!(bool)exists.ExecuteScalar()!)
        {
            return 0;
        }

        using var version = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM onceover.version", connection);
        return (int)version.ExecuteScalar()!;
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static string Script(string name)
    {
        using var stream = typeof(FleetSchema).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
