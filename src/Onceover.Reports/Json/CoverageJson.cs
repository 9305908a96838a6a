using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>
/// JSON in coverage.py's format 3: per file, function and class the lines and branches that ran, that are missing and that are
/// excluded, with totals. Field names, their order and their meaning are its; meta.version is ours, and so is a file's member
/// <c>conditions</c>, which is there if the run has any.
/// </summary>
public static class CoverageJson
{
    private const int FormatVersion = 3;

    private static readonly JsonWriterOptions Writer = new()
    {
        IndentSize = 4,
        NewLine = "\n",
        // The output is a file, never part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static void Write(CoverageReport report, ReportOptions options, Stream output)
    {
        using var json = new Utf8JsonWriter(output, Writer with { Indented = options.PrettyPrint });
        var facts = new JsonFacts(json, options, report.Branches);
        var conditions = report.Files.Any(file => !file.Result.Conditions.IsEmpty);
        json.WriteStartObject();
        WriteMeta(json, report.Setting, options);
        json.WriteStartObject("files");
        if (options.PrettyPrint)
        {
            // How far a member is indented is known where it stands.
            foreach (var file in report.Files)
            {
                json.WritePropertyName(file.Name);
                WriteFile(json, facts, file, conditions);
                json.Flush();
            }
        }
        else
        {
            foreach (var (name, text) in report.Files.AsParallel().AsOrdered().Select(file => (file.Name, Text(file, options, report.Branches, conditions))))
            {
                json.WritePropertyName(name);
                json.WriteRawValue(text.Span, skipInputValidation: true);
                json.Flush();
            }
        }

        json.WriteEndObject();
        json.WritePropertyName("totals");
        facts.WriteSummary(report.Totals);
        json.WriteEndObject();
        json.Flush();
    }

    private static ReadOnlyMemory<byte> Text(ReportFile file, ReportOptions options, bool branches, bool conditions)
    {
        var text = new ArrayBufferWriter<byte>(1 << 12);
        using (var json = new Utf8JsonWriter(text, Writer))
        {
            WriteFile(json, new JsonFacts(json, options, branches), file, conditions);
        }

        return text.WrittenMemory;
    }

    private static void WriteMeta(Utf8JsonWriter json, ReportSetting setting, ReportOptions options)
    {
        json.WriteStartObject("meta");
        json.WriteNumber("format", FormatVersion);
        json.WriteString("version", setting.ToolVersion);
        json.WriteString("timestamp", setting.Timestamp.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture));
        json.WriteBoolean("branch_coverage", setting.Branches);
        json.WriteBoolean("show_contexts", options.ShowContexts);
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, JsonFacts facts, ReportFile file, bool conditions)
    {
        json.WriteStartObject();
        facts.WriteFacts(file.Result, file.Contexts, startLine: null);
        if (conditions)
        {
            facts.WriteConditions(file.Result.Conditions);
        }

        WriteRegions(json, facts, file, RegionKind.Function, "functions");
        WriteRegions(json, facts, file, RegionKind.Class, "classes");
        json.WriteEndObject();
    }

    private static void WriteRegions(Utf8JsonWriter json, JsonFacts facts, ReportFile file, RegionKind kind, string name)
    {
        json.WriteStartObject(name);
        var inside = LineSet.Empty;
        foreach (var (key, region) in RegionNames.Of(file.Regions, kind))
        {
            json.WriteStartObject(key);
            facts.WriteFacts(file.Result.Within(region.Lines), file.Contexts, region.StartLine);
            json.WriteEndObject();
            inside = inside.Union(region.Lines);
        }

        json.WriteStartObject("");
        facts.WriteFacts(Outside(inside, file), file.Contexts, FirstLineOutside(inside, file));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What is in no region. A pattern that takes the end of the last line excludes a line that is not there; it belongs to the file alone.</summary>
    private static FileResult Outside(LineSet inside, ReportFile file)
    {
        var outside = file.Result.Outside(inside);
        var end = outside.Statements.IsEmpty ? 0 : outside.Statements.Last;
        if (outside.Excluded.IsEmpty || outside.Excluded.Last <= end || SourceLines.Count(file.ReadSource() ?? "") is var count && outside.Excluded.Last <= count)
        {
            return outside;
        }

        return outside with { Excluded = LineSet.From(outside.Excluded.Where(line => line <= count)) };
    }

    /// <summary>The first line of the text that is in no region; 1 if there is none.</summary>
    private static int FirstLineOutside(LineSet inside, ReportFile file)
    {
        var line = 1;
        while (inside.Contains(line))
        {
            line++;
        }

        // Only where regions reach from line 1 to their own end does it matter how long the text is.
        return line == 1 || line < inside.Last || file.Result.Statements.Any(statement => statement >= line)
            || SourceLines.Count(file.ReadSource() ?? "") >= line
            ? line
            : 1;
    }
}
