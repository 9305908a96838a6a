using Onceover.Model;

namespace Onceover.Store;

/// <summary>
/// Reads any number of run files into one run. Memory follows the largest file and the distinct content, not the number of files. Not for
/// several threads at once.
/// </summary>
public sealed class RunUnion
{
    private readonly RunFold fold = new();

    private readonly RunFileReader reader;

    private byte[] buffer = [];

    public RunUnion() => reader = new RunFileReader(fold);

    /// <summary>The union of the files, read on all cores.</summary>
    /// <exception cref="RunFileException">As for <see cref="Add"/>, of the first bad file.</exception>
    /// <exception cref="IOException">As for <see cref="Add"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">As for <see cref="Add"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Run Of(IReadOnlyList<string> paths, CancellationToken cancellation = default)
    {
        var parts = new RunUnion?[Math.Clamp(paths.Count / 2, 1, Environment.ProcessorCount)];
        var next = -1;
        try
        {
            Parallel.For(0, parts.Length, new ParallelOptions { CancellationToken = cancellation }, part =>
            {
                var union = new RunUnion();
                for (var i = Interlocked.Increment(ref next); i < paths.Count; i = Interlocked.Increment(ref next))
                {
                    cancellation.ThrowIfCancellationRequested();
                    union.Add(paths[i]);
                }

                parts[part] = union;
            });
        }
        catch (AggregateException errors) when (errors.InnerExceptions.FirstOrDefault() is { } first)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }

        return parts.Select(part => part!.ToRun()).Aggregate((sum, next) => sum.Union(next));
    }

    /// <exception cref="RunFileException">It is no run file, from a newer version, or damaged. The union is then of no use.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public void Add(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (stream.Length > Array.MaxLength)
        {
            throw new RunFileException(RunFileProblem.Damaged, $"{path} is larger than a run file can be ({stream.Length} bytes)");
        }

        if (buffer.Length < stream.Length)
        {
            // Shards differ by little.
            buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(stream.Length + (stream.Length / 8), Array.MaxLength));
        }

        var length = stream.ReadAtLeast(buffer, (int)stream.Length, throwOnEndOfStream: false);
        var bytes = buffer.AsSpan(0, length);
        if (!bytes.StartsWith(RunFile.Beginning))
        {
            throw !RunFile.Beginning.AsSpan().StartsWith(bytes) ? RunFile.NotOurs(path)
                : new RunFileException(RunFileProblem.Damaged, length == 0 ? $"{path} is empty" : $"{path} is cut off after {length} bytes");
        }

        reader.Read(bytes, path);
    }

    public Run ToRun() => fold.ToRun();
}
