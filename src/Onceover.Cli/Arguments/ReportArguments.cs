using Onceover.Cli.Reporting;

namespace Onceover.Cli.Arguments;

/// <summary>The words of a report command, parsed. What a command has no option for is null or false.</summary>
internal sealed record ReportArguments
{
    public required IReadOnlyList<string>? Include { get; init; }

    public required IReadOnlyList<string>? Omit { get; init; }

    public required IReadOnlyList<string>? Contexts { get; init; }

    /// <summary>Null when run file and configuration decide.</summary>
    public required bool? Branches { get; init; }

    public required string? DataFile { get; init; }

    public required string? ConfigurationFile { get; init; }

    public required bool Quiet { get; init; }

    public required bool IgnoreErrors { get; init; }

    public required bool? SkipCovered { get; init; }

    public required bool? SkipEmpty { get; init; }

    public required bool ShowMissing { get; init; }

    public required string? Sort { get; init; }

    public required string? Format { get; init; }

    public required int? Precision { get; init; }

    public required double? FailUnder { get; init; }

    public required double? FailUnderBranch { get; init; }

    public required double? FailUnderFile { get; init; }

    public required IReadOnlyList<PatternThreshold> FailUnderPatterns { get; init; }

    /// <summary>Empty: the command's own report alone.</summary>
    public required IReadOnlyList<ReportTarget> To { get; init; }

    /// <summary>A file or folder; <c>-</c> is standard output.</summary>
    public required string? Output { get; init; }

    public required string? Title { get; init; }

    /// <summary>A folder of snapshots; null for none.</summary>
    public required string? History { get; init; }

    public required bool PrettyPrint { get; init; }

    public required bool ShowContexts { get; init; }

    public required string? XmlFlavor { get; init; }

    /// <summary>show: the files; none for all.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>show: only what is missing, with so many lines around.</summary>
    public required int? Around { get; init; }

    /// <summary>diff: what to compare with; null for the usual branch.</summary>
    public required string? Base { get; init; }

    /// <summary>diff: an older run file.</summary>
    public required string? BaseData { get; init; }

    public required double? FailUnderPatch { get; init; }
}
