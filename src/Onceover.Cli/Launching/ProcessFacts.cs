using System.Globalization;
using System.Text;

namespace Onceover.Cli.Launching;

/// <summary>What <c>/proc</c> says about a process. One that is gone, or that we may not look at, has nothing to say.</summary>
internal static class ProcessFacts
{
    /// <summary>The pids of its children, those of all its threads together.</summary>
    public static IReadOnlyList<int> Children(int pid)
    {
        List<int> children = [];
        try
        {
            foreach (var thread in Directory.EnumerateDirectories($"/proc/{pid}/task"))
            {
                foreach (var child in Read($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    if (int.TryParse(child, out var number))
                    {
                        children.Add(number);
                    }
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile.
        }

        return children;
    }

    /// <summary>The file it executes; null when unknown.</summary>
    public static string? Executable(int pid)
    {
        try
        {
            return new FileInfo($"/proc/{pid}/exe").LinkTarget;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The name of its program, cut to 15 characters, also when it has ended and nobody has waited for it; empty when unknown.</summary>
    public static string Name(int pid) => Read($"/proc/{pid}/comm").TrimEnd('\n');

    public static bool Lives(int pid) => Directory.Exists($"/proc/{pid}");

    /// <summary>Its command line; empty when unknown.</summary>
    public static IReadOnlyList<string> Arguments(int pid) =>
        Read($"/proc/{pid}/cmdline") is { Length: > 0 } words ? words.TrimEnd('\0').Split('\0') : [];

    /// <summary>The environment that it was started with; empty when unknown.</summary>
    public static IReadOnlyList<string> Variables(int pid) =>
        Read($"/proc/{pid}/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether its effective user is another than ours; false when unknown.</summary>
    public static bool IsOthers(int pid) => EffectiveUser(pid) is { } user && user != EffectiveUser(Environment.ProcessId);

    public static bool HasVariable(int pid, string name, string value) =>
        Variables(pid).Contains($"{name}={value}", StringComparer.Ordinal);

    /// <summary>The paths of the files that it has mapped, each once per mapping; octal escapes are undone.</summary>
    public static IEnumerable<string> MappedFiles(int pid) =>
        from line in Read($"/proc/{pid}/maps").Split('\n')
        let start = line.IndexOf('/', StringComparison.Ordinal)
        where start > 0
        select line[start..].Replace("\\012", "\n", StringComparison.Ordinal);

    /// <summary>The process's pid in its own pid namespace; the one given when unknown.</summary>
    public static int OwnPid(int pid) => int.TryParse(Status(pid, "NSpid:")?[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var own) ? own : pid;

    private static string? EffectiveUser(int pid) => Status(pid, "Uid:")?[2];

    /// <summary>A line of the process's status, its name first.</summary>
    private static string[]? Status(int pid, string name) => Read($"/proc/{pid}/status").Split('\n')
        .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split('\t');

    private static string Read(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
