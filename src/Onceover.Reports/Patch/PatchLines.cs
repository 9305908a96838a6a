using Onceover.Model;

namespace Onceover.Reports;

/// <summary>The lines that a patch report shows of a file.</summary>
internal static class PatchLines
{
    /// <summary>What the patch touches and did not run: whole statements, so that a changed line stands in what it belongs to.</summary>
    public static IEnumerable<MarkedLine> Missing(PatchFile file)
    {
        var gaps = file.Result.Missing.Union(LineSet.From(file.Result.MissingBranches.Select(arc => arc.From)));
        return Of(file, gaps);
    }

    /// <summary>What lost coverage outside of the patch.</summary>
    public static IEnumerable<MarkedLine> Lost(PatchFile file)
    {
        var partial = LineSet.From(file.LostBranches.Select(arc => arc.From));
        return Of(file, file.Lost.Union(partial)).Select(line => line with
        {
            // Only those that were taken before; what never was is no loss.
            Never = [.. line.Never.Where(branch => file.LostBranches.Any(arc => arc.From == line.Number && (arc.IsExit ? null : (int?)arc.To) == branch.Target))],
        });
    }

    private static IEnumerable<MarkedLine> Of(PatchFile file, LineSet statements) => statements.IsEmpty
        ? []
        : new MarkedSource(file.File).Lines().Where(line => statements.Contains(file.File.FirstLines[line.Number]));
}
