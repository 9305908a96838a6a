using System.CommandLine;
using System.Globalization;
using Onceover.Cli.Reporting;
using Onceover.Reports;

namespace Onceover.Cli.Arguments;

/// <summary>The options of one command that draws from a run file: those that all have, and its own.</summary>
internal sealed class ReportOptionSet
{
    private readonly Option<string[]> include = OptionNames.Include();
    private readonly Option<string[]> omit = OptionNames.Omit();
    private readonly Option<string[]> contexts = OptionNames.Contexts();
    private readonly Option<bool> branch = OptionNames.Branch();
    private readonly Option<bool> noBranch = OptionNames.NoBranch();
    private readonly Option<string?> dataFile = OptionNames.DataFile();
    private readonly Option<string?> configurationFile = OptionNames.ConfigurationFile();
    private readonly Option<bool> quiet = OptionNames.Quiet();
    private readonly Option<bool> ignoreErrors = OptionNames.IgnoreErrors();
    private readonly Option<bool> skipEmpty = OptionNames.SkipEmpty();
    private readonly Option<bool> noSkipEmpty = OptionNames.NoSkipEmpty();
    private readonly Option<string?> failUnder = OptionNames.FailUnder();
    private readonly Option<string?> failUnderBranch = OptionNames.FailUnderBranch();
    private readonly Option<string?> failUnderFile = OptionNames.FailUnderFile();
    private readonly Option<string[]> failUnderPattern = OptionNames.FailUnderPattern();
    private readonly Option<string?> precision = OptionNames.Precision();
    private readonly Option<string[]> to = OptionNames.To(FormatTable.All.Select(format => format.Name));

    private readonly Option<bool> skipCovered = OptionNames.SkipCovered();
    private readonly Option<bool> noSkipCovered = OptionNames.NoSkipCovered();
    private readonly Option<bool> showMissing = OptionNames.ShowMissing();
    private readonly Option<string?> sort = OptionNames.Sort();
    private readonly Option<string?> format = OptionNames.Format();
    private readonly Option<string?> title = OptionNames.Title();
    private readonly Option<string?> history = OptionNames.History();
    private readonly Option<bool> prettyPrint = OptionNames.PrettyPrint();
    private readonly Option<bool> showContexts = OptionNames.ShowContexts();
    private readonly Option<string?> xmlFlavor = OptionNames.XmlFlavor();
    private readonly Option<string?> around = OptionNames.Around();
    private readonly Option<string?> patchFormat = OptionNames.PatchFormat();
    private readonly Option<string?> comparedWith = OptionNames.Base();
    private readonly Option<string?> baseData = OptionNames.BaseData();
    private readonly Option<string?> failUnderPatch = OptionNames.FailUnderPatch();
    private readonly Option<string?>? output;

    private readonly Argument<string[]> files = new("FILE")
    {
        Description = "Measured files; all of them if none is named.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <param name="name">One of <see cref="CommandSet.Reports"/>, <c>show</c> or <c>diff</c>.</param>
    public ReportOptionSet(string name)
    {
        Command = new Command(name, CommandSet.Summary(name))
        {
            include, omit, contexts, branch, noBranch, dataFile, configurationFile, quiet, ignoreErrors, precision,
        };
        output = name == "diff" ? OptionNames.PatchOutput() : FormatTable.Find(name) switch
        {
            FolderFormat folder => OptionNames.Directory(folder.DefaultPath),
            FileFormat file => OptionNames.Output(file.DefaultPath),
            _ => null,
        };
        if (name == "diff")
        {
            history.Description = "Compare with the reports that this folder knows, which stays as it is.";
        }

        Option[] own = name switch
        {
            // It writes any format, by --to.
            "report" => [to, format, skipCovered, noSkipCovered, showMissing, sort, showContexts, title, history, prettyPrint, xmlFlavor],
            "html" or "html-file" or "azure" => [skipCovered, noSkipCovered, showContexts, title, history],
            "reportgenerator" => [title, history],
            "json" => [prettyPrint, showContexts],
            "xml" or "gitlab" => [xmlFlavor],
            "github" => [skipCovered, noSkipCovered, showMissing, sort],
            "diff" => [comparedWith, baseData, patchFormat, failUnderPatch, prettyPrint, showContexts, title, history],
            "show" => [around],
            _ => [],
        };
        if (name is not ("diff" or "show"))
        {
            own = [skipEmpty, noSkipEmpty, failUnder, failUnderBranch, failUnderFile, failUnderPattern, .. own];
        }

        if (name == "show")
        {
            Command.Arguments.Add(files);
        }

        foreach (var option in output is null ? own : [output, .. own])
        {
            Command.Options.Add(option);
        }
    }

    public Command Command { get; }

    /// <param name="words">What follows the command's name.</param>
    /// <exception cref="MistakeException">They are not understood.</exception>
    public ReportArguments Parse(IReadOnlyList<string> words)
    {
        var result = Parsing.Parse(Command, words);
        return new ReportArguments
        {
            Include = result.ListOf(include),
            Omit = result.ListOf(omit),
            Contexts = result.ListOf(contexts),
            Branches = result.EitherOf(branch, noBranch),
            DataFile = result.GetValue(dataFile),
            ConfigurationFile = result.GetValue(configurationFile),
            Quiet = result.GetValue(quiet),
            IgnoreErrors = result.GetValue(ignoreErrors),
            SkipCovered = result.EitherOf(skipCovered, noSkipCovered),
            SkipEmpty = result.EitherOf(skipEmpty, noSkipEmpty),
            ShowMissing = result.GetValue(showMissing),
            Sort = result.GetValue(sort),
            Format = result.GetValue(format) ?? result.GetValue(patchFormat),
            Precision = WholeNumber(result, precision, "a whole number from 0 to 15", max: Model.Percentage.MaxPrecision),
            FailUnder = Percent(result, failUnder),
            FailUnderBranch = Percent(result, failUnderBranch),
            FailUnderFile = Percent(result, failUnderFile),
            FailUnderPatterns = [.. (result.GetValue(failUnderPattern) ?? []).Select(value => PatternThreshold.Parse(failUnderPattern.Name, value, Directory.GetCurrentDirectory()))],
            To = ReportTarget.Parse(result.GetValue(to) ?? []),
            Output = output is null ? null : result.GetValue(output),
            Title = result.GetValue(title),
            History = result.GetValue(history),
            PrettyPrint = result.GetValue(prettyPrint),
            ShowContexts = result.GetValue(showContexts),
            XmlFlavor = result.GetValue(xmlFlavor),
            Files = result.GetValue(files) ?? [],
            Around = WholeNumber(result, around, "a number of lines", max: Model.LineSet.MaxLine),
            Base = result.GetValue(comparedWith),
            BaseData = result.GetValue(baseData),
            FailUnderPatch = Percent(result, failUnderPatch),
        };
    }

    private static int? WholeNumber(ParseResult result, Option<string?> option, string expected, int max) =>
        Number(result, option, expected, max) is not { } number ? null
        : number == Math.Floor(number) ? (int)number
        : throw Bad(result, option, expected);

    private static double? Percent(ParseResult result, Option<string?> option) =>
        Number(result, option, "a percentage from 0 to 100", max: 100);

    private static double? Number(ParseResult result, Option<string?> option, string expected, double max) =>
        result.GetValue(option) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= max ? number
        : throw Bad(result, option, expected);

    private static MistakeException Bad(ParseResult result, Option<string?> option, string expected) =>
        new(Mistakes.BadValue(option.Name, result.GetValue(option)!, expected));
}
