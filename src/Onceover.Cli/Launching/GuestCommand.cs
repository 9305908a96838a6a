using System.Text;

namespace Onceover.Cli.Launching;

/// <summary>What to start for a COMMAND: any program, or a Python module or script with the guest's Python.</summary>
internal static class GuestCommand
{
    /// <summary>The words of the process to start.</summary>
    /// <param name="command">COMMAND and its arguments; at least one.</param>
    /// <param name="python">The guest's Python, asked for only when COMMAND needs one. Throws if there is none.</param>
    public static IReadOnlyList<byte[]> Resolve(IReadOnlyList<byte[]> command, Func<string> python)
    {
        if (command[0].AsSpan().SequenceEqual("-m"u8))
        {
            return command.Count > 1
                ? [Encoding.UTF8.GetBytes(python()), .. command]
                : throw new MistakeException(Mistakes.ModuleMissing());
        }

        return IsPython(Encoding.UTF8.GetString(command[0]))
            ? [Encoding.UTF8.GetBytes(python()), .. command]
            : command;
    }

    /// <summary>
    /// The Python that runs modules and scripts: the one named, that of the active virtual environment, or the <c>python3</c> in PATH.
    /// </summary>
    /// <param name="named">The value of <c>--python</c>.</param>
    /// <param name="variable">Reads a variable of the environment.</param>
    public static string FindPython(string? named, Func<string, string?> variable)
    {
        if (named is not null)
        {
            return InPath(named, variable("PATH")) ?? throw new MistakeException(Mistakes.PythonNotThere(named));
        }

        if (variable("VIRTUAL_ENV") is { Length: > 0 } environment
            && Path.Combine(environment, "bin", "python") is var own && File.Exists(own))
        {
            return own;
        }

        return InPath("python3", variable("PATH"))
            ?? InPath("python", variable("PATH"))
            ?? throw new MistakeException(Mistakes.NoPython());
    }

    /// <summary>As a shell finds a program: a name with a slash is a path, others are looked up.</summary>
    /// <returns>Null when no executable file is there.</returns>
    public static string? InPath(string name, string? path)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return IsExecutable(name) ? name : null;
        }

        return (path ?? "/usr/local/bin:/usr/bin:/bin").Split(':')
            .Select(folder => Path.Combine(folder.Length == 0 ? "." : folder, name))
            .FirstOrDefault(IsExecutable);
    }

    private static bool IsExecutable(string path) =>
        File.Exists(path)
        && (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;

    /// <summary>A script by its name, or a folder that Python runs through its <c>__main__.py</c>.</summary>
    private static bool IsPython(string path) =>
        (Path.GetExtension(path) is ".py" or ".pyw" or ".pyc" or ".pyz" && File.Exists(path))
        || File.Exists(Path.Combine(path, "__main__.py"));
}
