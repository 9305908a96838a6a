using System.Text;
using System.Text.Json;
using Onceover.Model;

namespace Onceover.Store;

/// <summary>
/// Bytes of run files into a <see cref="RunFold"/>. It reads tokens rather than objects: shards repeat each other's tables, and what was
/// seen before is recognised by its bytes. Memory follows the input's size, whatever it says.
/// </summary>
internal sealed class RunFileReader(RunFold fold)
{
    private readonly FileTokens tokens = new();

    /// <summary>Where in the input that begins which the JSON parser has.</summary>
    private int offset;

    public void Read(ReadOnlySpan<byte> bytes, string path)
    {
        var json = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 8 });
        var last = default(Token);
        offset = 0;
        try
        {
            Read(ref json, bytes, path, ref last);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            var where = last.IsPresent ? $" after the entry of {Encoding.UTF8.GetString(last.Raw(bytes))}" : "";
            throw new RunFileException(
                RunFileProblem.Damaged, $"{path} is damaged at byte {offset + json.TokenStartIndex}{where}: {WithoutPosition(error.Message)}", error);
        }
    }

    private void Read(ref Utf8JsonReader json, ReadOnlySpan<byte> bytes, string path, ref Token last)
    {
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("format"u8))
            {
                json.Read();
            }
            else if (json.ValueTextEquals("version"u8))
            {
                json.Read();
                RefuseNewer(json.GetInt32(), path);
            }
            else if (json.ValueTextEquals("branches"u8))
            {
                fold.Add(Choice(NextString(ref json)));
            }
            else if (json.ValueTextEquals("roots"u8))
            {
                ReadStrings(ref json, fold.Roots);
            }
            else if (json.ValueTextEquals("notes"u8))
            {
                ReadStrings(ref json, fold.Notes);
            }
            else if (json.ValueTextEquals("files"u8))
            {
                ReadFiles(ref json, bytes, ref last);
            }
            else if (json.ValueTextEquals("checksum"u8))
            {
                RunFileChecksum.Verify(bytes, offset + (int)json.TokenStartIndex, NextString(ref json));
                Expect(ref json, JsonTokenType.EndObject);
                break;
            }
            else
            {
                throw new FormatException($"'{json.GetString()}' is not known");
            }
        }

        // What follows the closing brace must be nothing.
        json.Read();
    }

    private void ReadFiles(ref Utf8JsonReader json, ReadOnlySpan<byte> bytes, ref Token last)
    {
        Expect(ref json, JsonTokenType.StartArray);
        if (ReadWritten(bytes, (int)json.BytesConsumed) is { } end)
        {
            json = new Utf8JsonReader(bytes[end..], isFinalBlock: true, json.CurrentState);
            offset = end;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            tokens.Read(ref json);
            try
            {
                fold.Add(bytes, tokens);
            }
            finally
            {
                last = tokens.Path;
            }
        }
    }

    /// <summary>Reads all entries, if they look as they are written.</summary>
    /// <returns>Where the list ends; null if it must be read again by a parser, which also says what is wrong: what is united twice makes no difference.</returns>
    private int? ReadWritten(ReadOnlySpan<byte> bytes, int start)
    {
        var entries = new WrittenEntries(bytes, start);
        try
        {
            while (entries.TryRead(tokens))
            {
                fold.Add(bytes, tokens);
                if (!entries.TryTake(","u8))
                {
                    return bytes[entries.At..].StartsWith("]"u8) ? entries.At : null;
                }
            }
        }
        catch (FormatException)
        {
            // Said by the parser, with the place.
        }

        return null;
    }

    private static void ReadStrings(ref Utf8JsonReader json, List<string> strings)
    {
        Expect(ref json, JsonTokenType.StartArray);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            strings.Add(json.GetString() ?? throw new FormatException("null in a list of strings"));
        }
    }

    private static void Expect(ref Utf8JsonReader json, JsonTokenType type)
    {
        if (!json.Read() || json.TokenType != type)
        {
            throw new FormatException($"{json.TokenType} where {type} belongs");
        }
    }

    private static string? NextString(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetString();
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

    private static BranchChoice Choice(string? text) => text switch
    {
        "on" => BranchChoice.On,
        "off" => BranchChoice.Off,
        _ => throw new FormatException($"branches is '{text}', not 'on' or 'off'"),
    };

    /// <summary>The parser appends a line number; the file is one line.</summary>
    private static string WithoutPosition(string message)
    {
        var end = message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        return end >= 0 ? message[..end] : message;
    }
}
