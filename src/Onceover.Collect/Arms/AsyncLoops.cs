using Onceover.Bytecode;
using Onceover.Model;
using Onceover.Store;

namespace Onceover.Collect;

/// <summary>
/// The branches of an <c>async for</c> before 3.14, where no branch event tells them. The agent tells which instructions ran that end a loop, and
/// that ended the await of an item: from there on lies where the loop went.
/// </summary>
internal static class AsyncLoops
{
    /// <summary>Adds what the instructions tell that ended loops, and the awaits of their items.</summary>
    /// <param name="code">What was recorded.</param>
    /// <param name="map">The same code object.</param>
    /// <param name="possible">All branches of the file.</param>
    /// <param name="firstLine">From a line to the first line of its statement.</param>
    /// <param name="taken">Gets the branches.</param>
    public static void Add(SpoolCode code, InstructionMap map, ArcSet possible, Func<int, int> firstLine, ICollection<Arc> taken)
    {
        foreach (var instruction in map.All)
        {
            var line = map.LineAt(instruction.Offset);
            if (WayOf(instruction, code, map) is var way && map.Contains(way)
                && line > 0
                && possible.LeavingLine(firstLine(line)) is { IsEmpty: false } leaving
                && ArmTrail.Follow(code, map, way, leaving, firstLine) is { } arc)
            {
                taken.Add(arc);
            }
        }
    }

    /// <summary>Where an instruction led that was seen to end a loop or an item's await; −1 for others.</summary>
    private static int WayOf(Instruction instruction, SpoolCode code, InstructionMap map)
    {
        if (instruction.Kind == OpKind.EndAsyncFor)
        {
            return TakenBranches.Hit(code, instruction.Offset) ? instruction.Next : -1;
        }

        if (instruction.Kind != OpKind.Send || !ArmTrail.AsksForTheNext(map, instruction) || !map.Contains(instruction.Target))
        {
            return -1;
        }

        // 3.11 has no END_SEND: the await itself tells.
        var end = map[instruction.Target];
        return end.Kind == OpKind.EndSend
            ? TakenBranches.Hit(code, end.Offset) ? end.Next : -1
            : TakenBranches.Hit(code, instruction.Offset) ? end.Start : -1;
    }
}
