using System.CommandLine;
using Onceover.Cli.Arguments;

namespace Onceover.Cli.Commands;

/// <summary><c>onceover run</c>'s words, parsed.</summary>
internal sealed record RunArguments
{
    public required IReadOnlyList<string>? Source { get; init; }

    public required IReadOnlyList<string>? Include { get; init; }

    public required IReadOnlyList<string>? Omit { get; init; }

    /// <summary>Null when the configuration decides.</summary>
    public required bool? Branches { get; init; }

    public required bool Conditions { get; init; }

    public required string? DataFile { get; init; }

    public required bool Append { get; init; }

    public required string? Context { get; init; }

    public required string? Python { get; init; }

    public required string? ConfigurationFile { get; init; }

    public required bool Quiet { get; init; }

    /// <summary>How many of the process's last arguments are the guest's.</summary>
    public required int GuestWords { get; init; }
}

/// <summary>The options of <c>run</c>.</summary>
internal sealed class RunOptions
{
    private readonly Option<string[]> source = OptionNames.Source();
    private readonly Option<string[]> include = OptionNames.Include();
    private readonly Option<string[]> omit = OptionNames.Omit();
    private readonly Option<bool> branch = OptionNames.Branch();
    private readonly Option<bool> noBranch = OptionNames.NoBranch();
    private readonly Option<bool> conditions = OptionNames.Conditions();
    private readonly Option<string?> dataFile = OptionNames.DataFile();
    private readonly Option<bool> append = OptionNames.Append();
    private readonly Option<string?> context = OptionNames.Context();
    private readonly Option<string?> python = OptionNames.Python();
    private readonly Option<string?> configurationFile = OptionNames.ConfigurationFile();
    private readonly Option<bool> quiet = OptionNames.Quiet();

    public RunOptions() => Command = new Command("run", "Run COMMAND and record what its Pythons execute.")
    {
        source, include, omit, branch, noBranch, conditions, dataFile, append, context, python, configurationFile, quiet,
    };

    /// <summary>Our options alone: the guest's words never come to the parser.</summary>
    public Command Command { get; }

    /// <summary>The command as a person is to see it.</summary>
    public static Command ForHelp()
    {
        var command = new RunOptions().Command;
        command.Arguments.Add(new Argument<string[]>("COMMAND")
        {
            Description = "Any program, SCRIPT.py or -m MODULE, and its arguments.",
            Arity = ArgumentArity.ZeroOrMore,
        });
        return command;
    }

    /// <param name="words">What follows <c>run</c>.</param>
    /// <exception cref="MistakeException">Our part of them is not understood.</exception>
    public RunArguments Parse(IReadOnlyList<string> words)
    {
        var (ours, guests) = Arguments.GuestWords.Split(words, Command.Options);
        var result = Parsing.Parse(Command, [.. words.Take(ours)]);
        return new RunArguments
        {
            Source = result.ListOf(source),
            Include = result.ListOf(include),
            Omit = result.ListOf(omit),
            Branches = result.EitherOf(branch, noBranch),
            Conditions = result.GetValue(conditions),
            DataFile = result.GetValue(dataFile),
            Append = result.GetValue(append),
            Context = result.GetValue(context),
            Python = result.GetValue(python),
            ConfigurationFile = result.GetValue(configurationFile),
            Quiet = result.GetValue(quiet),
            GuestWords = guests,
        };
    }
}
