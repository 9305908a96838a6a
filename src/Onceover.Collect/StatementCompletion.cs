using System.Collections.Concurrent;
using System.Diagnostics;
using Onceover.Model;

namespace Onceover.Collect;

/// <summary>Finds what can run in files of which it is only known what did: some formats record no statements.</summary>
public static class StatementCompletion
{
    /// <summary>
    /// The run with statements and branches of files that lie where their path says, as an interpreter compiles them now; nothing of them is run. The
    /// content they were measured with is not known to such formats and stays unknown.
    /// </summary>
    /// <param name="run">What is known.</param>
    /// <param name="folder">What relative paths are relative to; absolute.</param>
    /// <param name="python">Gives an interpreter's executable, or null where there is none; asked only if it is needed.</param>
    public static Run Complete(Run run, string folder, Func<string?> python)
    {
        var wanting = run.Files.Values
            .Where(facts => !facts.Hash.IsKnown && facts.AllCountable.Unknown.HasFlag(Unknowns.Statements))
            .Where(facts => SourceContent.Exists(Path.GetFullPath(facts.Path, folder)))
            .ToList();
        if (wanting.Count == 0 || python() is not { } name || Interpreter(name) is not var (executable, version))
        {
            return run;
        }

        using var compiler = new GuestCompiler(executable, version.Minor);
        var found = new ConcurrentBag<FileFacts>();
        Parallel.ForEach(wanting, facts =>
        {
            if (SourceFile.Read(Path.GetFullPath(facts.Path, folder)) is { } source && CompiledCode.Of(source, compiler).Code is { } code)
            {
                var lines = LineTables.LinesOf(code);
                var none = FileFacts.Of(facts.Path, facts.Hash);
                found.Add(none with
                {
                    Countable = none.Countable.Add(version, new Countable(source.StatementsAmong(lines), source.BranchesAmong(lines))),
                });
            }
        });
        return run.Union(Run.Of(found));
    }

    /// <summary>
    /// What the name stands for in this folder: a version manager's script goes on to an interpreter by the working folder, and takes many times as
    /// long as that to start.
    /// </summary>
    private static (string Executable, InterpreterVersion Version)? Interpreter(string name)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(
                name, ["-I", "-S", "-X", "utf8", "-c", "import sys; print('%d.%d' % sys.version_info[:2], sys.executable, end='')"])
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var answer = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return answer.Split(' ', 2) is [var text, var executable] && InterpreterVersion.TryParse(text, out var version) && version.IsKnown
                ? (executable.Length > 0 ? executable : name, version)
                : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
