using System.Collections.Concurrent;
using Onceover.Model;
using Onceover.Reports;
using Onceover.Store;

namespace Onceover.Cli.Merging;

/// <summary>Reads the inputs of a merge, on all cores. Memory follows what is distinct in them, not their number.</summary>
/// <param name="inputs">All that were named.</param>
/// <param name="readers">From an input to a run.</param>
/// <param name="keepGoing">Whether inputs that cannot be read are left out.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class InputReading(IReadOnlyList<MergeInput> inputs, InputReaders readers, bool keepGoing, CancellationToken cancellation)
{
    private readonly ConcurrentDictionary<MergeInput, string> failures = new(ReferenceEqualityComparer.Instance);

    /// <summary>Told after each input, from any thread.</summary>
    public Action Progress { get; set; } = () => { };

    /// <summary>The inputs in the order of the command line, without those that could not be read.</summary>
    public IEnumerable<MergeInput> Good => inputs.Where(input => !failures.ContainsKey(input));

    /// <summary>A sentence for each input that could not be read.</summary>
    public IReadOnlyList<string> Problems => [.. inputs.Where(failures.ContainsKey).Select(input => failures[input])];

    /// <summary>The union of the inputs.</summary>
    /// <exception cref="MistakeException">One cannot be read, and that matters.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Run Union(Func<MergeInput, bool> selected)
    {
        while (true)
        {
            MergeInput[] chosen = [.. Good.Where(selected)];
            var parts = Read(chosen);
            if (chosen.FirstOrDefault(failures.ContainsKey) is not { } failed)
            {
                return parts.Aggregate(Run.Empty, (sum, next) => sum.Union(next));
            }

            // What was read of a bad input is in the parts already, so the good ones are read again.
            if (!keepGoing)
            {
                throw new MistakeException(Path.Exists(failed.Path) ? Mistakes.InputRefused(failures[failed]) : Mistakes.InputNotThere(failed.Path));
            }
        }
    }

    private Run[] Read(MergeInput[] chosen)
    {
        var parts = new Run[Math.Clamp(chosen.Length / 2, 1, Environment.ProcessorCount)];
        var next = -1;
        Parallel.For(0, parts.Length, new ParallelOptions { CancellationToken = cancellation }, part =>
        {
            var runFiles = new RunUnion();
            var dataFiles = new CoverageDataReader();
            var others = Run.Empty;
            for (var i = Interlocked.Increment(ref next); i < chosen.Length; i = Interlocked.Increment(ref next))
            {
                cancellation.ThrowIfCancellationRequested();
                try
                {
                    switch (chosen[i].Kind)
                    {
                        case InputKind.RunFile:
                            runFiles.Add(chosen[i].Path);
                            break;
                        case InputKind.CoverageData:
                            dataFiles.Add(chosen[i].Path);
                            break;
                        default:
                            others = others.Union(readers.Read(chosen[i]));
                            break;
                    }
                }
                catch (Exception error) when (InputReaders.Problem(chosen[i], error) is { } problem)
                {
                    failures[chosen[i]] = problem;
                    if (!keepGoing)
                    {
                        break;
                    }
                }

                Progress();
            }

            parts[part] = runFiles.ToRun().Union(dataFiles.ToRun()).Union(others);
        });
        return parts;
    }
}
