using Onceover.Bytecode;
using Onceover.Model;
using Onceover.Store;

namespace Onceover.Collect;

/// <summary>
/// What can be known of <c>async for</c> before 3.14, where no branch event tells it. On 3.12 and 3.13 the agent tells which instructions ran
/// that end a loop, and the await of an item: the body was entered if the latter did. On 3.11 it was entered if its first statement ran and is nowhere
/// else. It was exhausted if what follows ran and nothing but the end of the loop leads there; where a <c>break</c> leads to the same place, or the code
/// object ends there, that stays open and the branch counts as missing.
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
            var end = instruction.Kind == OpKind.EndAsyncFor ? instruction.Offset
                : instruction.Kind == OpKind.Send && ArmTrail.AsksForTheNext(map, instruction) ? instruction.Target
                : -1;
            var line = map.LineAt(instruction.Offset);
            if (map.Contains(end)
                && TakenBranches.Hit(code, end)
                && line > 0
                && possible.LeavingLine(firstLine(line)) is { IsEmpty: false } leaving
                && ArmTrail.Follow(code, map, map[end].Next, leaving, firstLine) is { } arc)
            {
                taken.Add(arc);
            }
        }
    }

    /// <summary>Adds what lines that ran tell of loops.</summary>
    /// <inheritdoc cref="Add"/>
    public static void Infer(SpoolCode code, InstructionMap map, ArcSet possible, Func<int, int> firstLine, ICollection<Arc> taken)
    {
        HashSet<int>? executed = null;
        foreach (var end in map.OfKind(OpKind.EndAsyncFor))
        {
            var line = map.LineAt(end.Offset);
            if (line <= 0 || possible.LeavingLine(firstLine(line)) is not { IsEmpty: false } leaving)
            {
                continue;
            }

            executed ??= [.. code.ExecutedLines.Select(firstLine)];
            if (ArmTrail.Follow(code, map, end.Next, leaving, firstLine) is not { } exit)
            {
                // A comprehension in a decision's header: the decision is still to come.
                continue;
            }

            foreach (var arc in leaving)
            {
                if (executed.Contains(arc.To) && (arc == exit ? LeadsAloneTo(map, end, arc.To, firstLine) : IsInside(map, end, arc.To, firstLine)))
                {
                    taken.Add(arc);
                }
            }
        }
    }

    /// <summary>Whether all of the statement's bytecode lies in the loop; what a suite on the loop's own line leads to does not.</summary>
    private static bool IsInside(InstructionMap map, Instruction end, int statement, Func<int, int> firstLine)
    {
        var start = end.Offset;
        var inside = true;
        foreach (var instruction in map.All)
        {
            if (instruction.Offset < start && map.HandlerOf(instruction.Offset) == end.Start)
            {
                start = instruction.Offset;
            }

            if (firstLine(map.LineAt(instruction.Offset)) == statement)
            {
                inside &= instruction.Offset > start && instruction.Offset < end.Offset;
            }
        }

        return inside;
    }

    /// <summary>Whether the statement's first bytecode is entered from the end of the loop and nowhere else.</summary>
    private static bool LeadsAloneTo(InstructionMap map, Instruction end, int statement, Func<int, int> firstLine)
    {
        var entry = end.Next;
        while (map.Contains(entry) && firstLine(map.LineAt(map[entry].Offset)) != statement)
        {
            if (map[entry].Target >= 0)
            {
                return false;
            }

            entry = map[entry].Next;
        }

        var behind = entry;
        while (map.Contains(behind) && firstLine(map.LineAt(map[behind].Offset)) == statement)
        {
            behind = map[behind].Next;
        }

        foreach (var other in map.All)
        {
            // Another part may be a copy of it, such as a `finally` has for each way in.
            var isAnotherPart = (other.Offset < entry || other.Offset >= behind) && firstLine(map.LineAt(other.Offset)) == statement;
            if (isAnotherPart || (other.Target >= end.Next && other.Target <= entry))
            {
                return false;
            }
        }

        return true;
    }
}
