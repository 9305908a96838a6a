using System.Text.Json.Serialization;

namespace Onceover.Store;

/// <summary>One content of one file, as the run file has it. <see cref="RunFile"/> documents the members.</summary>
internal sealed record FileEntry
{
    [JsonPropertyName("path")]
    public required string Path { get; init; }

    [JsonPropertyName("hash")]
    public string? Hash { get; init; }

    [JsonPropertyName("arcs")]
    public byte[] Arcs { get; init; } = [];

    [JsonPropertyName("conditions")]
    public byte[]? Conditions { get; init; }

    [JsonPropertyName("countable")]
    public CountableEntry[] Countable { get; init; } = [];

    [JsonPropertyName("executed")]
    public ExecutedEntry[] Executed { get; init; } = [];
}

internal sealed record CountableEntry
{
    [JsonPropertyName("python")]
    public required string Python { get; init; }

    [JsonPropertyName("statements")]
    public byte[] Statements { get; init; } = [];

    [JsonPropertyName("branches")]
    public byte[] Branches { get; init; } = [];

    [JsonPropertyName("conditions")]
    public byte[]? Conditions { get; init; }

    [JsonPropertyName("unknown")]
    public string? Unknown { get; init; }
}

internal sealed record ExecutedEntry
{
    [JsonPropertyName("python")]
    public required string Python { get; init; }

    [JsonPropertyName("context")]
    public string Context { get; init; } = "";

    [JsonPropertyName("lines")]
    public byte[] Lines { get; init; } = [];

    [JsonPropertyName("branches")]
    public byte[] Branches { get; init; } = [];

    [JsonPropertyName("true")]
    public byte[]? SeenTrue { get; init; }

    [JsonPropertyName("false")]
    public byte[]? SeenFalse { get; init; }

    [JsonPropertyName("unknown")]
    public string? Unknown { get; init; }
}

/// <summary>How entries are written; <see cref="RunFileReader"/> reads them.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FileEntry))]
internal sealed partial class RunFileJson : JsonSerializerContext;
