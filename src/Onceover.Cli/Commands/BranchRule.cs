using Onceover.Cli.Configuration;

namespace Onceover.Cli.Commands;

/// <summary>
/// Branches are always recorded. Whether figures count them: as the command line says; else, where there is a configuration of
/// coverage.py, only if it says <c>branch = true</c>; else nobody said, which means yes.
/// </summary>
internal static class BranchRule
{
    public static bool? Of(bool? asked, Settings settings) =>
        asked ?? (settings.File is null ? null : settings.Run.Branch ?? false);
}
