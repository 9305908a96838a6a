using Onceover.Cli.Configuration;
using Onceover.Model;

namespace Onceover.Cli.Commands;

/// <summary>
/// Branches are always recorded. Whether figures count them: as the command line says; else, where there is a configuration of
/// coverage.py, only if it says <c>branch = true</c>; else nobody said, which means yes.
/// </summary>
internal static class BranchRule
{
    /// <summary>For a run; null if nobody said.</summary>
    public static bool? Of(bool? asked, Settings settings) =>
        asked ?? (settings.File is null ? null : settings.Run.Branch ?? false);

    /// <summary>For a report: what the measuring command was told, or found, holds there too, as it does in coverage.py's data.</summary>
    public static bool Of(bool? asked, Settings settings, BranchChoice measured) =>
        asked ?? (measured == BranchChoice.Unsaid ? Of(null, settings) ?? true : measured == BranchChoice.On);
}
