using System.Collections.Immutable;
using System.Text.Json;
using Onceover.Model;

namespace Onceover.Store;

/// <summary>Bytes to a run. Memory follows the input's size, whatever it says.</summary>
internal static class RunFileReader
{
    public static Run Read(ReadOnlySpan<byte> bytes, string path)
    {
        var json = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 8 });
        string? file = null;
        try
        {
            return Read(ref json, path, ref file);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            var where = file is null ? "" : $" after the entry of {file}";
            throw new RunFileException(
                RunFileProblem.Damaged, $"{path} is damaged at byte {json.TokenStartIndex}{where}: {FirstSentence(error.Message)}", error);
        }
    }

    private static Run Read(ref Utf8JsonReader json, string path, ref string? last)
    {
        var files = new List<FileFacts>();
        var run = Run.Empty;
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            switch (name)
            {
                case "format":
                    break;
                case "version":
                    RefuseNewer(json.GetInt32(), path);
                    break;
                case "branches":
                    run = run with { Branches = Choice(json.GetString()) };
                    break;
                case "roots":
                    run = run with { Roots = Strings(ref json) };
                    break;
                case "notes":
                    run = run with { Notes = Strings(ref json) };
                    break;
                case "files":
                    ReadFiles(ref json, files, ref last);
                    break;
                default:
                    throw new FormatException($"'{name}' is not known");
            }
        }

        // What follows the closing brace must be nothing.
        json.Read();
        return run with { Files = Run.Of(files).Files };
    }

    private static void ReadFiles(ref Utf8JsonReader json, List<FileFacts> files, ref string? last)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException("files is no list");
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var entry = JsonSerializer.Deserialize(ref json, RunFileJson.Default.FileEntry) ?? throw new FormatException("a file is null");
            files.Add(FileEntries.ToFacts(entry));
            last = entry.Path;
        }
    }

    private static void RefuseNewer(int version, string path)
    {
        if (version > RunFile.FormatVersion)
        {
            throw new RunFileException(
                RunFileProblem.Newer,
                $"{path} was written by a newer Onceover (format version {version}; this one reads up to {RunFile.FormatVersion})");
        }

        if (version < 1)
        {
            throw new FormatException($"there is no format version {version}");
        }
    }

    private static ImmutableSortedSet<string> Strings(ref Utf8JsonReader json) =>
        ImmutableSortedSet.Create(
            StringComparer.Ordinal,
            JsonSerializer.Deserialize(ref json, RunFileJson.Default.StringArray) ?? throw new FormatException("a list is null"));

    private static BranchChoice Choice(string? text) => text switch
    {
        "on" => BranchChoice.On,
        "off" => BranchChoice.Off,
        _ => throw new FormatException($"branches is '{text}', not 'on' or 'off'"),
    };

    /// <summary>The parser appends a position of its own, relative to something else than the file.</summary>
    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        end = end >= 0 ? end : message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        return end >= 0 ? message[..end] : message;
    }
}
