using System.Collections;
using Npgsql;
using NpgsqlTypes;
using Onceover.Model;

namespace Onceover.Fleet;

/// <summary>The two statements that the fleet's size is about: what a push appends, and the union that a pull reads.</summary>
internal static class RollUp
{
    /// <summary>Subjects, bits, origin. A row is appended if it has a bit that the rows of its subject, origin and hour have not.</summary>
    public static readonly string Append =
        $"""
        INSERT INTO onceover.seen (hour, origin, subject, bits)
        SELECT this.hour, $3, new.subject, new.bits
        FROM unnest($1, $2) AS new (subject, bits), (SELECT {HourOf("now()")} AS hour) AS this
        WHERE (SELECT bit_or(seen.bits) & new.bits FROM onceover.seen
               WHERE seen.subject = new.subject AND seen.origin = $3 AND seen.hour = this.hour) IS DISTINCT FROM new.bits
        """;

    public static NpgsqlCommand Command(NpgsqlConnection connection, FleetWindow window, IReadOnlyList<Kind>? kinds)
    {
        var command = new NpgsqlCommand { Connection = connection };
        List<string> origins = [];
        List<string> conditions = [];
        if (window.Build is { } build)
        {
            origins.Add($"build = {Next(new NpgsqlParameter<string> { TypedValue = build })}");
        }

        if (window.Flag is { } flag)
        {
            origins.Add($"flag = {Next(new NpgsqlParameter<string> { TypedValue = flag })}");
        }

        if (origins.Count > 0)
        {
            conditions.Add($"origin = ANY (ARRAY(SELECT id FROM onceover.origin WHERE {string.Join(" AND ", origins)}))");
        }

        if (window.Since is { } since)
        {
            var seconds = Next(new NpgsqlParameter<double> { TypedValue = since.TotalSeconds });
            // A query of its own is asked once; as an expression it would be worked out for each row.
            conditions.Add($"hour >= (SELECT {HourOf($"(now() - make_interval(secs => {seconds}))")})");
        }

        if (kinds is not null)
        {
            var numbers = Next(new NpgsqlParameter<short[]> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint, TypedValue = [.. kinds.Select(kind => (short)kind)] });
            conditions.Add($"EXISTS (SELECT FROM onceover.subject WHERE id = seen.subject AND kind = ANY ({numbers}))");
        }

        command.CommandText =
            $"""
            SELECT path, hash, python, context, kind, size, positions, rolled.bits
            FROM (SELECT subject, bit_or(bits) AS bits FROM onceover.seen
                  {(conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)}")}
                  GROUP BY subject) AS rolled
            JOIN onceover.subject ON id = rolled.subject
            """;
        return command;

        string Next(NpgsqlParameter parameter)
        {
            command.Parameters.Add(parameter);
            return $"${command.Parameters.Count}";
        }
    }

    /// <summary>Cut down to the hour without a look at a table of time zones, which some have at half hours.</summary>
    private static string HourOf(string moment) => $"to_timestamp(floor(extract(epoch FROM {moment}) / 3600) * 3600)";

    /// <exception cref="FormatException">The row's bits are not as many as its subject says.</exception>
    public static SeenRow Row(NpgsqlDataReader reader)
    {
        var hash = ContentHash.Unknown;
        if (!reader.IsDBNull(1) && !ContentHash.TryParse(Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(1)), out hash))
        {
            throw new FormatException("a hash is no SHA-256");
        }

        var subject = new Subject(
            reader.GetString(0), hash, reader.GetString(2), reader.GetString(3), (Kind)reader.GetInt16(4), reader.GetInt32(5), reader.GetFieldValue<byte[]>(6));
        var set = reader.GetFieldValue<BitArray>(7);
        if (set.Length != subject.Size)
        {
            throw new FormatException($"{set.Length} bits where {subject.Size} belong");
        }

        var bits = new byte[(subject.Size + 7) / 8];
        set.CopyTo(bits, 0);
        return new SeenRow(subject, bits);
    }
}
