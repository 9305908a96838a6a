using Onceover.Model;
using Onceover.Store;

namespace Onceover.Collect;

/// <summary>
/// Decisions of the source that the compiler took itself: for <c>if +5:</c> or <c>case _ if 2:</c> it may emit no branch instruction, and so no
/// event tells where they went. Whoever came to their line went on along the only way there is.
/// </summary>
internal static class DecidedTests
{
    /// <param name="code">What was recorded.</param>
    /// <param name="map">The same code object.</param>
    /// <param name="statements">First lines of executed statements of which this code object has no branch instruction.</param>
    /// <param name="possible">All branches of the file.</param>
    /// <param name="firstLine">From a line to the first line of its statement.</param>
    /// <param name="taken">Gets the branches.</param>
    public static void Add(
        SpoolCode code, InstructionMap map, HashSet<int> statements, ArcSet possible, Func<int, int> firstLine, ICollection<Arc> taken)
    {
        if (statements.Count == 0)
        {
            return;
        }

        var ways = new Dictionary<int, Arc?>();
        foreach (var instruction in map.All)
        {
            var line = map.LineAt(instruction.Offset);
            if (line <= 0)
            {
                continue;
            }

            var statement = firstLine(line);
            if (statements.Contains(statement))
            {
                var way = ArmTrail.Follow(code, map, instruction.Offset, possible.LeavingLine(statement), firstLine);

                // A `finally` has copies for each way in, which may go on elsewhere: which of them ran is not known.
                ways[statement] = !ways.TryGetValue(statement, out var other) || other == way ? way : null;
            }
        }

        foreach (var way in ways.Values)
        {
            if (way is { } arc)
            {
                taken.Add(arc);
            }
        }
    }
}
