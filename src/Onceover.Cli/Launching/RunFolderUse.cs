namespace Onceover.Cli.Launching;

/// <summary>Which living processes still use a run folder, asked of the system: a daemon may outlive the run that started it.</summary>
/// <param name="Any">A process has it in its environment, or has one of its spools mapped.</param>
/// <param name="Spools">The spools that a process has mapped; absolute paths.</param>
internal sealed record RunFolderUse(bool Any, IReadOnlySet<string> Spools)
{
    public static readonly RunFolderUse None = new(false, new HashSet<string>());

    /// <summary>Looks at every process that we may look at, which takes some milliseconds per hundred.</summary>
    /// <param name="folder">Absolute.</param>
    public static RunFolderUse Of(string folder)
    {
        var any = false;
        HashSet<string> spools = new(StringComparer.Ordinal);
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(process), out var pid) || pid == Environment.ProcessId)
            {
                continue;
            }

            var mapped = ProcessFacts.MappedFiles(pid).Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal)).ToList();
            spools.UnionWith(mapped);
            any |= mapped.Count > 0 || ProcessFacts.HasVariable(pid, Store.RunFolder.Variable, folder);
        }

        return any ? new RunFolderUse(true, spools) : None;
    }
}
