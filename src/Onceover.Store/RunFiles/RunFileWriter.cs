using System.Buffers;
using System.IO.Hashing;
using System.Text.Encodings.Web;
using System.Text.Json;
using Onceover.Model;

namespace Onceover.Store;

/// <summary>A run to bytes, a file's entry at a time.</summary>
internal static class RunFileWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        // The file is never part of a page; the default would escape the '+' of base64.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static void Write(Stream output, Run run)
    {
        var checksum = new XxHash3();
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("format", RunFile.FormatName);
        json.WriteNumber("version", VersionFor(run));
        if (run.Branches != BranchChoice.Unsaid)
        {
            json.WriteString("branches", run.Branches == BranchChoice.On ? "on" : "off");
        }

        WriteStrings(json, "roots", run.Roots);
        WriteStrings(json, "notes", run.Notes);
        json.WriteStartArray("files");
        foreach (var file in run.Files.Values)
        {
            JsonSerializer.Serialize(json, FileEntries.Of(file), RunFileJson.Default.FileEntry);
            Drain();
        }

        json.WriteEndArray();
        Drain();
        json.WriteString("checksum", RunFileChecksum.Format(checksum.GetCurrentHashAsUInt64()));
        json.WriteEndObject();
        Drain();
        output.WriteByte((byte)'\n');

        void Drain()
        {
            json.Flush();
            checksum.Append(buffer.WrittenSpan);
            output.Write(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
        }
    }

    private static int VersionFor(Run run) => run.Files.Values.All(IsPlain) ? RunFile.PlainVersion : RunFile.FormatVersion;

    private static bool IsPlain(FileFacts file) => file.Conditions().IsEmpty
        && file.Countable.All(pair => pair.Key.IsKnown && pair.Value.Unknown == Unknowns.None)
        && file.Executed.All(pair => pair.Key.Interpreter.IsKnown && pair.Value.Unknown == Unknowns.None);

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
