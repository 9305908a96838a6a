using System.CommandLine;
using Onceover.Cli.Commands;
using Onceover.Cli.Merging;
using Onceover.Cli.Reporting;

namespace Onceover.Cli.Arguments;

/// <summary>All commands by their names.</summary>
internal static class CommandSet
{
    public static readonly string[] Reports = ["report", .. FormatTable.Commands];

    public static readonly string[] Fleet = ["push", "pull", "unused"];

    public static readonly string[] Names = ["run", .. Reports, "show", "diff", "merge", .. Fleet, "hook", "help"];

    public static string Summary(string name) => name switch
    {
        "report" => "Show a table of what ran and what did not.",
        "show" => "Print sources with a mark at every line.",
        "diff" => "Show which changed lines did not run.",
        "merge" => "Unite what was measured, in any format that is read, into one run file.",
        "push" => "Append what a run saw to a fleet's PostgreSQL database.",
        "pull" => "Write a run file of what the machines of a fleet saw.",
        "unused" => "List the lines of the sources here that no machine of a fleet ran.",
        "hook" => "Make a Python measure itself whenever it runs below onceover run, or undo that.",
        "help" => "Explain a command.",
        _ => $"Write {FormatTable.Find(name)!.Summary}.",
    };

    /// <summary>Every command with its options, for explanations.</summary>
    public static RootCommand ForHelp()
    {
        var root = new RootCommand("Onceover measures what a Python program executed.") { RunOptions.ForHelp() };
        foreach (var name in (string[])[.. Reports, "show", "diff"])
        {
            root.Subcommands.Add(new ReportOptionSet(name).Command);
        }

        root.Subcommands.Add(new MergeOptions().Command);
        foreach (var name in Fleet)
        {
            root.Subcommands.Add(new FleetOptions(name).Command);
        }

        root.Subcommands.Add(HookOptions.Command());
        root.Subcommands.Add(new Command("help", Summary("help")) { new Argument<string>("COMMAND") { Arity = ArgumentArity.ZeroOrOne } });
        return root;
    }
}
