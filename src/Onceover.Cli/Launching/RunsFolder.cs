using Onceover.Store;

namespace Onceover.Cli.Launching;

/// <summary>
/// The folder beside a data file that holds a folder per run: <c>DATA.runs/RANDOM/</c>. Each has a file <c>lock</c> that its host holds
/// while it lives; a folder whose lock is free was left by a host that died, or kept for guests that outlived theirs.
/// </summary>
/// <param name="dataFile">Absolute.</param>
internal sealed class RunsFolder(string dataFile)
{
    private const string Suffix = ".runs";
    private const string LockName = "lock";

    /// <summary>A folder that is not yet complete; nobody takes it for a left one.</summary>
    private const string UnfinishedPrefix = ".new-";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Path { get; } = dataFile + Suffix;

    /// <summary>Makes a folder for a run that starts now.</summary>
    /// <param name="scope">For the agent.</param>
    /// <param name="furnish">Puts into the folder what else belongs there.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public HeldRunFolder Create(RecordingScope scope, Action<string> furnish)
    {
        var name = Guid.NewGuid().ToString("N");
        var unfinished = System.IO.Path.Combine(Path, UnfinishedPrefix + name);
        Directory.CreateDirectory(Path, OwnerOnly);
        Directory.CreateDirectory(unfinished, OwnerOnly);
        FileStream? held = null;
        try
        {
            held = new FileStream(System.IO.Path.Combine(unfinished, LockName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            ScopeFile.Write(unfinished, scope);
            furnish(unfinished);
            var folder = System.IO.Path.Combine(Path, name);
            Directory.Move(unfinished, folder);
            return new HeldRunFolder(folder, held);
        }
        catch (IOException)
        {
            held?.Dispose();
            Directory.Delete(unfinished, recursive: true);
            throw;
        }
    }

    /// <summary>The folders that no living host holds; each is held by us until disposed.</summary>
    public IReadOnlyList<HeldRunFolder> TakeLeft()
    {
        if (!Directory.Exists(Path))
        {
            return [];
        }

        List<HeldRunFolder> left = [];
        foreach (var folder in Directory.EnumerateDirectories(Path).Order(StringComparer.Ordinal))
        {
            if (System.IO.Path.GetFileName(folder).StartsWith(UnfinishedPrefix, StringComparison.Ordinal))
            {
                continue;
            }

            try
            {
                left.Add(new HeldRunFolder(
                    folder,
                    new FileStream(System.IO.Path.Combine(folder, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None)));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Its host lives, or another command collects it right now.
            }
        }

        return left;
    }

    /// <summary>Removes the folder when nothing is in it any more.</summary>
    public void DeleteIfEmpty()
    {
        try
        {
            Directory.Delete(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another run is in it, or has just removed it.
        }
    }
}

/// <summary>A run's folder and the lock that says that its host lives.</summary>
internal sealed class HeldRunFolder(string path, FileStream held) : IDisposable
{
    public string Path { get; } = path;

    /// <summary>When the run started.</summary>
    public DateTime StartedUtc { get; } = Directory.GetCreationTimeUtc(path);

    /// <summary>Deletes what no living process can write to any more; the rest is for the next command.</summary>
    /// <param name="inUse">Whether living processes may still use the folder, and which of its spools they have mapped.</param>
    public void Discard(RunFolderUse inUse)
    {
        if (!inUse.Any)
        {
            Directory.Delete(Path, recursive: true);
            return;
        }

        foreach (var spool in Directory.EnumerateFiles(Path, RunFolder.SpoolPattern).Where(spool => !inUse.Spools.Contains(spool)))
        {
            File.Delete(spool);
        }
    }

    public void Dispose() => held.Dispose();
}
