using Onceover.Bytecode;
using Onceover.Model;
using Onceover.Store;

namespace Onceover.Collect;

/// <summary>
/// What can be known of <c>async for</c> before 3.14, where no branch event tells it. Its body was entered if the body's first
/// statement ran and is nowhere else. It was exhausted if the instruction ran that ends it, which 3.12 and 3.13 tell. On 3.11 it was if what
/// follows ran and nothing but the end of the loop leads there; where a <c>break</c> leads to the same place, or the code object ends there, that
/// stays open and the branch counts as missing.
/// </summary>
internal static class AsyncLoops
{
    /// <param name="code">What was recorded.</param>
    /// <param name="map">The same code object.</param>
    /// <param name="endsAreSeen">Whether the hits tell which ends ran.</param>
    /// <param name="possible">All branches of the file.</param>
    /// <param name="firstLine">From a line to the first line of its statement.</param>
    /// <param name="taken">Gets the branches.</param>
    public static void Add(SpoolCode code, InstructionMap map, bool endsAreSeen, ArcSet possible, Func<int, int> firstLine, ICollection<Arc> taken)
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
                var isTaken = arc == exit && endsAreSeen
                    ? TakenBranches.Hit(code, end.Offset)
                    : executed.Contains(arc.To) && (arc == exit ? LeadsAloneTo(map, end, arc.To, firstLine) : IsInside(map, end, arc.To, firstLine));
                if (isTaken)
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
