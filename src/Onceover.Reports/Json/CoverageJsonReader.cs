using System.Globalization;
using System.Text.Json;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>
/// Reads the JSON of coverage.py (formats 1 to 3, ours included) and of SlipCover. Statements are those that ran and those that are missing;
/// excluded ones are not in it. SlipCover's are all lines that have code, so which of them are statements is unknown. Contexts are known where the report shows them; branches are never by context.
/// </summary>
public static class CoverageJsonReader
{
    private const int NewestFormat = 3;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 32 };

    /// <exception cref="FormatException">It is no such report; the message says where.</exception>
    public static Run Read(ReadOnlySpan<byte> bytes)
    {
        var json = new Utf8JsonReader(bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes, Options);
        try
        {
            return ReadReport(ref json);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new FormatException($"byte {json.TokenStartIndex}: {error.Message}", error);
        }
    }

    private static Run ReadReport(ref Utf8JsonReader json)
    {
        var files = new List<JsonFile>();
        var seenFiles = false;
        var unknown = Unknowns.None;
        Expect(ref json, JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("meta"u8))
            {
                unknown = ReadMeta(ref json);
            }
            else if (json.ValueTextEquals("files"u8))
            {
                seenFiles = true;
                Expect(ref json, JsonTokenType.StartObject);
                while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
                {
                    files.Add(ReadFile(ref json, json.GetString()!));
                }
            }
            else
            {
                Skip(ref json);
            }
        }

        json.Read();
        return seenFiles ? Run.Of(files.Select(file => file.ToFacts(unknown))) : throw new FormatException("it has no files");
    }

    /// <returns>What the tool that wrote it does not tell.</returns>
    private static Unknowns ReadMeta(ref Utf8JsonReader json)
    {
        var unknown = Unknowns.None;
        Expect(ref json, JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("software"u8))
            {
                json.Read();
                unknown = json.TokenType == JsonTokenType.String && json.ValueTextEquals("slipcover"u8) ? Unknowns.Statements : Unknowns.None;
                json.Skip();
            }
            else if (!json.ValueTextEquals("format"u8))
            {
                Skip(ref json);
            }
            else if (json.Read() && json.GetInt32() > NewestFormat)
            {
                throw new FormatException($"it is of format {json.GetInt32()}; this Onceover reads up to {NewestFormat}");
            }
        }

        return unknown;
    }

    private static JsonFile ReadFile(ref Utf8JsonReader json, string path)
    {
        var file = new JsonFile(path);
        Expect(ref json, JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("executed_lines"u8))
            {
                ReadLines(ref json, file, ran: true);
            }
            else if (json.ValueTextEquals("missing_lines"u8))
            {
                ReadLines(ref json, file, ran: false);
            }
            else if (json.ValueTextEquals("executed_branches"u8))
            {
                ReadBranches(ref json, file, taken: true);
            }
            else if (json.ValueTextEquals("missing_branches"u8))
            {
                ReadBranches(ref json, file, taken: false);
            }
            else if (json.ValueTextEquals("contexts"u8))
            {
                ReadContexts(ref json, file);
            }
            else
            {
                Skip(ref json);
            }
        }

        return file;
    }

    private static void ReadLines(ref Utf8JsonReader json, JsonFile file, bool ran)
    {
        Expect(ref json, JsonTokenType.StartArray);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            file.Facts.AddLine(json.GetInt64(), ran);
        }
    }

    private static void ReadBranches(ref Utf8JsonReader json, JsonFile file, bool taken)
    {
        file.HasBranches = true;
        Expect(ref json, JsonTokenType.StartArray);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            json.Read();
            var from = json.GetInt64();
            json.Read();
            file.Facts.AddBranch(from, json.GetInt64(), taken);
            Expect(ref json, JsonTokenType.EndArray);
        }
    }

    private static void ReadContexts(ref Utf8JsonReader json, JsonFile file)
    {
        Expect(ref json, JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var line = long.TryParse(json.GetString(), CultureInfo.InvariantCulture, out var number)
                ? ForeignFile.Line(number)
                : throw new FormatException($"'{json.GetString()}' is no line");
            Expect(ref json, JsonTokenType.StartArray);
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                file.AddContext(json.GetString() ?? "", line);
            }
        }
    }

    private static void Skip(ref Utf8JsonReader json)
    {
        json.Read();
        json.Skip();
    }

    private static void Expect(ref Utf8JsonReader json, JsonTokenType type)
    {
        if (!json.Read() || json.TokenType != type)
        {
            throw new FormatException($"{json.TokenType} where {type} belongs");
        }
    }

    /// <summary>One entry of <c>files</c>.</summary>
    private sealed class JsonFile(string path)
    {
        private readonly Dictionary<string, LineSet.Builder> contexts = new(StringComparer.Ordinal);

        public ForeignFile Facts { get; } = new(path);

        public bool HasBranches { get; set; }

        public void AddContext(string context, int line)
        {
            if (!contexts.TryGetValue(context, out var lines))
            {
                contexts[context] = lines = new LineSet.Builder();
            }

            lines.Add(line);
        }

        public FileFacts ToFacts(Unknowns unknown)
        {
            var facts = Facts.ToFacts(HasBranches ? unknown : unknown | Unknowns.Branches);
            if (contexts.Count == 0)
            {
                return facts;
            }

            // Branches, and lines that no context has, were seen by nobody knows whom.
            var unnamed = facts.Executed.Single();
            var named = contexts.ToDictionary(pair => pair.Key, pair => pair.Value.ToLineSet(), StringComparer.Ordinal);
            var rest = named.Values.Aggregate(unnamed.Value.Lines, (sum, next) => sum.Except(next));
            var ofContexts = FileFacts.Of(path, ContentHash.Unknown);
            ofContexts = ofContexts with
            {
                Executed = ofContexts.Executed.AddRange(named.Select(pair => KeyValuePair.Create(
                    new Observer(InterpreterVersion.Unknown, pair.Key), new Executed(pair.Value, ArcSet.Empty) { Unknown = unknown | Unknowns.Branches }))),
            };
            var unattributed = unnamed.Value with { Lines = rest };
            return (facts with
            {
                Executed = rest.IsEmpty && unattributed.Branches.IsEmpty
                    ? facts.Executed.Clear()
                    : facts.Executed.SetItem(unnamed.Key, unattributed),
            }).Union(ofContexts);
        }
    }
}
