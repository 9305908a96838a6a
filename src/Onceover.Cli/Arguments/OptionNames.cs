using System.CommandLine;

namespace Onceover.Cli.Arguments;

/// <summary>The options, each made anew for the command that has it.</summary>
internal static class OptionNames
{
    public static Option<string[]> Source() => List("--source", "X", "Measure this folder or package, and count files in it that were never imported.");

    public static Option<string[]> Include() => List("--include", "GLOB", "Only files whose path matches.");

    public static Option<string[]> Omit() => List("--omit", "GLOB", "No files whose path matches.");

    public static Option<bool> Branch() => Flag("--branch", "Count branches, whatever the configuration says.");

    public static Option<bool> NoBranch() => Flag("--no-branch", "Count statements only.");

    public static Option<bool> Conditions() =>
        Flag("--conditions", "Record the decisions inside lines too: operands of and/or, ternaries, filters, chained comparisons (Python 3.14+).");

    public static Option<string?> DataFile() => Value("--data-file", "FILE", "The run file (default: .onceover.json).");

    public static Option<string?> ConfigurationFile() => Value("--rcfile", "FILE", "The configuration file to read.");

    public static Option<bool> Quiet() => Flag("--quiet", "Say nothing but errors.", "-q");

    public static Option<bool> Append() => Flag("--append", "Add to the run file instead of replacing it.", "-a");

    public static Option<string?> Context() => Value("--context", "NAME", "The name under which this run's lines are recorded.");

    public static Option<string?> Python() => Value("--python", "PYTHON", "The interpreter for -m MODULE and SCRIPT.py.");

    public static Option<bool> ShowMissing() => Flag("--show-missing", "Add a column of what is missing.", "-m");

    public static Option<bool> SkipCovered() => Flag("--skip-covered", "Leave out files with nothing missing.");

    public static Option<bool> NoSkipCovered() => Flag("--no-skip-covered", "Keep files with nothing missing.");

    public static Option<bool> SkipEmpty() => Flag("--skip-empty", "Leave out files without statements.");

    public static Option<bool> NoSkipEmpty() => Flag("--no-skip-empty", "Keep files without statements.");

    public static Option<string[]> Contexts() => List("--contexts", "REGEX", "Only what ran in a context whose name matches.");

    public static Option<string?> Sort() => Value("--sort", "COLUMN", "name, stmts, miss, branch, brpart or cover; -COLUMN: the other way round.");

    public static Option<string?> Format() => Value("--format", "FORMAT", "text, markdown or total.");

    public static Option<string?> Precision() => Value("--precision", "N", "Digits after the decimal point of a percentage.");

    public static Option<bool> IgnoreErrors() => Flag("--ignore-errors", "Leave out sources that cannot be read.", "-i");

    public static Option<string?> FailUnder() => Value("--fail-under", "PERCENT", "Exit 2 if the total is lower.");

    public static Option<string?> FailUnderBranch() => Value("--fail-under-branch", "PERCENT", "Exit 2 if fewer of the branches were taken.");

    public static Option<string?> FailUnderFile() => Value("--fail-under-file", "PERCENT", "Exit 2 if any file's total is lower.");

    public static Option<string[]> FailUnderPattern() => Repeated(
        "--fail-under-pattern", "GLOB=PERCENT", "Exit 2 if the files whose path matches have a lower total together. Repeat it for others.");

    public static Option<string[]> To(IEnumerable<string> formats) => Repeated(
        "--to", "NAME:PATH", $"Write this report there, and no table unless --format asks for it. Repeat it for others. NAME is one of {string.Join(", ", formats)}.");

    public static Option<string?> Output(string standard) =>
        Value("--output", "FILE", $"Where to write (default: {standard}); - is standard output.", "-o");

    public static Option<string?> Directory(string standard) =>
        Value("--directory", "FOLDER", $"Where to write (default: {standard}).", "-d", "--output", "-o");

    public static Option<string?> Title() => Value("--title", "TEXT", "The title of the pages.");

    public static Option<string?> History() =>
        Value("--history", "FOLDER", "Compare with the reports that this folder knows, and add this one to it.");

    public static Option<bool> PrettyPrint() => Flag("--pretty-print", "Indent the output.");

    public static Option<bool> ShowContexts() => Flag("--show-contexts", "Say which contexts ran each line.");

    public static Option<string?> XmlFlavor() => Value("--xml-flavor", "FLAVOR", "strict (the grammar as it is) or coveragepy (with missing-branches).");

    public static Option<string?> Around() =>
        Value("--around", "N", "Only what is missing, with N lines around it.");

    public static Option<string?> Base() =>
        Value("--base", "REV", "The branch or commit to compare with (default: the first of origin/HEAD, origin/main, origin/master, main, master).");

    public static Option<string?> BaseData() =>
        Value("--base-data", "FILE", "The run file of an older state: tells what lost coverage outside of the patch.");

    public static Option<string?> PatchFormat() => Value("--format", "FORMAT", "text, markdown, json, html or html-file.");

    public static Option<string?> PatchOutput() =>
        Value("--output", "FILE", "Where to write (default: standard output; for html: htmlcov, for html-file: coverage.html).", "-o", "-d", "--directory");

    public static Option<string?> FailUnderPatch() => Value("--fail-under-patch", "PERCENT", "Exit 2 if less of the patch ran.");

    public static Option<string?> Database(string name) =>
        Value(name, "URL", "The database: postgresql://[USER@]HOST[:PORT]/DATABASE. PG… variables and ~/.pgpass are honoured; do not put a password here.");

    public static Option<string?> Build() => Value("--build", "BUILD", "Which build of the program, for instance a commit.");

    public static Option<string?> FleetFlag() => Value("--flag", "FLAG", "Which flag, environment or deployment.");

    public static Option<string?> Since() => Value("--since", "TIME", "Only what was pushed since: 90m, 12h, 30d, 4w ago, and the rest of that hour.");

    private static Option<bool> Flag(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description };

    private static Option<string?> Value(string name, string shows, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = shows };

    private static Option<string[]> List(string name, string shows, string description) =>
        Repeated(name, shows, description + " Repeat it, or separate with commas.");

    private static Option<string[]> Repeated(string name, string shows, string description) => new(name)
    {
        Description = description,
        HelpName = shows,
        Arity = ArgumentArity.ZeroOrMore,
        AllowMultipleArgumentsPerToken = false,
    };
}
