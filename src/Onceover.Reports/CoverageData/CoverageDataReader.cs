using Microsoft.Data.Sqlite;
using Onceover.Model;
using SQLitePCL;

namespace Onceover.Reports;

/// <summary>
/// Reads coverage.py's data files, any number of them into one run: SQLite, schemas 2 to 7. Such a file says which lines ran in which contexts, and, if
/// branches were measured, every step from line to line. Which statements and branches there are, it does not say, nor of which content and
/// interpreter. Memory follows what is distinct in the files. Not for several threads at once.
/// </summary>
public sealed class CoverageDataReader
{
    internal const int NewestSchema = 7;

    private const int OldestSchema = 2;

    private readonly MeasuredData data = new();

    /// <exception cref="FormatException">As for <see cref="Add"/>.</exception>
    public static Run Read(string path)
    {
        var reader = new CoverageDataReader();
        reader.Add(path);
        return reader.ToRun();
    }

    /// <exception cref="FormatException">It is no such database, damaged, or of a schema that is not known. What was read is then of no use.</exception>
    public void Add(string path)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(path), Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        try
        {
            using var connection = new SqliteConnection(source.ToString());
            connection.Open();
            // One lock for all that is read.
            using var transaction = connection.BeginTransaction(deferred: true);
            Read(connection, Path.GetFullPath(path));
        }
        catch (SqliteException error)
        {
            throw new FormatException($"it is no data file of coverage.py, or damaged: {error.Message}", error);
        }
    }

    /// <summary>What all files say together.</summary>
    public Run ToRun() => data.ToRun();

    private void Read(SqliteConnection connection, string path)
    {
        var tables = Names(connection, "select name from sqlite_master where type = 'table'");
        if (!tables.Contains("coverage_schema"))
        {
            throw new FormatException("it is a SQLite database of another program");
        }

        var schema = Rows(connection, "select version from coverage_schema", row => row.GetInt32(0)).FirstOrDefault();
        if (schema is < OldestSchema or > NewestSchema)
        {
            throw new FormatException(
                $"its schema is {schema}; this Onceover reads {OldestSchema} to {NewestSchema}{(schema > NewestSchema ? ": a newer coverage.py wrote it" : "")}");
        }

        if (!tables.Contains("arc"))
        {
            throw new FormatException("it is a damaged data file of coverage.py: it has no table of arcs");
        }

        var rows = new DataFileRows(
            data,
            Rows(connection, "select id, path from file", row => (row.GetInt64(0), row.GetString(1))),
            Rows(connection, "select id, context from context", row => (row.GetInt64(0), row.GetString(1))));
        var stepsKnown = ReadIndex(connection, path, rows) ?? ReadArcs(connection, rows);
        if (tables.Contains("line_bits"))
        {
            ReadBits(connection, "select file_id, context_id, numbits from line_bits", rows);
        }
        else if (tables.Contains("line_map"))
        {
            var column = Names(connection, "select name from pragma_table_info('line_map')").Contains("numbits") ? "numbits" : "bitmap";
            ReadBits(connection, $"select file_id, context_id, {column} from line_map", rows);
        }
        else if (tables.Contains("line"))
        {
            foreach (var (file, context, line) in Rows(
                connection, "select file_id, context_id, lineno from line", row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2))))
            {
                rows.Of(file, context).AddLine(line);
            }
        }

        rows.End(stepsKnown ? Unknowns.Statements : Unknowns.Statements | Unknowns.Branches);
    }

    /// <summary>Reads the steps from the index that every data file since schema 2 has.</summary>
    /// <returns>Whether there are any; null if they cannot be read so.</returns>
    private static bool? ReadIndex(SqliteConnection connection, string path, DataFileRows rows)
    {
        const string Columns = "select name from pragma_index_info('sqlite_autoindex_arc_1') order by seqno";
        var root = Rows(connection, "select rootpage from sqlite_master where name = 'sqlite_autoindex_arc_1'", row => row.GetInt64(0)).FirstOrDefault();
        if (root == 0 || !Rows(connection, Columns, row => row.GetString(0)).SequenceEqual(["file_id", "context_id", "fromno", "tono"]))
        {
            return null;
        }

        using var index = ArcIndex.Open(path);
        return index?.Read(root, rows);
    }

    /// <summary>
    /// Millions of rows, in the order of the table's index, asked for by file: a call into the library for a column takes about as long as the library
    /// takes for the row, so none is made for what is known.
    /// </summary>
    /// <returns>Whether there are any.</returns>
    private static bool ReadArcs(SqliteConnection connection, DataFileRows rows)
    {
        const string Query = "select fromno, tono, context_id from arc where file_id = ?1 order by context_id, fromno, tono";
        var (onlyContext, severalContexts) = (rows.Contexts.FirstOrDefault(), rows.Contexts.Count > 1);
        var (least, greatest) = Rows(connection, "select coalesce(min(file_id), 0), coalesce(max(file_id), 0) from arc", row => (row.GetInt64(0), row.GetInt64(1)))[0];
        var any = false;
        Check(connection, raw.sqlite3_prepare_v2(connection.Handle, Query, out var statement), raw.SQLITE_OK);
        using (statement)
        {
            foreach (var file in rows.Files.Union([least, greatest]).Where(file => file != 0))
            {
                Check(connection, raw.sqlite3_bind_int64(statement, 1, file), raw.SQLITE_OK);
                MeasuredFile? steps = null;
                var last = onlyContext;
                int code;
                while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
                {
                    var context = severalContexts ? raw.sqlite3_column_int64(statement, 2) : onlyContext;
                    if (steps is null || context != last)
                    {
                        steps = rows.Of(file, last = context);
                    }

                    steps.AddStep(raw.sqlite3_column_int64(statement, 0), raw.sqlite3_column_int64(statement, 1));
                    any = true;
                }

                Check(connection, code, raw.SQLITE_DONE);
                Check(connection, raw.sqlite3_reset(statement), raw.SQLITE_OK);
            }
        }

        return any;
    }

    private static void Check(SqliteConnection connection, int code, int expected)
    {
        if (code != expected)
        {
            throw new FormatException($"it is damaged: {raw.sqlite3_errmsg(connection.Handle).utf8_to_string()}");
        }
    }

    private static void ReadBits(SqliteConnection connection, string query, DataFileRows rows)
    {
        foreach (var (file, context, bits) in Rows(connection, query, row => (row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2))))
        {
            rows.Of(file, context).AddLines(bits);
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
