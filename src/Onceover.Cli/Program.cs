using Onceover.Cli;
using Onceover.Cli.Arguments;
using Onceover.Cli.Commands;
using Onceover.Cli.Merging;
using Onceover.Cli.Reporting;

try
{
    return args switch
    {
        [] or ["--help" or "-h", ..] => Help([]),
        ["help", .. var topic] => Help(topic),
        [var command, .., "--help" or "-h"] when command != "run" => Help([command]),
        ["run", "--help" or "-h", ..] => Help(["run"]),
        ["--version", ..] => Version(),
        ["run", ..] => RunCommand.Execute(args),
        ["show", .. var rest] => ShowCommand.Execute(rest),
        ["diff", .. var rest] => DiffCommand.Execute(rest),
        ["merge", .. var rest] => MergeCommand.Execute(rest),
        ["push", .. var rest] => PushCommand.Execute(rest),
        ["pull", .. var rest] => PullCommand.Execute(rest),
        ["unused", .. var rest] => UnusedCommand.Execute(rest),
        ["hook", .. var rest] => HookCommand.Execute(rest),
        [var name, .. var rest] when CommandSet.Reports.Contains(name) => ReportCommand.Execute(name, rest),
        [var name, ..] => throw new MistakeException(Mistakes.UnknownCommand(name, Parsing.Similar(name, CommandSet.Names))),
    };
}
catch (MistakeException error)
{
    using var words = new Words(quiet: true);
    words.Say(error.Mistake);
    return error.Mistake.ExitCode;
}

static int Help(string[] topic)
{
    if (topic is [var name, ..] && !CommandSet.Names.Contains(name))
    {
        throw new MistakeException(Mistakes.UnknownCommand(name, Parsing.Similar(name, CommandSet.Names)));
    }

    return CommandSet.ForHelp().Parse([.. topic.Take(1), "--help"]).Invoke();
}

static int Version()
{
    Console.Out.WriteLine($"onceover {ReportDrawing.ToolVersion}");
    return ExitCode.Done;
}
