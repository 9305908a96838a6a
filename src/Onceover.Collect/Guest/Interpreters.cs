using System.Collections.Concurrent;
using Onceover.Model;
using Onceover.Store;

namespace Onceover.Collect;

/// <summary>The interpreters that the guests ran on, by version, for compiling.</summary>
internal sealed class Interpreters(IEnumerable<SpoolProcess> processes) : IDisposable
{
    private readonly Dictionary<InterpreterVersion, string> executables = processes
        .Where(process => process.Executable.Length > 0)
        .GroupBy(process => process.Version)
        .ToDictionary(group => group.Key, group => (group.FirstOrDefault(process => File.Exists(process.Executable)) ?? group.First()).Executable);

    private readonly ConcurrentDictionary<InterpreterVersion, GuestCompiler?> compilers = new();

    /// <summary>Null when no guest of that version said where its interpreter is.</summary>
    public GuestCompiler? CompilerOf(InterpreterVersion version) => compilers.GetOrAdd(
        version,
        it => executables.TryGetValue(it, out var executable) ? new GuestCompiler(executable, it.Minor) : null);

    public void Dispose()
    {
        foreach (var compiler in compilers.Values)
        {
            compiler?.Dispose();
        }
    }
}
