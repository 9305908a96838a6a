using System.Collections.Immutable;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>What a patch compares with.</summary>
/// <param name="Revision">As a person named it.</param>
/// <param name="Commit">The hash of the commit where the branches parted; hexadecimal.</param>
public sealed record PatchBase(string Revision, string Commit)
{
    /// <summary>Such as <c>main (3f2a1c9)</c>.</summary>
    public override string ToString() => $"{Revision} ({Commit[..Math.Min(Commit.Length, 7)]})";
}

/// <summary>The added and changed lines of a report's files: which of them ran.</summary>
public sealed record PatchReport
{
    private PatchReport(CoverageReport report, PatchBase comparedWith, ImmutableArray<PatchFile> files)
    {
        (Report, Base) = (report, comparedWith);
        Files = files;
        Totals = files.Aggregate(default(Totals), (sum, file) => sum + file.Totals);
    }

    public CoverageReport Report { get; }

    public PatchBase Base { get; }

    /// <summary>Those in which the patch touches a statement, or that lost something outside of it; by name.</summary>
    public ImmutableArray<PatchFile> Files { get; }

    public Totals Totals { get; }

    /// <summary>Files of the patch that hold Python by their name and are not in the report, so that nobody knows what ran in them; by name.</summary>
    public ImmutableArray<string> NotMeasured { get; init; } = [];

    /// <summary>Whether a base run was there to compare with, outside of the patch.</summary>
    public bool ComparesOutside { get; init; }

    /// <summary>Those in which the patch touches a statement.</summary>
    public IEnumerable<PatchFile> Touched => Files.Where(file => file.Totals.Statements > 0);

    /// <summary>Those that lost something outside of the patch.</summary>
    public IEnumerable<PatchFile> LostOutside => Files.Where(file => file.LostSomething);

    public static PatchReport Of(CoverageReport report, PatchBase comparedWith, IEnumerable<PatchFile> files) => new(
        report,
        comparedWith,
        [.. files.Where(file => file.Totals.Statements > 0 || file.LostSomething).OrderBy(file => file.File.Name, NameOrder.Natural)]);
}
