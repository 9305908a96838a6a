using System.Collections.Immutable;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>What every report format is drawn from. Made by <see cref="Of"/>; immutable.</summary>
public sealed record CoverageReport
{
    private CoverageReport(ReportSetting setting, ImmutableArray<ReportFile> files)
    {
        Setting = setting;
        Files = files;
        Totals = files.Aggregate(default(Totals), (sum, file) => sum + file.Totals);
    }

    public ReportSetting Setting { get; }

    /// <summary>By full path, in code point order.</summary>
    public ImmutableArray<ReportFile> Files { get; }

    public Totals Totals { get; }

    /// <summary>Whether figures include branches. If not, no file of the report has any.</summary>
    public bool Branches => Setting.Branches;

    /// <summary>The figures alone, to compare later reports with.</summary>
    public Snapshot Snapshot() => new(
        Setting.Timestamp, Branches, Files.ToImmutableSortedDictionary(file => file.Name, file => file.Totals, StringComparer.Ordinal));

    public static CoverageReport Of(ReportSetting setting, IEnumerable<ReportFile> files) => new(
        setting,
        [.. files.Select(file => file.Settled(setting.Branches)).OrderBy(file => file.FullPath, NameOrder.CodePoints)]);
}

/// <summary>What a report says about itself.</summary>
public sealed record ReportSetting
{
    /// <summary>Whether figures include branches.</summary>
    public required bool Branches { get; init; }

    /// <summary>When the report was made.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The version of the tool, as <c>onceover --version</c> gives it.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The folder that file names are relative to: absolute, separated by '/', without a '/' at its end.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Absolute folders that bounded what was measured; formats that name source folders use them.</summary>
    public ImmutableArray<string> SourceFolders { get; init; } = [];

    /// <summary>What a reader of the figures must know.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}
