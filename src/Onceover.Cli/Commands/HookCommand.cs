using System.CommandLine;
using System.Diagnostics;
using System.Text;
using Onceover.Cli.Arguments;

namespace Onceover.Cli.Commands;

/// <summary>The words of <c>hook</c>.</summary>
internal static class HookOptions
{
    public static Command Command() => new("hook", CommandSet.Summary("hook"))
    {
        Python("install", "Write one .pth file into the Python's site-packages."),
        Python("remove", "Delete it."),
    };

    private static Command Python(string name, string description) => new(name, description)
    {
        new Argument<string>("PYTHON") { Description = "An interpreter, perhaps of a virtual environment." },
    };
}

/// <summary>
/// <c>onceover hook</c>: one <c>.pth</c> file by which a Python loads the agent although its environment was emptied on the way, as tox does.
/// </summary>
internal static class HookCommand
{
    private const string FileName = "onceover-hook.pth";

    /// <summary>Prints the folders that site looks into for <c>.pth</c> files, most fitting first, a NUL after each.</summary>
    private const string AskForFolders = """
        import os, site, sys, sysconfig
        folders = [sysconfig.get_path("purelib"), *site.getsitepackages()]
        known = [os.path.normpath(p) for p in site.getsitepackages()]
        sys.stdout.buffer.write(b"".join(os.fsencode(f) + b"\0" for f in dict.fromkeys(folders) if os.path.normpath(f) in known))
        """;

    /// <param name="arguments">What follows <c>hook</c>.</param>
    public static int Execute(string[] arguments)
    {
        if (arguments is not [("install" or "remove") and var action, { Length: > 0 } python])
        {
            throw new MistakeException(Mistakes.ArgumentMissing("hook", "install or remove, and a PYTHON"));
        }

        using var words = new Words(quiet: false);
        var executable = Launching.GuestCommand.InPath(python, Environment.GetEnvironmentVariable("PATH"))
            ?? throw new MistakeException(Mistakes.HookPythonNotThere(python));
        var folders = FoldersOf(executable, python);
        return action == "install" ? Install(folders, python, words) : Remove(folders, python, words);
    }

    private static int Install(IReadOnlyList<string> folders, string python, Words words)
    {
        var line = HookLine(Path.Combine(AppContext.BaseDirectory, "agent"));
        var reason = "it has no folder for .pth files";
        foreach (var folder in folders)
        {
            var path = Path.Combine(folder, FileName);
            try
            {
                Directory.CreateDirectory(folder);
                Store.AtomicFile.Write(path, stream => stream.Write(Encoding.ASCII.GetBytes(line)));
                words.Note($"{python} measures itself below onceover run; {path} does it");
                return ExitCode.Done;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                reason = error.Message;
            }
        }

        throw new MistakeException(Mistakes.HookNotWritable(python, reason));
    }

    private static int Remove(IReadOnlyList<string> folders, string python, Words words)
    {
        var found = folders.Select(folder => Path.Combine(folder, FileName)).Where(File.Exists).ToList();
        if (found.Count == 0)
        {
            throw new MistakeException(Mistakes.HookNotThere(python));
        }

        foreach (var path in found)
        {
            try
            {
                File.Delete(path);
                words.Note($"deleted {path}");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new MistakeException(Mistakes.HookNotWritable(python, error.Message));
            }
        }

        return ExitCode.Done;
    }

    /// <summary>
    /// The one line of the file: <c>site</c> executes lines that begin with <c>import</c>. The run's folder is in the environment, or was in
    /// that of an ancestor before somebody emptied it, or the host among the ancestors holds its lock. The line's names go away again, and
    /// no error of it reaches the program.
    /// </summary>
    private static string HookLine(string agentFolder)
    {
        var program = $$"""
            def hook():
                import os, sys
                def named(pid):
                    with open('/proc/%d/environ' % pid, 'rb') as f:
                        for entry in f.read().split(b'\0'):
                            if entry.startswith(b'ONCEOVER_RUN='):
                                return entry[13:]
                def held(pid):
                    fds = b'/proc/%d/fd/' % pid
                    for fd in os.listdir(fds):
                        folder, name = os.path.split(os.readlink(fds + fd))
                        if name == b'lock' and os.path.dirname(folder).endswith(b'.runs'):
                            return folder
                def run():
                    found = os.environb.get(b'ONCEOVER_RUN')
                    pid = os.getppid()
                    while not found and pid > 1:
                        for way in named, held:
                            try:
                                found = found or way(pid)
                            except OSError:
                                pass
                        with open('/proc/%d/stat' % pid, 'rb') as f:
                            pid = int(f.read().rpartition(b')')[2].split()[1])
                    return found
                try:
                    found = run()
                    agent = {{PythonLiteral(agentFolder)}}
                    if found and os.path.isdir(found) and os.path.isdir(agent):
                        os.environb[b'ONCEOVER_RUN'] = found
                        if agent not in sys.path:
                            sys.path.insert(0, agent)
                except Exception:
                    pass
            hook()
            """;
        return $"import sys; exec({PythonLiteral(program.ReplaceLineEndings("\n"))}, {{}})\n";
    }

    /// <summary>A Python string literal in ASCII.</summary>
    private static string PythonLiteral(string text)
    {
        var literal = new StringBuilder("'");
        foreach (var rune in text.EnumerateRunes())
        {
            literal.Append(rune.Value switch
            {
                '\'' or '\\' => $"\\{(char)rune.Value}",
                >= ' ' and <= '~' => $"{(char)rune.Value}",
                _ => $"\\U{rune.Value:x8}",
            });
        }

        return literal.Append('\'').ToString();
    }

    private static List<string> FoldersOf(string executable, string python)
    {
        var start = new ProcessStartInfo(executable) { RedirectStandardOutput = true };
        start.Environment.Remove(Store.RunFolder.Variable);
        start.ArgumentList.Add("-I");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(AskForFolders);
        try
        {
            using var process = Process.Start(start)!;
            var answer = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? [.. answer.Split('\0', StringSplitOptions.RemoveEmptyEntries)]
                : throw new MistakeException(Mistakes.HookPythonNotThere(python));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new MistakeException(Mistakes.HookPythonNotThere(python));
        }
    }
}
