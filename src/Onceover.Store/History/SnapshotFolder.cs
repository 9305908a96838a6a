using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Onceover.Model;

namespace Onceover.Store;

/// <summary>
/// A folder of snapshots, one JSON file each, whose names sort by time: machines can write into copies of it and unite them by copying files.
/// <code>
/// {"format":"onceover-history","version":1,"time":"2026-01-31T12:00:00.0000000Z","branches":true,
///  "files":{"app.py":[statements,missing,excluded,branches,missing branches,partial branches],…}}
/// </code>
/// </summary>
public static class SnapshotFolder
{
    private const string Format = "onceover-history";

    private const int Version = 1;

    private const string Ending = ".onceover-history.json";

    /// <summary>The newest snapshots, oldest first; none if there is no folder.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="most">How many at most.</param>
    /// <returns>Also the paths of files that are damaged or of a newer version, which are passed over.</returns>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static (IReadOnlyList<Snapshot> Snapshots, IReadOnlyList<string> Unread) Read(string folder, int most)
    {
        if (!Directory.Exists(folder))
        {
            return ([], []);
        }

        var snapshots = new List<Snapshot>();
        var unread = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder, "*" + Ending).OrderDescending(StringComparer.Ordinal).Take(most).Reverse())
        {
            try
            {
                snapshots.Add(Parse(File.ReadAllBytes(path)));
            }
            catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
            {
                unread.Add(path);
            }
        }

        return ([.. snapshots.OrderBy(snapshot => snapshot.Time)], unread);
    }

    /// <summary>Adds a snapshot; the folder is made where needed.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Add(string folder, Snapshot snapshot)
    {
        Directory.CreateDirectory(folder);
        var name = snapshot.Time.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfffffff'Z'", CultureInfo.InvariantCulture) + Ending;
        AtomicFile.Write(Path.Combine(folder, name), stream => Write(snapshot, stream));
    }

    /// <exception cref="FormatException">It is not a snapshot of a version that we know.</exception>
    private static Snapshot Parse(ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content);
        var root = document.RootElement;
        if (root.GetProperty("format").GetString() != Format || root.GetProperty("version").GetInt32() != Version)
        {
            throw new FormatException("not a snapshot of this version");
        }

        return new Snapshot(
            root.GetProperty("time").GetDateTimeOffset(),
            root.GetProperty("branches").GetBoolean(),
            root.GetProperty("files").EnumerateObject().ToImmutableSortedDictionary(file => file.Name, file => TotalsOf(file.Value), StringComparer.Ordinal));
    }

    private static void Write(Snapshot snapshot, Stream output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteNumber("version", Version);
        json.WriteString("time", snapshot.Time.UtcDateTime);
        json.WriteBoolean("branches", snapshot.Branches);
        json.WriteStartObject("files");
        foreach (var (name, totals) in snapshot.Files)
        {
            json.WriteStartArray(name);
            foreach (var number in (int[])[totals.Statements, totals.Missing, totals.Excluded, totals.Branches, totals.MissingBranches, totals.PartialBranches])
            {
                json.WriteNumberValue(number);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static Totals TotalsOf(JsonElement numbers) => new()
    {
        Files = 1,
        Statements = numbers[0].GetInt32(),
        Missing = numbers[1].GetInt32(),
        Excluded = numbers[2].GetInt32(),
        Branches = numbers[3].GetInt32(),
        MissingBranches = numbers[4].GetInt32(),
        PartialBranches = numbers[5].GetInt32(),
    };
}
