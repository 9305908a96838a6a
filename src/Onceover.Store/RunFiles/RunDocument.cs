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
}

/// <summary>Unknown members are refused: reading past them would lose them at the next merge. New ones need a new version.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(FileEntry))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class RunFileJson : JsonSerializerContext;
