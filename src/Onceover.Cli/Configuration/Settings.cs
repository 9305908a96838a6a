using System.Collections.Immutable;

namespace Onceover.Cli.Configuration;

/// <summary>
/// What a configuration file says, with the keys and meanings of coverage.py. A key that is not there is null (or, where nothing can
/// be told apart, the default); defaults of ours are applied where a value is used.
/// </summary>
internal sealed record Settings
{
    public static readonly Settings Nothing = new();

    /// <summary>The file that was read; null when there was none.</summary>
    public string? File { get; init; }

    public RunSettings Run { get; init; } = new();

    public ReportSettings Report { get; init; } = new();

    public HtmlSettings Html { get; init; } = new();

    public XmlSettings Xml { get; init; } = new();

    public JsonSettings Json { get; init; } = new();

    public LcovSettings Lcov { get; init; } = new();

    /// <summary>For each entry of <c>[paths]</c> its roots, the canonical one first.</summary>
    public ImmutableArray<ImmutableArray<string>> Paths { get; init; } = [];

    /// <summary>What the person should know about the file, each with file and line.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}

internal sealed record RunSettings
{
    public bool? Branch { get; init; }

    public string? CommandLine { get; init; }

    public string? Context { get; init; }

    public bool CoverStandardLibrary { get; init; }

    public string? DataFile { get; init; }

    public ImmutableArray<string>? Include { get; init; }

    public ImmutableArray<string>? Omit { get; init; }

    public bool RelativeFiles { get; init; }

    /// <summary>Folders and package names mixed.</summary>
    public ImmutableArray<string>? Source { get; init; }

    public ImmutableArray<string> SourcePackages { get; init; } = [];

    public ImmutableArray<string> SourceFolders { get; init; } = [];
}

internal sealed record ReportSettings
{
    /// <summary>Replaces the default patterns.</summary>
    public ImmutableArray<string>? ExcludeLines { get; init; }

    public ImmutableArray<string> ExcludeAlso { get; init; } = [];

    /// <summary>Replaces the default patterns.</summary>
    public ImmutableArray<string>? PartialBranches { get; init; }

    public ImmutableArray<string> PartialAlso { get; init; } = [];

    /// <summary>Replaces the patterns of what can never branch both ways.</summary>
    public ImmutableArray<string>? PartialBranchesAlways { get; init; }

    public ImmutableArray<string>? Contexts { get; init; }

    public double? FailUnder { get; init; }

    public string? Format { get; init; }

    public bool IgnoreErrors { get; init; }

    public ImmutableArray<string>? Include { get; init; }

    public ImmutableArray<string>? Omit { get; init; }

    public bool IncludeNamespacePackages { get; init; }

    public int? Precision { get; init; }

    public bool ShowMissing { get; init; }

    public bool SkipCovered { get; init; }

    public bool SkipEmpty { get; init; }

    public string? Sort { get; init; }
}

internal sealed record HtmlSettings
{
    public string? Directory { get; init; }

    public string? ExtraCss { get; init; }

    public bool ShowContexts { get; init; }

    /// <summary>Overrides that of the report section.</summary>
    public bool? SkipCovered { get; init; }

    /// <summary>Overrides that of the report section.</summary>
    public bool? SkipEmpty { get; init; }

    public string? Title { get; init; }
}

internal sealed record XmlSettings
{
    public string? Output { get; init; }

    public int? PackageDepth { get; init; }
}

internal sealed record JsonSettings
{
    public string? Output { get; init; }

    public bool PrettyPrint { get; init; }

    public bool ShowContexts { get; init; }
}

internal sealed record LcovSettings
{
    public string? Output { get; init; }

    public bool LineChecksums { get; init; }
}
