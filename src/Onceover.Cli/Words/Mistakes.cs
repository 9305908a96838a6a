namespace Onceover.Cli;

/// <summary>Every mistake that we tell a person about. Each has a golden file among the tests.</summary>
internal static partial class Mistakes
{
    private const string SeeHelp = "See: onceover help";

    // Arguments.
    public static Mistake NoCommandLine() => new(
        ExitCode.Usage,
        "run needs a COMMAND",
        "For instance: onceover run -m pytest\nOr set command_line under [run] in the configuration.");

    public static Mistake ModuleMissing() => new(
        ExitCode.Usage,
        "-m needs the name of a module",
        "For instance: onceover run -m pytest");

    public static Mistake UnknownOption(string command, string option, string? similar) => new(
        ExitCode.Usage,
        $"{command} has no option {option}",
        similar is null ? $"See: onceover help {command}" : $"Did you mean {similar}? See: onceover help {command}");

    public static Mistake UnknownCommand(string command, string? similar) => new(
        ExitCode.Usage,
        $"there is no command '{command}'",
        similar is null ? SeeHelp : $"Did you mean '{similar}'? {SeeHelp}");

    public static Mistake TooManyArguments(string command, string argument) => new(
        ExitCode.Usage,
        $"{command} does not take '{argument}'",
        $"See: onceover help {command}");

    public static Mistake ValueMissing(string command, string option) => new(
        ExitCode.Usage,
        $"{option} needs a value",
        $"See: onceover help {command}");

    public static Mistake GivenTwice(string command, string option) => new(
        ExitCode.Usage,
        $"{option} is given more than once",
        $"It takes one value. See: onceover help {command}");

    public static Mistake NoValueTaken(string command, string option, string value) => new(
        ExitCode.Usage,
        $"{option} does not take the value '{value}'",
        $"See: onceover help {command}");

    public static Mistake NotUnderstood(string command, string reason) => new(
        ExitCode.Usage,
        $"the arguments of {command} are not understood: {reason}",
        $"See: onceover help {command}");

    public static Mistake ArgumentMissing(string command, string argument) => new(
        ExitCode.Usage,
        $"{command} needs {argument}",
        $"See: onceover help {command}");

    public static Mistake BadValue(string option, string value, string expected) => new(
        ExitCode.Usage,
        $"{option} cannot be '{value}'",
        $"It takes {expected}.");

    public static Mistake Contradiction(string one, string two) => new(
        ExitCode.Usage,
        $"{one} and {two} contradict each other",
        "Leave one of them out.");

    // The guest.
    public static Mistake CommandNotFound(string command) => new(
        ExitCode.NotFound,
        $"there is no command '{command}'",
        command.Contains('/', StringComparison.Ordinal)
            ? "No such file. Is the working folder the right one?"
            : "It is neither a file here nor a program in PATH. A module runs with: onceover run -m MODULE");

    public static Mistake CommandNotExecutable(string command, string reason) => new(
        ExitCode.NotExecutable,
        $"'{command}' cannot be executed: {reason}",
        "A Python script with another ending than .py runs with: onceover run python3 SCRIPT");

    public static Mistake NoPython() => new(
        ExitCode.NotFound,
        "there is no python3 in PATH and no virtual environment is active",
        "Name one: onceover run --python PYTHON …");

    public static Mistake PythonNotThere(string python) => new(
        ExitCode.NotFound,
        $"--python {python} is not an executable file",
        "Name a file, or a program in PATH.");

    public static Mistake NotStarted(string command, string reason) => new(
        ExitCode.OurFailure,
        $"'{command}' could not be started: {reason}",
        "This is the system's answer, not the command's.");

    public static Mistake AgentMissing(string folder) => new(
        ExitCode.OurFailure,
        $"this installation is incomplete: there is no {folder}",
        "The agent folder belongs beside the onceover executable.");

    public static Mistake AgentPathHasColon(string folder) => new(
        ExitCode.OurFailure,
        $"PYTHONPATH cannot hold the agent's folder {folder}",
        "A colon separates entries there. Install onceover in a folder without one.");

    public static Mistake SourceNotThere(string source) => new(
        ExitCode.OurFailure,
        $"--source {source} is neither a folder nor a package's name",
        "A folder is taken relative to the working folder; a package by its dotted name.");

    public static Mistake RunFolderNotWritable(string folder, string reason) => new(
        ExitCode.OurFailure,
        $"nothing can be recorded in {folder}: {reason}",
        "Name a data file in a folder that can be written: --data-file F");

    // The configuration.
    public static Mistake ConfigurationNotThere(string path) => new(
        ExitCode.Usage,
        $"the configuration file {path} is not there",
        "It is named by --rcfile or COVERAGE_RCFILE.");

