using System.CommandLine;
using Onceover.Cli.Arguments;
using Onceover.Model;

namespace Onceover.Cli.Merging;

/// <summary>What a merge makes of its inputs.</summary>
internal enum MergeOperation
{
    Union,
    Intersect,
    Minus,
}

/// <summary>What happens when inputs hold several contents of one path.</summary>
internal enum DriftPolicy
{
    Error,
    Newest,
    Separate,
}

/// <summary>The words of <c>merge</c>.</summary>
internal sealed class MergeOptions
{
    private static readonly string[] Operations = ["union", "intersect", "minus"];

    private static readonly string[] DriftPolicies = ["error", "newest", "separate"];

    private readonly Option<string?> operation = new("--op")
    {
        Description = "union (default), intersect (what all ran), or minus (what the first ran and no other).",
        HelpName = "OP",
    };

    private readonly Option<string?> onDrift = new("--on-drift")
    {
        Description = "When inputs hold several contents of one file: error (default), newest (of the newest input), or separate.",
        HelpName = "CHOICE",
    };

    private readonly Option<string?> foreignPython = new("--foreign-python")
    {
        Description = "The Python version, such as 3.14, behind inputs whose format does not say it.",
        HelpName = "VERSION",
    };

    private readonly Option<string?> format = new("--format")
    {
        Description = "What to write: onceover (a run file) or coverage (coverage.py's data file; default where OUT is .coverage or .coverage.X).",
        HelpName = "FORMAT",
    };

    public MergeOptions() => Command = new Command("merge", CommandSet.Summary("merge"))
    {
        Output, format, operation, onDrift, KeepGoing, Explain, foreignPython, Python, ConfigurationFile, Quiet, Inputs,
    };

    public Option<string?> Output { get; } = OptionNames.Output("none");

    public Option<bool> KeepGoing { get; } = new("--keep-going") { Description = "Leave out inputs that cannot be read, and name them." };

    public Option<bool> Explain { get; } = new("--explain") { Description = "Say on standard output where each path of the inputs went, and why." };

    public Option<string?> Python { get; } = new("--python")
    {
        Description = "The interpreter that compiles sources whose statements no input knows (default: as for run).",
        HelpName = "PYTHON",
    };

    public Option<string?> ConfigurationFile { get; } = OptionNames.ConfigurationFile();

    public Option<bool> Quiet { get; } = OptionNames.Quiet();

    public Argument<string[]> Inputs { get; } = new("IN")
    {
        Description = "Files of any format that is read, folders of them, run folders, or globs.",
        Arity = ArgumentArity.OneOrMore,
    };

    public Command Command { get; }

    /// <exception cref="MistakeException">A value is not understood.</exception>
    public MergeOperation Operation(ParseResult result) =>
        (MergeOperation)Choice(operation.Name, result.GetValue(operation), Operations);

    /// <exception cref="MistakeException">A value is not understood.</exception>
    public DriftPolicy OnDrift(ParseResult result) =>
        (DriftPolicy)Choice(onDrift.Name, result.GetValue(onDrift), DriftPolicies);

    /// <exception cref="MistakeException">A value is not understood.</exception>
    public bool WritesCoverageData(ParseResult result, string output) => result.GetValue(format) is { } named
        ? Choice(format.Name, named, ["onceover", "coverage"]) == 1
        : Path.GetFileName(output) is var name && (name == ".coverage" || name.StartsWith(".coverage.", StringComparison.Ordinal));

    /// <exception cref="MistakeException">It is no version.</exception>
    public InterpreterVersion ForeignPython(ParseResult result) =>
        result.GetValue(foreignPython) is not { } text ? InterpreterVersion.Unknown
        : InterpreterVersion.TryParse(text, out var version) ? version
        : throw new MistakeException(Mistakes.BadValue(foreignPython.Name, text, "a version such as 3.14"));

    private static int Choice(string option, string? value, string[] choices)
    {
        var chosen = value is null ? 0 : Array.IndexOf(choices, value);
        return chosen >= 0
            ? chosen
            : throw new MistakeException(Mistakes.BadValue(option, value!, $"{string.Join(", ", choices[..^1])} or {choices[^1]}"));
    }
}
