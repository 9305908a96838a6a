using System.Text.Encodings.Web;
using System.Text.Json;

namespace Onceover.Reports;

/// <summary>
/// A patch report as JSON. Members that coverage.py's JSON has too mean the same, for the lines of the patch alone; branches are pairs
/// of lines, a negative second one an exit.
/// </summary>
public static class PatchJson
{
    private const int FormatVersion = 1;

    public static void Write(PatchReport patch, ReportOptions options, Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions
        {
            Indented = options.PrettyPrint,
            IndentSize = 4,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            // As for all our JSON: percentages are written as raw numbers.
            SkipValidation = true,
        });
        var facts = new JsonFacts(json, options, patch.Report.Branches);
        json.WriteStartObject();
        json.WriteString("format", "onceover-patch");
        json.WriteNumber("version", FormatVersion);
        json.WriteString("base", patch.Base.Revision);
        json.WriteString("base_commit", patch.Base.Commit);
        json.WritePropertyName("totals");
        facts.WriteSummary(patch.Totals);
        json.WriteStartObject("files");
        foreach (var file in patch.Files)
        {
            json.WriteStartObject(file.File.Name);
            WriteFile(json, facts, file, patch.ComparesOutside);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("not_measured");
        foreach (var name in patch.NotMeasured)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    private static void WriteFile(Utf8JsonWriter json, JsonFacts facts, PatchFile file, bool comparesOutside)
    {
        if (file.Change is { OldPath: { } old, Path: var path } && old != path)
        {
            json.WriteString("old_path", old);
        }

        json.WriteBoolean("changed_since_measured", file.File.SourceState == SourceState.Changed);
        facts.WriteLines("changed_lines", file.Changed);
        facts.WriteFacts(file.Result, file.File.Contexts, startLine: null);
        if (comparesOutside)
        {
            facts.WriteLines("lost_lines", file.Lost);
            facts.WriteArcs("lost_branches", file.LostBranches);
        }
    }
}
