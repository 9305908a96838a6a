using System.Collections.Concurrent;
using Onceover.Model;
using Onceover.Store;

namespace Onceover.Collect;

/// <summary>The interpreters that the guests ran on, by version, for compiling.</summary>
internal sealed class Interpreters(IEnumerable<SpoolProcess> processes) : IDisposable
{
    private readonly Dictionary<InterpreterVersion, string> executables = processes
        .GroupBy(process => process.Version)
        .Select(group => (group.Key, Executable: group.SelectMany(Candidates).FirstOrDefault(File.Exists) ?? group.Select(NameOfMissing).FirstOrDefault()))
        .Where(found => !string.IsNullOrEmpty(found.Executable))
        .ToDictionary(found => found.Key, found => found.Executable!);

    private readonly ConcurrentDictionary<InterpreterVersion, GuestCompiler?> compilers = new();

    /// <summary>Null when no guest of that version said where its interpreter is.</summary>
    public GuestCompiler? CompilerOf(InterpreterVersion version) => compilers.GetOrAdd(
        version,
        it => executables.TryGetValue(it, out var executable) ? new GuestCompiler(executable, it.Minor) : null);

    /// <summary>
    /// A program that has an interpreter inside calls itself <c>sys.executable</c>. To start that would be to start a server, or whatever else it
    /// is; the interpreter that its standard library belongs to compiles the same.
    /// </summary>
    private static IEnumerable<string> Candidates(SpoolProcess process)
    {
        if (IsInterpreter(process.Executable))
        {
            yield return process.Executable;
        }

        var name = Path.Combine(process.BasePrefix, "bin", $"python{process.Version}");
        yield return name + process.Abi;
        yield return name;
    }

    /// <summary>One that is gone is to be named when a source needs it.</summary>
    private static string? NameOfMissing(SpoolProcess process) => File.Exists(process.Executable) ? null : process.Executable;

    private static bool IsInterpreter(string executable) =>
        File.Exists(executable)
        && Path.GetFileName(File.ResolveLinkTarget(executable, returnFinalTarget: true)?.FullName ?? executable).Contains("python", StringComparison.Ordinal);

    public void Dispose()
    {
        foreach (var compiler in compilers.Values)
        {
            compiler?.Dispose();
        }
    }
}
