using Onceover.Cli.Arguments;
using Onceover.Cli.Changes;
using Onceover.Cli.Configuration;
using Onceover.Cli.Reporting;
using Onceover.Collect;
using Onceover.Reports;
using Onceover.Reports.Html;

namespace Onceover.Cli.Commands;

/// <summary><c>onceover diff</c>: which lines of a patch ran.</summary>
internal static class DiffCommand
{
    /// <summary>The formats that are pages, and not of the patch alone.</summary>
    private static readonly string[] Pages = ["html", "html-file"];

    /// <param name="arguments">What follows <c>diff</c>.</param>
    public static int Execute(string[] arguments)
    {
        var parsed = new ReportOptionSet("diff").Parse(arguments);
        using var words = new Words(parsed.Quiet);
        var settings = ReportInput.SettingsOf(parsed, words);
        var format = parsed.Format ?? "text";
        if (!Pages.Contains(format) && PatchFormats.Find(format) is null)
        {
            throw new MistakeException(Mistakes.BadValue("--format", format, "text, markdown, json, html or html-file"));
        }

        var options = ReportCommand.OptionsOf(format, ReportCommand.PrecisionOf(parsed, settings), parsed, settings) with
        {
            Screen = Screens.OfOutput(parsed.Output),
        };
        var repository = Repository.At(Directory.GetCurrentDirectory());
        var comparedWith = repository.BaseOf(parsed.Base);
        var input = ReportInput.Read(parsed, settings, words);
        if (input.Report.Files.IsEmpty)
        {
            return ExitCode.Failed;
        }

        var before = parsed.BaseData is { } path ? ReadBase(path, input, repository, comparedWith) : null;
        var patch = new PatchDrawing(repository, input, before, words).Draw(comparedWith);
        if (PatchFormats.Find(format) is { } file)
        {
            ReportOutput.WriteFile(parsed.Output ?? ReportOutput.Standard, output => file.Write(patch, options, output), words);
        }
        else
        {
            var pages = HtmlFormats.OfPatch(patch).First(pages => pages.Name == format);
            ReportOutput.Write(
                new(pages, parsed.Output ?? (format == "html" ? settings.Html.Directory : null) ?? pages.DefaultPath),
                input.Report,
                options with { History = History.Read(parsed.History, words) },
                words);
        }

        return input.Failed ? ExitCode.Failed : Misses(patch, parsed.FailUnderPatch, options.Precision, words) ? ExitCode.ThresholdMissed : ExitCode.Done;
    }

    private static BaseRun ReadBase(string path, ReportInput input, Repository repository, PatchBase comparedWith)
    {
        var aliases = new PathAliases(
            input.Settings.Paths,
            input.Folder,
            input.Settings.Run.RelativeFiles,
            candidate => SourceContent.Exists(Path.GetFullPath(candidate, input.Folder)) || repository.NameOf(Path.GetFullPath(candidate, input.Folder)) is not null);
        var run = BaseRun.Of(aliases.Apply(RunSource.Read(path)), input.Selection, input.Folder, repository, comparedWith);
        return run.Files.Count > 0 ? run : throw new MistakeException(Mistakes.BaseDataOfOtherFiles(path, repository.Root));
    }

    private static bool Misses(PatchReport patch, double? threshold, int precision, Words words)
    {
        if (threshold is not { } least || MissedThreshold.Of("patch", Thresholds.All(patch.Totals), least, precision) is not { } missed)
        {
            return false;
        }

        words.Fail(ThresholdTable.Lines([missed], precision));
        return true;
    }
}
