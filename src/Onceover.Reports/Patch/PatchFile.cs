using Onceover.Model;

namespace Onceover.Reports;

/// <summary>What a patch means for one measured file.</summary>
public sealed record PatchFile
{
    private PatchFile(ReportFile file, FileChange? change, FileResult result, LineSet lost, ArcSet lostBranches)
    {
        (File, Change, Result, Lost, LostBranches) = (file, change, result, lost, lostBranches);
        Changed = change?.Shift.Added ?? LineSet.Empty;
        Totals = result.Totals;
    }

    public ReportFile File { get; }

    /// <summary>Null where the patch leaves the file alone.</summary>
    public FileChange? Change { get; }

    /// <summary>All lines that are new or changed, blank ones too.</summary>
    public LineSet Changed { get; }

    /// <summary>The part of the file's result that the patch touches: a statement counts if any of its lines is new.</summary>
    public FileResult Result { get; }

    public Totals Totals { get; }

    /// <summary>Missing statements outside of the patch that ran in the base run.</summary>
    public LineSet Lost { get; }

    /// <summary>Missing branches outside of the patch that were taken in the base run, from lines that still run.</summary>
    public ArcSet LostBranches { get; }

    public bool LostSomething => !Lost.IsEmpty || !LostBranches.IsEmpty;

    /// <param name="file">As the report has it.</param>
    /// <param name="change">Its change; null if there is none.</param>
    /// <param name="before">What ran in the base run.</param>
    public static PatchFile Of(ReportFile file, FileChange? change, PatchBefore before)
    {
        var added = change?.Shift.Added ?? LineSet.Empty;
        var touched = LineSet.From(added.Select(line => file.FirstLines[line]));
        var lost = file.Result.Missing.Where(line =>
            !touched.Contains(line) && before.Shift.ToOld(line) is { } old && before.Executed.Lines.Contains(old));
        var lostBranches = file.Result.MissingBranches.Where(arc =>
            file.Result.Executed.Contains(arc.From)
            && !touched.Contains(arc.From)
            && before.Shift.ToOld(arc) is { } old
            && before.Executed.Branches.Contains(old));
        return new PatchFile(file, change, file.Result.Within(touched), LineSet.From(lost), lostBranches);
    }
}

/// <summary>What ran in a file in a base run.</summary>
/// <param name="Executed">In the lines of the content that it had then.</param>
/// <param name="Shift">From the lines of today's content to those.</param>
public sealed record PatchBefore(Executed Executed, LineShift Shift)
{
    public static readonly PatchBefore Nothing = new(Executed.Nothing, LineShift.None);
}
