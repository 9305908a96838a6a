using Microsoft.Data.Sqlite;
using Onceover.Model;
using SQLitePCL;

namespace Onceover.Reports;

/// <summary>
/// Reads coverage.py's data file: SQLite, schemas 2 to 7. It says which lines ran in which contexts, and, if branches were measured, every step
/// from line to line. Which statements and branches there are, it does not say, nor of which content and interpreter.
/// </summary>
public static class CoverageDataReader
{
    internal const int NewestSchema = 7;

    private const int OldestSchema = 2;

    /// <exception cref="FormatException">It is no such database, damaged, or of a schema that is not known.</exception>
    public static Run Read(string path)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(path), Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        try
        {
            using var connection = new SqliteConnection(source.ToString());
            connection.Open();
            return Read(connection);
        }
        catch (SqliteException error)
        {
            throw new FormatException($"it is no data file of coverage.py, or damaged: {error.Message}", error);
        }
    }

    private static Run Read(SqliteConnection connection)
    {
        var tables = Names(connection, "select name from sqlite_master where type = 'table'");
        if (!tables.Contains("coverage_schema") || !tables.Contains("arc"))
        {
            throw new FormatException("it is a database of another program");
        }

        var schema = Rows(connection, "select version from coverage_schema", row => row.GetInt32(0)).FirstOrDefault();
        if (schema is < OldestSchema or > NewestSchema)
        {
            throw new FormatException(
                $"its schema is {schema}; this Onceover reads {OldestSchema} to {NewestSchema}{(schema > NewestSchema ? ": a newer coverage.py wrote it" : "")}");
        }

        var data = new MeasuredData(
            Rows(connection, "select id, path from file", row => (row.GetInt64(0), row.GetString(1))),
            Rows(connection, "select id, context from context", row => (row.GetInt64(0), row.GetString(1))));
        var stepsKnown = ReadArcs(connection, data);
        if (tables.Contains("line_bits"))
        {
            ReadBits(connection, "select file_id, context_id, numbits from line_bits", data);
        }
        else if (tables.Contains("line_map"))
        {
            var column = Names(connection, "select name from pragma_table_info('line_map')").Contains("numbits") ? "numbits" : "bitmap";
            ReadBits(connection, $"select file_id, context_id, {column} from line_map", data);
        }
        else if (tables.Contains("line"))
        {
            foreach (var (file, context, line) in Rows(
                connection, "select file_id, context_id, lineno from line", row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2))))
            {
                data.AddLine(file, context, line);
            }
        }

        return data.ToRun(stepsKnown ? Unknowns.Statements : Unknowns.Statements | Unknowns.Branches);
    }

    /// <summary>The rows come in the order of the table's index, millions of them: read without a wrapper around each.</summary>
    /// <returns>Whether there are any.</returns>
    private static bool ReadArcs(SqliteConnection connection, MeasuredData data)
    {
        const string Query = "select file_id, context_id, fromno, tono from arc order by file_id, context_id, fromno, tono";
        var code = raw.sqlite3_prepare_v2(connection.Handle, Query, out var statement);
        var any = false;
        try
        {
            while (code == raw.SQLITE_OK && (code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
            {
                data.AddStep(
                    raw.sqlite3_column_int64(statement, 0),
                    raw.sqlite3_column_int64(statement, 1),
                    raw.sqlite3_column_int64(statement, 2),
                    raw.sqlite3_column_int64(statement, 3));
                any = true;
                code = raw.SQLITE_OK;
            }

            return code == raw.SQLITE_DONE ? any : throw new FormatException($"it is damaged: {raw.sqlite3_errmsg(connection.Handle).utf8_to_string()}");
        }
        finally
        {
            statement?.Dispose();
        }
    }

    private static void ReadBits(SqliteConnection connection, string query, MeasuredData data)
    {
        foreach (var (file, context, bits) in Rows(connection, query, row => (row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2))))
        {
            data.AddLines(file, context, Numbits.Decode(bits));
        }
    }

    private static HashSet<string> Names(SqliteConnection connection, string query) =>
        Rows(connection, query, row => row.GetString(0)).ToHashSet(StringComparer.Ordinal);

    private static List<T> Rows<T>(SqliteConnection connection, string query, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The queries are this file's own.
        command.CommandText = query;
#pragma warning restore CA2100
        using var rows = command.ExecuteReader();
        var result = new List<T>();
        try
        {
            while (rows.Read())
            {
                result.Add(read(rows));
            }
        }
        catch (Exception error) when (error is InvalidCastException or InvalidOperationException)
        {
            throw new FormatException($"it is damaged: {error.Message}", error);
        }

        return result;
    }
}
