using System.Reflection;
using Onceover.Analysis;
using Onceover.Cli.Configuration;
using Onceover.Model;
using Onceover.Reports;

namespace Onceover.Cli.Reporting;

/// <summary>From a run and the sources on the disk to a report.</summary>
internal static class ReportDrawing
{
    public static string ToolVersion { get; } =
        typeof(ReportDrawing).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <returns>The report, and every file that it had to leave out or may show wrongly.</returns>
    /// <exception cref="MistakeException">There is nothing to report.</exception>
    public static (CoverageReport Report, IReadOnlyList<FileReading> Readings) Draw(
        Run run, bool branches, FileSelection selection, ExclusionRules rules, string folder, DateTimeOffset now)
    {
        var selected = run.Files.Values
            .GroupBy(facts => Path.GetFullPath(facts.Path, folder), StringComparer.Ordinal)
            .Where(contents => selection.Selects(contents.Key))
            .ToList();
        if (selected.Count == 0)
        {
            throw new MistakeException(Mistakes.NothingMeasured());
        }

        var readings = selected
            .AsParallel()
            .AsOrdered()
            .Select(contents => FileReading.Of(
                [.. contents.Select(selection.Within)], contents.Key, NameOf(contents.Key, folder), rules))
            .ToList();
        var setting = new ReportSetting
        {
            Branches = branches,
            Timestamp = now,
            ToolVersion = ToolVersion,
            WorkingDirectory = Path.TrimEndingDirectorySeparator(folder),
            SourceFolders = [.. run.Roots],
            Notes = [.. run.Notes],
        };
        return (CoverageReport.Of(setting, readings.Select(reading => reading.File).OfType<ReportFile>()), readings);
    }

    /// <summary>The rules of a configuration: its lists replace the defaults, or add to them.</summary>
    /// <exception cref="MistakeException">A pattern is not understood.</exception>
    public static ExclusionRules RulesOf(ReportSettings settings)
    {
        if (settings is { ExcludeLines: null, ExcludeAlso: [], PartialBranches: null, PartialAlso: [], PartialBranchesAlways: null })
        {
            return ExclusionRules.Default;
        }

        return ExclusionRules.TryCompile(
            [.. settings.ExcludeLines ?? ExclusionDefaults.Exclude, .. settings.ExcludeAlso],
            [
                .. settings.PartialBranches ?? ExclusionDefaults.Partial,
                .. settings.PartialAlso,
                .. settings.PartialBranchesAlways ?? ExclusionDefaults.PartialAlways,
            ],
            out var rules,
            out var problem)
            ? rules
            : throw new MistakeException(Mistakes.BadPattern(problem.ToString()));
    }

    /// <summary>What people read of a path: relative to the working folder where it lies below.</summary>
    public static string NameOf(string path, string folder)
    {
        var prefix = folder.EndsWith('/') ? folder : folder + "/";
        return path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : path;
    }
}
