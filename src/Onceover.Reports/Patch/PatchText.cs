using System.Globalization;

namespace Onceover.Reports;

/// <summary>A patch report as text: what did not run of what was changed, then what was lost elsewhere.</summary>
public static class PatchText
{
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
        var screen = options.Screen;
        yield return screen.Paint($"Changed since {Cells.Harmless(patch.Base.ToString())}", Ink.Strong);
        yield return "";
        if (patch.Touched.Any())
        {
            foreach (var line in TextTable.Lines(SummaryTable.Of(patch, options), screen))
            {
                yield return line;
            }
        }
        else
        {
            yield return PatchWords.NothingTouched;
        }

        foreach (var line in patch.Touched.SelectMany(file => Listing(file, PatchLines.Missing(file), screen)))
        {
            yield return line;
        }

        if (patch.ComparesOutside)
        {
            yield return "";
            yield return screen.Paint(PatchWords.Lost(patch), Ink.Strong);
            foreach (var line in patch.LostOutside.SelectMany(file => Listing(file, PatchLines.Lost(file), screen)))
            {
                yield return line;
            }
        }

        if (!patch.NotMeasured.IsEmpty)
        {
            yield return "";
            yield return screen.Paint(PatchWords.NotMeasured(patch), Ink.Partial);
            foreach (var name in patch.NotMeasured)
            {
                yield return $"  {Cells.Harmless(name)}";
            }
        }
    }

    private static IEnumerable<string> Listing(PatchFile file, IEnumerable<MarkedLine> lines, Screen? screen)
    {
        var shown = lines.ToList();
        if (shown.Count == 0)
        {
            yield break;
        }

        yield return "";
        yield return screen.Paint(Cells.Harmless(file.File.Name), Ink.Strong) + PatchWords.Remark(file);
        foreach (var line in new SourceListing(screen, shown[^1].Number).Stretches(shown))
        {
            yield return line;
        }
    }
}

/// <summary>Sentences that patch reports have in common.</summary>
internal static class PatchWords
{
    public const string NothingTouched = "The patch touches no measured statement.";

    public static string Lost(PatchReport patch)
    {
        var lines = patch.LostOutside.Sum(file => file.Lost.Count);
        var branches = patch.LostOutside.Sum(file => file.LostBranches.Count);
        return lines + branches == 0
            ? "Nothing outside of the patch lost coverage."
            : $"Outside of the patch {Count(lines, "statement", "statements")} and {Count(branches, "branch", "branches")} ran in the base run and no longer do:";
    }

    public static string NotMeasured(PatchReport patch) => patch.NotMeasured.Length == 1
        ? "One changed Python file was not measured:"
        : $"{Count(patch.NotMeasured.Length, "", "changed Python files")} were not measured:";

    /// <summary>What a reader must know of a file, behind its name; empty where there is nothing.</summary>
    public static string Remark(PatchFile file) => file switch
    {
        { File.SourceState: SourceState.Changed } => " (changed since it was measured: lines may be off)",
        { Change: { OldPath: { } old, Path: var path } } when old != path => $" (was {Cells.Harmless(old)})",
        _ => "",
    };

    private static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");
}
