using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>The members that files, functions and classes have in common.</summary>
internal sealed class JsonFacts(Utf8JsonWriter json, ReportOptions options, bool branches)
{
    /// <summary>Writes the members into the object that is open.</summary>
    public void WriteFacts(FileResult result, ImmutableSortedDictionary<string, LineSet> contexts, int? startLine)
    {
        WriteLines("executed_lines", result.Executed);
        json.WritePropertyName("summary");
        WriteSummary(result.Totals);
        WriteLines("missing_lines", result.Missing);
        WriteLines("excluded_lines", result.Excluded);
        if (startLine is { } line)
        {
            json.WriteNumber("start_line", line);
        }

        if (options.ShowContexts)
        {
            WriteContexts(result.Executed, contexts);
        }

        if (branches)
        {
            WriteArcs("executed_branches", result.TakenBranches.Except(result.Forgiven));
            WriteArcs("missing_branches", result.MissingBranches);
        }
    }

    /// <summary>
    /// The decisions inside statements: kind, range (lines from 1, columns in UTF-8 bytes from 0, the last exclusive), and whether each was
    /// true, and false, at least once.
    /// </summary>
    public void WriteConditions(ImmutableArray<ConditionResult> conditions)
    {
        json.WriteStartArray("conditions");
        foreach (var (statement, condition, seenTrue, seenFalse) in conditions)
        {
            json.WriteStartObject();
            json.WriteNumber("statement", statement);
            json.WriteString("kind", condition.Kind switch
            {
                ConditionKind.Operand => "operand",
                ConditionKind.Ternary => "ternary",
                ConditionKind.Filter => "filter",
                ConditionKind.Comparison => "comparison",
                ConditionKind.Guard => "guard",
                _ => "test",
            });
            json.WriteNumber("line", condition.Line);
            json.WriteNumber("column", condition.Column);
            json.WriteNumber("end_line", condition.EndLine);
            json.WriteNumber("end_column", condition.EndColumn);
            json.WriteBoolean("true", seenTrue);
            json.WriteBoolean("false", seenFalse);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public void WriteSummary(Totals totals)
    {
        json.WriteStartObject();
        json.WriteNumber("covered_lines", totals.Executed);
        json.WriteNumber("num_statements", totals.Statements);
        WritePercent("percent_covered", totals.Percent);
        json.WriteNumber("missing_lines", totals.Missing);
        json.WriteNumber("excluded_lines", totals.Excluded);
        WritePercent("percent_statements_covered", totals.StatementPercent);
        if (branches)
        {
            json.WriteNumber("num_branches", totals.Branches);
            json.WriteNumber("num_partial_branches", totals.PartialBranches);
            json.WriteNumber("covered_branches", totals.TakenBranches);
            json.WriteNumber("missing_branches", totals.MissingBranches);
            WritePercent("percent_branches_covered", totals.BranchPercent);
        }

        json.WriteEndObject();
    }

    private void WritePercent(string name, double percent)
    {
        json.WritePropertyName(name);
        var shortest = percent.ToString("R", CultureInfo.InvariantCulture);
        // A number with a point everywhere: readers in typed languages then see one type.
        json.WriteRawValue(shortest.AsSpan().IndexOfAny('.', 'E') < 0 ? shortest + ".0" : shortest, skipInputValidation: true);
        json.WriteString(name + "_display", Percentage.Display(percent, options.Precision));
    }

    public void WriteLines(string name, LineSet lines)
    {
        json.WriteStartArray(name);
        foreach (var line in lines)
        {
            json.WriteNumberValue(line);
        }

        json.WriteEndArray();
    }

    public void WriteArcs(string name, ArcSet arcs)
    {
        json.WriteStartArray(name);
        foreach (var arc in arcs.AsSpan())
        {
            json.WriteStartArray();
            json.WriteNumberValue(arc.From);
            json.WriteNumberValue(arc.To);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>Per executed line the names of the contexts that ran it.</summary>
    private void WriteContexts(LineSet executed, ImmutableSortedDictionary<string, LineSet> contexts)
    {
        json.WriteStartObject("contexts");
        foreach (var line in executed)
        {
            json.WriteStartArray(line.ToString(CultureInfo.InvariantCulture));
            foreach (var (context, lines) in contexts)
            {
                if (lines.Contains(line))
                {
                    json.WriteStringValue(context);
                }
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
