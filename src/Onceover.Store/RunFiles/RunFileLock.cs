
namespace Onceover.Store;

/// <summary>
/// A claim on a data file that other Onceover commands respect: a lock on <c>PATH.lock</c>, which the system lets go if the process dies.
/// Disposing of it removes the lock file.
/// </summary>
public sealed class RunFileLock : IDisposable
{
    /// <summary>How long to wait for another command that is writing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly FileStream stream;

    private RunFileLock(FileStream stream) => this.stream = stream;

    /// <exception cref="IOException">Another command holds it all the time, or the lock file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static RunFileLock Acquire(string path, TimeSpan patience)
    {
        var lockPath = path + ".lock";
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            try
            {
                var stream = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                if (IsStillAt(lockPath, stream))
                {
                    return new RunFileLock(stream);
                }

                stream.Dispose();
            }
            catch (IOException error) when (IsHeld(error) && waited.Elapsed < patience)
            {
            }
            catch (IOException error) when (IsHeld(error))
            {
                throw new IOException($"another command has held {lockPath} for {patience.TotalSeconds:0} s", error);
            }

            Thread.Sleep(Random.Shared.Next(5, 25));
        }
    }

    public void Dispose()
    {
        File.Delete(stream.Name);
        stream.Dispose();
    }

    /// <summary>EAGAIN on Linux, on macOS; a sharing violation on Windows.</summary>
    private static bool IsHeld(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);

    /// <summary>
    /// Whether the path still names the locked file: its last holder may have removed it between our opening and locking. Stamped
    /// with a random time through the handle, it is ours if the path shows the same time.
    /// </summary>
    private static bool IsStillAt(string path, FileStream stream)
    {
        var stamp = DateTime.UnixEpoch.AddTicks(Random.Shared.Next() * 1000L);
        File.SetLastWriteTimeUtc(stream.SafeFileHandle, stamp);
        return File.GetLastWriteTimeUtc(path) == File.GetLastWriteTimeUtc(stream.SafeFileHandle);
    }
}
