namespace Onceover.Reports;

/// <summary>What a person can ask of a report; each format takes what it knows. The defaults are coverage.py's.</summary>
public sealed record ReportOptions
{
    public static readonly ReportOptions Default = new();

    /// <summary>Digits after the decimal point of shown percentages, 0 to <see cref="Model.Percentage.MaxPrecision"/>.</summary>
    public int Precision { get; init; }

    /// <summary>Text and Markdown: the column of missing lines and branches.</summary>
    public bool ShowMissing { get; init; }

    /// <summary>Text, Markdown and HTML index: leave out files with nothing missing.</summary>
    public bool SkipCovered { get; init; }

    /// <summary>Leave out files without statements.</summary>
    public bool SkipEmpty { get; init; }

    /// <summary>Text and Markdown: the order of the rows.</summary>
    public TableSort Sort { get; init; } = TableSort.ByName;

    /// <summary>Cobertura: which dialect.</summary>
    public CoberturaFlavor Cobertura { get; init; }

    /// <summary>Cobertura: folders deeper than this share their ancestor's package.</summary>
    public int PackageDepth { get; init; } = 99;

    /// <summary>JSON: indented by four spaces.</summary>
    public bool PrettyPrint { get; init; }

    /// <summary>JSON and HTML: which context ran a line.</summary>
    public bool ShowContexts { get; init; }

    /// <summary>LCOV: a checksum of each line's text.</summary>
    public bool LineChecksums { get; init; }

    /// <summary>Text: the terminal that it goes to; null for plain text.</summary>
    public Screen? Screen { get; init; }

    /// <summary>HTML: the heading of the index page; null for the default one.</summary>
    public string? Title { get; init; }

    /// <summary>HTML: the figures of earlier reports, oldest first.</summary>
    public IReadOnlyList<Model.Snapshot> History { get; init; } = [];

    /// <summary>ReportGenerator: where it keeps its own history; null for nowhere.</summary>
    public string? HistoryFolder { get; init; }

    /// <summary>HTML: the text of a style sheet that is applied after ours.</summary>
    public string? ExtraCss { get; init; }
}

/// <summary>Dialects of Cobertura.</summary>
public enum CoberturaFlavor
{
    /// <summary>Nothing that the grammar does not have.</summary>
    Strict,

    /// <summary>With coverage.py's attribute <c>missing-branches</c>, which Codecov reads.</summary>
    CoveragePy,
}
