using Onceover.Cli.Configuration;
using Onceover.Model;

namespace Onceover.Cli.Merging;

/// <summary>One merge, from its inputs to its result.</summary>
/// <param name="Reading">The inputs.</param>
/// <param name="Readers">From an input to a run.</param>
/// <param name="Paths">Which paths are the same file.</param>
/// <param name="ForeignPython">The version behind inputs that do not say it.</param>
/// <param name="OnDrift">What happens to several contents of one path.</param>
internal sealed record Merge(
    InputReading Reading, InputReaders Readers, PathAliases Paths, InterpreterVersion ForeignPython, DriftPolicy OnDrift)
{
    private readonly Dictionary<string, MappedPath> explained = new(StringComparer.Ordinal);

    /// <exception cref="MistakeException">An input cannot be read, there is drift, or it is not known what to compare.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Run Of(MergeOperation operation, Words words)
    {
        // A union needs no more than the sum in memory; the other operations need each operand.
        List<Run> operands = operation == MergeOperation.Union
            ? [Placed(Reading.Union(_ => true))]
            : [.. Reading.Good.Select(input => input.Operand).Distinct().ToList().Select(operand => Placed(Reading.Union(input => input.Operand == operand)))];
        var all = operands.Aggregate(Run.Empty, (sum, next) => sum.Union(next));
        if (operation != MergeOperation.Union && all.Files.Values.SelectMany(file => file.Executed.Keys)
            .Select(observer => observer.Interpreter.IsKnown).Distinct().Skip(1).Any())
        {
            throw new MistakeException(Mistakes.InterpreterUnknown());
        }

        var stays = Drift.Filter(all, OnDrift, NewestFirst(), words);
        all = Kept(all, stays);
        var known = operands.ConvertAll(operand => Kept(operand, stays).WithContentAdopted(all));
        return operation switch
        {
            MergeOperation.Intersect => known.Aggregate((one, two) => one.Intersect(two)),
            MergeOperation.Minus => known.Aggregate((one, two) => one.Except(two)),
            _ => known.Aggregate(Run.Empty, (one, two) => one.Union(two)),
        };
    }

    /// <summary>A line for every path of the inputs: where it went, and why.</summary>
    public IEnumerable<string> Explanation => explained
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .SelectMany(pair => Readers.NamesOf(pair.Key).DefaultIfEmpty(pair.Key).Select(name => (name, pair.Value)))
        .Select(line => line.name == line.Value.Path ? $"{line.name}: {line.Value.Reason}" : $"{line.name} -> {line.Value.Path}: {line.Value.Reason}");

    private Run Placed(Run run)
    {
        var placed = Paths.Apply(run);
        foreach (var path in run.Files.Keys.Select(key => key.Path))
        {
            explained.TryAdd(path, Paths.Map(path));
        }

        return placed.WithInterpreterAdopted(ForeignPython);
    }

    private static Run Kept(Run run, Func<FileKey, bool> stays) =>
        run with { Files = run.Files.RemoveRange(run.Files.Keys.Where(key => !stays(key))) };

    private IEnumerable<Run> NewestFirst() => Reading.Good
        .Reverse()
        .OrderByDescending(input => File.GetLastWriteTimeUtc(input.Path))
        .Select(input => Placed(Readers.Read(input)));
}