    public static Mistake ConfigurationNotReadable(string path, string reason) => new(
        ExitCode.BadInput,
        $"the configuration file {path} cannot be read: {reason}",
        "Another one can be named: --rcfile FILE");

    public static Mistake ConfigurationNotText(string path, int offset) => new(
        ExitCode.BadInput,
        $"the configuration file {path} is not UTF-8: see byte {offset}",
        "Save it as UTF-8.");

    public static Mistake ConfigurationSyntax(string path, int line, int column, string what) => new(
        ExitCode.BadInput,
        $"{path}:{line}:{column}: {what}",
        "Nothing was done, since the settings are not known.");

    public static Mistake ConfigurationValue(string path, int line, string section, string key, string value, string expected) => new(
        ExitCode.BadInput,
        $"{path}:{line}: [{section}] {key} cannot be '{value}'",
        $"It takes {expected}.");

    public static Mistake ConfigurationPattern(string path, int line, string section, string key, string problem) => new(
        ExitCode.BadInput,
        $"{path}:{line}: [{section}] {key}: {problem}",
        "Patterns are regular expressions of Python's re.");

    public static Mistake ConfigurationVariable(string path, int line, string variable) => new(
        ExitCode.BadInput,
        $"{path}:{line}: the variable {variable} is not set",
        $"Set it, or give a value for that case: ${{{variable}-value}}");

    public static Mistake CommandLineNotClosed(string line) => new(
        ExitCode.BadInput,
        $"command_line has a quote that is not closed: {line}",
        "It is split into words as a shell would.");

    public static Mistake FilePattern(string reason) => new(
        ExitCode.BadInput,
        reason,
        "In a pattern * and ? do not match a slash, and **/ is any folders.");

    // The run file.
    public static Mistake DataFileRefused(string reason) => new(
        ExitCode.BadInput,
        reason,
        "Name another run file: --data-file FILE");

    public static Mistake DataFileUnreadable(string path, string reason) => new(
        ExitCode.BadInput,
        $"{path} cannot be read: {reason}",
        "Name another run file: --data-file FILE");

    public static Mistake DataFileNotThere(string path) => new(
        ExitCode.Failed,
        $"nothing was measured yet: there is no {path}",
        "Measure first: onceover run -m pytest");

    public static Mistake NothingMeasured() => new(
        ExitCode.Failed,
        "there is nothing to report: no file was measured",
        "Did the command run Python code of yours? See --source, --include and --omit.");

    public static Mistake HistoryUnreadable(string folder, string reason) => new(
        ExitCode.BadInput,
        $"the history in {folder} cannot be read: {reason}",
        "Name another folder: --history FOLDER");

    public static Mistake CannotWrite(string path, string reason) => new(
        ExitCode.CannotWrite,
        $"{path} cannot be written: {reason}",
        "Name another place, with -o or in --to NAME:PATH.");

    public static Mistake NotKept(string dataFile, string folder, string reason) => new(
        ExitCode.OurFailure,
        $"{dataFile} could not be written: {reason}",
        $"What was recorded is kept in {folder}: onceover report collects it, and run --append does.");

    public static Mistake WorkingFolderNotText(string folder) => new(
        ExitCode.OurFailure,
        $"the working folder cannot be named: {folder} is gone, or has bytes in its path that are not UTF-8",
        "Run from a folder whose path is UTF-8. What is executed elsewhere is measured.");

    public static Mistake RunFolderGone(string folder) => new(
        ExitCode.OurFailure,
        $"{folder} is gone: something removed it while the command ran, and what was recorded with it",
        "Name a data file in a folder that the command leaves alone: --data-file F");

    public static Mistake CollectingInterrupted() => new(
        ExitCode.OurFailure,
        "interrupted while collecting what was recorded",
        "It is kept: onceover report collects it, and run --append does.");

    public static Mistake FolderToOutput(string format) => new(
        ExitCode.Usage,
        $"{format} is a folder of pages and cannot go to standard output",
        $"Name a folder: -d FOLDER, or --to {format}:FOLDER");

    public static Mistake UnknownFormat(string format, IReadOnlyList<string> formats, string? similar) => new(
        ExitCode.Usage,
        $"there is no report format '{format}'",
        (similar is null ? "" : $"Did you mean '{similar}'?\n") + $"The formats are {string.Join(", ", formats)}.");

    public static Mistake TargetWithoutPath(string format, string place) => new(
        ExitCode.Usage,
        $"--to {format} has no path",
        $"For instance: --to {format}:{place}");

    public static Mistake TargetTwice(string path) => new(
        ExitCode.Usage,
        path == "-" ? "two reports would go to standard output" : $"two reports would go to {path}",
        "Give each --to a path of its own.");

    public static Mistake PlaceUnknown(string format, string variable) => new(
        ExitCode.Usage,
        $"{format} goes to the file that ${variable} names, and that is not set",
        "Name a file: -o FILE");

