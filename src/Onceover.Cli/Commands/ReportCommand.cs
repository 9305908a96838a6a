using Onceover.Cli.Arguments;
using Onceover.Cli.Configuration;
using Onceover.Cli.Reporting;
using Onceover.Reports;

namespace Onceover.Cli.Commands;

/// <summary><c>report</c>, and the command of every format: a run file and the sources, read once and drawn.</summary>
internal static class ReportCommand
{
    /// <param name="name">Which.</param>
    /// <param name="arguments">What follows it.</param>
    public static int Execute(string name, string[] arguments)
    {
        var parsed = new ReportOptionSet(name).Parse(arguments);
        using var words = new Words(parsed.Quiet);
        var settings = ReportInput.SettingsOf(parsed, words);
        var targets = TargetsOf(name, parsed, settings);
        var precision = PrecisionOf(parsed, settings);
        var written = targets.Select(target => (
            Target: target,
            Options: OptionsOf(target.Format.Name, precision, parsed, settings) with { Screen = Screens.OfOutput(target.Path) })).ToList();
        var history = History.Read(parsed.History, words);
        var input = ReportInput.Read(parsed, settings, words);
        var report = input.Report;
        if (name == "report")
        {
            // Whoever reads this table did perhaps not see the run.
            foreach (var note in report.Setting.Notes)
            {
                words.Warn(note);
            }
        }

        if (report.Files.IsEmpty)
        {
            return ExitCode.Failed;
        }

        var unwritten = written.Count(target => !Wrote(() => ReportOutput.Write(target.Target, report, target.Options with { History = history, HistoryFolder = parsed.History }, words)))
            + (Wrote(() => History.Add(parsed.History, history, report)) ? 0 : 1);
        var thresholds = new Thresholds(
            parsed.FailUnder ?? settings.Report.FailUnder, parsed.FailUnderBranch, parsed.FailUnderFile, parsed.FailUnderPatterns);
        var missed = thresholds.Missed(report, precision).ToList();
        if (missed.Count > 0)
        {
            words.Fail(ThresholdTable.Lines(missed, precision));
        }

        return unwritten > 0 ? ExitCode.CannotWrite : input.Failed ? ExitCode.Failed : missed.Count > 0 ? ExitCode.ThresholdMissed : ExitCode.Done;

        // One place that cannot be written keeps no report from the others.
        bool Wrote(Action write)
        {
            try
            {
                write();
                return true;
            }
            catch (MistakeException error) when (error.Mistake.ExitCode == ExitCode.CannotWrite)
            {
                words.Say(error.Mistake);
                return false;
            }
        }
    }

    private static IReadOnlyList<ReportTarget> TargetsOf(string name, ReportArguments parsed, Settings settings)
    {
        if (name != "report")
        {
            var format = FormatTable.Find(name)!;
            return [(parsed.Output ?? ConfiguredOutput(name, settings)) is { } path ? new(format, path) : ReportTarget.Default(format, Environment.GetEnvironmentVariable)];
        }

        if (parsed.To.Count > 0 && parsed.Format is null)
        {
            return parsed.To;
        }

        var table = parsed.Format ?? settings.Report.Format ?? "text";
        if (!FormatTable.Tables.Contains(table))
        {
            throw new MistakeException(Mistakes.BadValue("--format", table, string.Join(", ", FormatTable.Tables)));
        }

        return parsed.To.Any(target => target.Path == ReportOutput.Standard)
            ? throw new MistakeException(Mistakes.TargetTwice(ReportOutput.Standard))
            : [.. parsed.To, new(FormatTable.Find(table)!, ReportOutput.Standard)];
    }

    private static string? ConfiguredOutput(string name, Settings settings) => name switch
    {
        "xml" => settings.Xml.Output,
        "json" => settings.Json.Output,
        "lcov" => settings.Lcov.Output,
        "html" => settings.Html.Directory,
        _ => null,
    };

    /// <summary>Digits after the decimal point.</summary>
    public static int PrecisionOf(ReportArguments parsed, Settings settings) => parsed.Precision ?? settings.Report.Precision ?? 0;

    /// <summary>What a report command asks of its format.</summary>
    /// <param name="format">The name of what is written.</param>
    /// <param name="precision">Digits after the decimal point.</param>
    /// <param name="parsed">What the command line says.</param>
    /// <param name="settings">What the configuration says.</param>
    /// <exception cref="MistakeException">A value is not possible.</exception>
    public static ReportOptions OptionsOf(string format, int precision, ReportArguments parsed, Settings settings)
    {
        var isHtml = format is "html" or "html-file" or "azure";
        var sort = parsed.Sort ?? settings.Report.Sort;
        return new ReportOptions
        {
            Precision = precision,
            ShowMissing = parsed.ShowMissing || settings.Report.ShowMissing,
            SkipCovered = parsed.SkipCovered ?? (isHtml ? settings.Html.SkipCovered : null) ?? settings.Report.SkipCovered,
            SkipEmpty = parsed.SkipEmpty ?? (isHtml ? settings.Html.SkipEmpty : null) ?? settings.Report.SkipEmpty,
            Sort = sort is null ? TableSort.ByName
                : TableSort.TryParse(sort, out var order) ? order
                : throw new MistakeException(Mistakes.BadValue("--sort", sort, TableSort.Words)),
            Cobertura = parsed.XmlFlavor switch
            {
                null or "strict" => CoberturaFlavor.Strict,
                "coveragepy" => CoberturaFlavor.CoveragePy,
                var flavor => throw new MistakeException(Mistakes.BadValue("--xml-flavor", flavor, "strict or coveragepy")),
            },
            PackageDepth = settings.Xml.PackageDepth ?? ReportOptions.Default.PackageDepth,
            PrettyPrint = parsed.PrettyPrint || settings.Json.PrettyPrint,
            ShowContexts = parsed.ShowContexts || (isHtml ? settings.Html.ShowContexts : settings.Json.ShowContexts),
            LineChecksums = settings.Lcov.LineChecksums,
            Title = parsed.Title ?? settings.Html.Title,
            ExtraCss = isHtml && settings.Html.ExtraCss is { Length: > 0 } css ? ReadStyle(css) : null,
        };
    }

    /// <summary>A person's own style sheet.</summary>
    private static string ReadStyle(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MistakeException(Mistakes.StyleNotReadable(path, error.Message));
        }
    }
}
