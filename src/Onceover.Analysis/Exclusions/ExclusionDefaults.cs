using System.Collections.Immutable;

namespace Onceover.Analysis;

/// <summary>The patterns that hold unless a configuration says otherwise: coverage.py's, version 7.16.</summary>
public static class ExclusionDefaults
{
    /// <summary>A body that is an ellipsis alone, with the signature in front of it if that is on the same line or ends on it.</summary>
    internal const string EllipsisBody = @"^\s*(((async )?def .*?)?[\])]+(\s*->.*?)?:\s*)?\.\.\.\s*(#|$)";

    /// <summary>Replaced by <c>exclude_lines</c>, added to by <c>exclude_also</c>.</summary>
    public static ImmutableArray<string> Exclude { get; } =
    [
        @"#\s*(pragma|PRAGMA)[:\s]?\s*(no|NO)\s*(cover|COVER)",
        EllipsisBody,
        @"if (typing\.)?TYPE_CHECKING:",
    ];

    /// <summary>Replaced by <c>partial_branches</c>, added to by <c>partial_also</c>.</summary>
    public static ImmutableArray<string> Partial { get; } = [@"#\s*(pragma|PRAGMA)[:\s]?\s*(no|NO)\s*(branch|BRANCH)"];

    /// <summary>Added to the partial patterns whatever they are: these cannot take both ways.</summary>
    public static ImmutableArray<string> PartialAlways { get; } = ["while (True|1|False|0):", "if (True|1|False|0):"];
}