    public static Mistake FileLeftOut(string problem) => new(
        ExitCode.Failed,
        problem,
        "It is left out. With -i that is no error.");

    public static Mistake BadPattern(string problem) => new(
        ExitCode.BadInput,
        problem,
        "Patterns are regular expressions of Python's re.");

    public static Mistake NothingToMerge() => new(
        ExitCode.Failed,
        "there is nothing to merge in these folders",
        "Name files, or folders that hold some in a format that is read. See: onceover help merge");

    public static Mistake InputRefused(string problem) => new(
        ExitCode.BadInput,
        problem,
        "Nothing was written. With --keep-going the rest is merged.");

    public static Mistake InputNotThere(string path) => new(
        ExitCode.Failed,
        $"there is no {path}",
        "Nothing was written. With --keep-going the rest is merged.");

    public static Mistake Drifted(int count, string paths) => new(
        ExitCode.BadInput,
        $"the inputs hold several contents of {(count == 1 ? "one file" : $"{count} files")}: {paths}",
        "Lines of different contents do not unite. With --on-drift=newest only the content of the newest input is kept; with\n"
        + "--on-drift=separate all stay in the merged file, each by itself.");

    public static Mistake InterpreterUnknown() => new(
        ExitCode.BadInput,
        "some inputs say which Python version ran, and others cannot",
        "What ran is compared per version. Name the others': --foreign-python 3.14");

    public static Mistake OutputRefused(string reason) => new(
        ExitCode.CannotWrite,
        reason,
        "Name another file: -o OUT");

    public static Mistake HookPythonNotThere(string python) => new(
        ExitCode.Failed,
        $"{python} is no Python that runs",
        "Name an interpreter, for instance .venv/bin/python.");

    public static Mistake HookNotWritable(string python, string reason) => new(
        ExitCode.CannotWrite,
        $"the hook of {python} cannot be written: {reason}",
        "Its site-packages folder must be writable.");

    public static Mistake HookNotThere(string python) => new(
        ExitCode.Failed,
        $"{python} has no hook",
        "There is nothing to remove.");

    public static Mistake StyleNotReadable(string path, string reason) => new(
        ExitCode.BadInput,
        $"the style sheet {path} cannot be read: {reason}",
        "extra_css under [html] in the configuration names it.");

    // Files of a report.
    public static Mistake FileNotMeasured(string path, string? similar) => new(
        ExitCode.Failed,
        $"{path} was not measured",
        similar is null ? "onceover report lists what was." : $"Did you mean {similar}?");

    // Git.
    public static Mistake GitMissing() => new(
        ExitCode.Failed,
        "there is no git in PATH",
        "diff asks git what was changed.");

    public static Mistake GitRefused(string reason) => new(
        ExitCode.Failed,
        $"git says: {reason}",
        "diff asks git what was changed.");

    public static Mistake NoRepository(string folder) => new(
        ExitCode.Failed,
        $"{folder} is in no git repository",
        "Run it where the sources are checked out.");

    public static Mistake BaseMissing() => new(
        ExitCode.Usage,
        "it is not known what to compare with",
        "Name a branch or a commit: onceover diff --base REV");

    public static Mistake BaseNotKnown(string revision) => new(
        ExitCode.Failed,
        $"git does not know {revision}",
        $"A branch of a remote must be fetched first: git fetch origin {BranchOf(revision)}, then --base FETCH_HEAD");

    public static Mistake BaseNotKnownInShallowClone(string revision) => new(
        ExitCode.Failed,
        $"git does not know {revision}, and this clone is shallow",
        $"Fetch the rest: git fetch --unshallow\nIf it is a branch: git fetch --unshallow origin {BranchOf(revision)}, then --base FETCH_HEAD\nIn GitHub Actions: actions/checkout with fetch-depth: 0");

    public static Mistake BaseNotInShallowClone(string revision) => new(
        ExitCode.Failed,
        $"this clone is shallow: it does not reach back to where this branch left {revision}",
        "Fetch the rest: git fetch --unshallow\nIn GitHub Actions: actions/checkout with fetch-depth: 0; in GitLab: GIT_DEPTH: 0");

    public static Mistake BaseNotRelated(string revision) => new(
        ExitCode.Failed,
        $"HEAD and {revision} have no commit in common",
        "Name the commit to compare with: --base REV");

    public static Mistake BaseDataOfOtherFiles(string path, string folder) => new(
        ExitCode.BadInput,
        $"no file in {path} lies in {folder}",
        "If it was measured elsewhere, say under [paths] in the configuration which folders are the same.");

    private static string BranchOf(string revision) => revision.StartsWith("origin/", StringComparison.Ordinal) ? revision["origin/".Length..] : revision;
}
