using System.Globalization;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>A patch report for a comment or a step summary: the percentage first, then a table, then the lines, folded up.</summary>
public static class PatchMarkdown
{
    /// <summary>A comment on GitHub takes 65,536 characters: that many lines leave room for long ones.</summary>
    private const int MostLines = 400;

    public static void Write(PatchReport patch, ReportOptions options, Stream output)
    {
        using var text = Utf8Text.Writer(output);
        foreach (var line in Lines(patch, options))
        {
            text.WriteLine(line);
        }
    }

    private static IEnumerable<string> Lines(PatchReport patch, ReportOptions options)
    {
        var left = MostLines;
        yield return patch.Touched.Any()
            ? $"### Patch coverage: {Percentage.Display(patch.Totals.Percent, options.Precision)}%"
            : "### Patch coverage";
        yield return "";
        yield return $"Changed since {MarkdownTable.Escape(Utf8Text.OnOneLine(patch.Base.ToString()))}.";
        yield return "";
        if (patch.Touched.Any())
        {
            foreach (var line in MarkdownTable.Lines(SummaryTable.Of(patch, options)))
            {
                yield return line;
            }
        }
        else
        {
            yield return PatchWords.NothingTouched;
        }

        foreach (var line in patch.Touched.SelectMany(file => Folded(file, [.. PatchLines.Missing(file)], ref left)))
        {
            yield return line;
        }

        if (patch.ComparesOutside)
        {
            yield return "";
            yield return PatchWords.Lost(patch);
            foreach (var line in patch.LostOutside.SelectMany(file => Folded(file, [.. PatchLines.Lost(file)], ref left)))
            {
                yield return line;
            }
        }

        if (!patch.NotMeasured.IsEmpty)
        {
            yield return "";
            yield return PatchWords.NotMeasured(patch);
            yield return "";
            foreach (var name in patch.NotMeasured)
            {
                yield return $"- {MarkdownTable.Escape(Utf8Text.OnOneLine(name))}";
            }
        }
    }

    private static List<string> Folded(PatchFile file, List<MarkedLine> lines, ref int left)
    {
        if (lines.Count == 0)
        {
            return [];
        }

        var name = System.Net.WebUtility.HtmlEncode(VisibleText.Of(Utf8Text.OnOneLine(file.File.Name)));
        if (left <= 0)
        {
            return [];
        }

        var shown = lines.Take(left).ToList();
        left -= shown.Count;
        List<string> result = ["", $"<details><summary>{name}{PatchWords.Remark(file)}</summary>", ""];
        var listing = new SourceListing(null, lines[^1].Number).Stretches(shown).ToList();
        var fence = new string('`', Math.Max(3, listing.Max(LongestRun) + 1));
        result.Add(fence);
        result.AddRange(listing);
        result.Add(fence);
        if (shown.Count < lines.Count)
        {
            result.Add("");
            result.Add(string.Create(CultureInfo.InvariantCulture, $"… and {lines.Count - shown.Count:N0} lines more, and perhaps other files."));
        }

        result.Add("");
        result.Add("</details>");
        return result;
    }

    private static int LongestRun(string line)
    {
        var (longest, run) = (0, 0);
        foreach (var c in line)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
