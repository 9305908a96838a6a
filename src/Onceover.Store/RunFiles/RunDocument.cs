using System.Text.Json.Serialization;

namespace Onceover.Store;

/// <summary>One content of one file, as the run file has it. <see cref="RunFile"/> documents the members.</summary>
/// <remarks>Members with a default have a setter: generated code assigns null to absent ones that are init-only.</remarks>
internal sealed record FileEntry
{
    [JsonPropertyName("path")]
    public required string Path { get; init; }

    [JsonPropertyName("hash")]
    public string? Hash { get; set; }

    [JsonPropertyName("arcs")]
    public byte[] Arcs { get; set; } = [];

    [JsonPropertyName("countable")]
    public CountableEntry[] Countable { get; set; } = [];

    [JsonPropertyName("executed")]
    public ExecutedEntry[] Executed { get; set; } = [];
}

internal sealed record CountableEntry
{
    [JsonPropertyName("python")]
    public required string Python { get; init; }

    [JsonPropertyName("statements")]
    public byte[] Statements { get; set; } = [];

    [JsonPropertyName("branches")]
    public byte[] Branches { get; set; } = [];
}

internal sealed record ExecutedEntry
{
    [JsonPropertyName("python")]
    public required string Python { get; init; }

    [JsonPropertyName("context")]
    public string Context { get; set; } = "";

    [JsonPropertyName("lines")]
    public byte[] Lines { get; set; } = [];

    [JsonPropertyName("branches")]
    public byte[] Branches { get; set; } = [];
}

/// <summary>Unknown members are refused: reading past them would lose them at the next merge. New ones need a new version.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(FileEntry))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class RunFileJson : JsonSerializerContext;
