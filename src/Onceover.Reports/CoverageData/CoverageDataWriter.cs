using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Onceover.Model;
using SQLitePCL;

namespace Onceover.Reports;

/// <summary>
/// Writes coverage.py's data file, schema 7: with branches if the run knows any that were taken, else lines. It has no place for contents,
/// interpreters, statements, and for what is unknown.
/// </summary>
public static class CoverageDataWriter
{
    private const string Schema = """
        create table coverage_schema (version integer);
        create table meta (key text, value text, unique (key));
        create table file (id integer primary key, path text, unique (path));
        create table context (id integer primary key, context text, unique (context));
        create table line_bits (file_id integer, context_id integer, numbits blob,
            foreign key (file_id) references file (id), foreign key (context_id) references context (id), unique (file_id, context_id));
        create table arc (file_id integer, context_id integer, fromno integer, tono integer,
            foreign key (file_id) references file (id), foreign key (context_id) references context (id),
            unique (file_id, context_id, fromno, tono));
        create table tracer (file_id integer primary key, tracer text, foreign key (file_id) references file (id));
        insert into coverage_schema (version) values (7);
        """;

    private const int IntoCode = -1;

    /// <summary>The whole database.</summary>
    /// <param name="run">What ran. Several contents of a path come together: the format has one.</param>
    /// <param name="toolVersion">For its <c>meta</c> table.</param>
    public static byte[] Write(Run run, string toolVersion)
    {
        using var connection = new SqliteConnection("Data Source=:memory:;Pooling=False");
        connection.Open();
        Execute(connection, Schema);
        Execute(connection, "begin");
        var arcs = run.Files.Values.Any(file => file.Executed.Values.Any(executed => executed.Branches.Any(arc => !arc.IsUnnamed)));
        using var meta = Command(connection, "insert into meta (key, value) values ($1, $2)", 2);
        Insert(meta, "version", toolVersion);
        Insert(meta, "has_arcs", arcs ? "1" : "0");
        var contexts = run.Files.Values.SelectMany(file => file.Executed.Keys).Select(observer => observer.Context)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select((context, index) => (context, Id: index + 1L)).ToDictionary(pair => pair.context, pair => pair.Id, StringComparer.Ordinal);
        using var context = Command(connection, "insert into context (id, context) values ($1, $2)", 2);
        foreach (var (name, id) in contexts)
        {
            Insert(context, id, name);
        }

        using var file = Command(connection, "insert into file (id, path) values ($1, $2)", 2);
        using var arc = Command(connection, "insert into arc (file_id, context_id, fromno, tono) values ($1, $2, $3, $4)", 4);
        using var bits = Command(connection, "insert into line_bits (file_id, context_id, numbits) values ($1, $2, $3)", 3);
        var fileId = 0L;
        foreach (var contents in run.Files.Values.GroupBy(facts => facts.Path))
        {
            Insert(file, ++fileId, contents.Key);
            foreach (var byContext in contents.SelectMany(facts => facts.Executed).GroupBy(pair => pair.Key.Context))
            {
                var executed = byContext.Aggregate(Executed.Nothing, (sum, next) => sum.Union(next.Value));
                if (!arcs)
                {
                    Insert(bits, fileId, contexts[byContext.Key], Numbits.Encode(executed.Lines));
                    continue;
                }

                var steps = executed.Branches.Where(step => !step.IsUnnamed);
                foreach (var (from, to) in steps)
                {
                    Insert(arc, fileId, contexts[byContext.Key], from, to);
                }

                // A step into code says that a line ran; one from a line to itself is a branch to coverage.py's versions before 7.7.
                foreach (var line in executed.Lines.Except(LineSet.From(steps.SelectMany(step => (int[])[step.From, step.To]).Where(line => line > 0))))
                {
                    Insert(arc, fileId, contexts[byContext.Key], IntoCode, line);
                }
            }
        }

        Execute(connection, "commit");
        return Serialized(connection);
    }

    private static byte[] Serialized(SqliteConnection connection)
    {
        var memory = raw.sqlite3_serialize(connection.Handle, "main", out var size, 0);
        if (memory == IntPtr.Zero)
        {
            throw new IOException("the database does not fit into memory");
        }

        try
        {
            var bytes = new byte[size];
            Marshal.Copy(memory, bytes, 0, bytes.Length);
            return bytes;
        }
        finally
        {
            raw.sqlite3_free(memory);
        }
    }

    private static SqliteCommand Command(SqliteConnection connection, string text, int parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are this file's own.
        command.CommandText = text;
#pragma warning restore CA2100
        for (var i = 1; i <= parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }

        return command;
    }

    private static void Insert(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = Command(connection, text, 0);
        command.ExecuteNonQuery();
    }
}
