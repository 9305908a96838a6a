using Onceover.Cli.Arguments;
using Onceover.Cli.Commands;
using Onceover.Cli.Configuration;
using Onceover.Model;
using Onceover.Reports;

namespace Onceover.Cli.Reporting;

/// <summary>What every command that reports starts from: settings, a run file, and the report drawn from it.</summary>
/// <param name="Settings">Those of the configuration.</param>
/// <param name="Folder">The working folder.</param>
/// <param name="Selection">Which files and contexts were asked for.</param>
/// <param name="Run">All that was recorded.</param>
/// <param name="Report">The selected files; none only if each had to be left out.</param>
/// <param name="Failed">Whether a file had to be left out, which is said already.</param>
internal sealed record ReportInput(Settings Settings, string Folder, FileSelection Selection, Run Run, CoverageReport Report, bool Failed)
{
    /// <summary>The settings of a command, their warnings said.</summary>
    public static Settings SettingsOf(ReportArguments parsed, Words words)
    {
        var settings = SettingsFile.Load(parsed.ConfigurationFile, Directory.GetCurrentDirectory(), Environment.GetEnvironmentVariable);
        foreach (var warning in settings.Warnings)
        {
            words.Warn(warning);
        }

        return settings;
    }

    /// <exception cref="MistakeException">There is nothing to report.</exception>
    public static ReportInput Read(ReportArguments parsed, Settings settings, Words words)
    {
        var folder = Directory.GetCurrentDirectory();
        var selection = FileSelection.Of(
            parsed.Include ?? (IEnumerable<string>?)settings.Report.Include ?? [],
            parsed.Omit ?? (IEnumerable<string>?)settings.Report.Omit ?? [],
            parsed.Contexts ?? (IEnumerable<string>?)settings.Report.Contexts ?? [],
            folder);
        var rules = ReportDrawing.RulesOf(settings.Report);
        var run = Leftovers.ReadWith(DataFile.Of(parsed.DataFile, settings, folder), words);
        var branches = BranchRule.Of(parsed.Branches, settings, run.Branches);
        var (report, readings) = ReportDrawing.Draw(run, branches, selection, rules, folder, DateTimeOffset.UtcNow);
        SayUnknown(run, words);
        var failed = SayReadings(readings, parsed.IgnoreErrors || settings.Report.IgnoreErrors, words);
        if (!report.Files.IsEmpty)
        {
            SayBranches(report, parsed, settings, words);
        }
        else if (!failed)
        {
            throw new MistakeException(Mistakes.NothingMeasured());
        }

        return new ReportInput(settings, folder, selection, run, report, failed);
    }

    /// <summary>What the formats of merged inputs did not record counts neither for nor against; but then figures are not the whole truth.</summary>
    private static void SayUnknown(Run run, Words words)
    {
        var statements = run.Files.Values.Count(file =>
            file.AllCountable is { Statements.IsEmpty: true, Unknown: var unknown } && unknown.HasFlag(Unknowns.Statements));
        if (statements > 0)
        {
            words.Warn($"of {statements} file{(statements == 1 ? "" : "s")} it is not known which statements there are: nothing of {(statements == 1 ? "it" : "them")} is in the figures");
        }

        var branches = run.Files.Values.Count(file =>
            file.Executed.Values.Any(executed => executed.Unknown.HasFlag(Unknowns.Branches)) && !file.AllCountable.Branches.IsEmpty);
        if (branches > 0)
        {
            words.Warn($"of {branches} file{(branches == 1 ? "" : "s")} some data does not know branches: more of them may have been taken than the figures say");
        }
    }

    private static bool SayReadings(IReadOnlyList<FileReading> readings, bool ignoreErrors, Words words)
    {
        var failed = false;
        foreach (var reading in readings)
        {
            if (reading.Warning is { } warning)
            {
                words.Warn(warning);
            }

            if (reading.Problem is { } problem)
            {
                if (ignoreErrors)
                {
                    words.Warn($"{problem}; it is left out");
                }
                else
                {
                    words.Say(Mistakes.FileLeftOut(problem));
                    failed = true;
                }
            }
        }

        return failed;
    }

    /// <summary>The one thing about the figures that depends on a rule nobody sees.</summary>
    private static void SayBranches(CoverageReport report, ReportArguments parsed, Settings settings, Words words)
    {
        if (!report.Branches && parsed.Branches is null)
        {
            words.Note(settings is { File: { } file, Run.Branch: not true }
                ? $"branches are not counted, since {file} does not say branch = true; --branch counts them"
                : "branches are not counted, since the run was not to count them; --branch does");
        }
    }
}
