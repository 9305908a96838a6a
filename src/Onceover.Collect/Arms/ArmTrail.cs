using Onceover.Bytecode;
using Onceover.Model;
using Onceover.Store;

namespace Onceover.Collect;

/// <summary>
/// From an arm that was taken to the branch of its statement. An arm leads to bytecode; its trail is what runs from there without another
/// choice. The first line on the trail that the statement can go to next is where the branch went. Lines on the way that it cannot go to
/// belong to what the compiler put between: leaving a <c>with</c> calls <c>__exit__</c> on the line of the <c>with</c>, for one.
/// </summary>
internal static class ArmTrail
{
    /// <summary>The branch that was taken, or null when the trail ends at another choice of the same statement or leads nowhere known.</summary>
    /// <param name="code">What was recorded.</param>
    /// <param name="map">The same code object.</param>
    /// <param name="start">Offset that the arm leads to.</param>
    /// <param name="possible">All branches that leave the arm's statement.</param>
    /// <param name="firstLine">From a line to the first line of its statement.</param>
    public static Arc? Follow(SpoolCode code, InstructionMap map, int start, ReadOnlySpan<Arc> possible, Func<int, int> firstLine)
    {
        var offset = start;
        for (var steps = 0; steps <= map.Units && map.Contains(offset); steps++)
        {
            var instruction = map[offset];
            var line = map.LineAt(instruction.Offset);
            if (line > 0 && Find(possible, firstLine(line)) is { } arc)
            {
                return arc;
            }

            switch (instruction.Kind)
            {
                case OpKind.Send when AsksForTheNext(map, instruction):
                    return null;
                case OpKind.JumpForward or OpKind.JumpBackward or OpKind.Send:
                    // What is awaited on the trail finishes sooner or later.
                    offset = instruction.Target;
                    break;
                case OpKind.Branch when line <= 0 && TakenBranches.Hit(code, instruction.Offset):
                    // Nobody's choice: what the compiler puts behind `except*` raises again what is left, if anything is. Once there was nothing.
                    offset = instruction.Next;
                    break;
                case OpKind.Branch or OpKind.ForIter:
                    return null;
                case OpKind.Return:
                    return FindExit(possible);
                case OpKind.Raise:
                    offset = map.HandlerOf(instruction.Offset);
                    if (offset < 0)
                    {
                        return FindExit(possible);
                    }

                    break;
                default:
                    offset = instruction.Next;
                    break;
            }
        }

        return null;
    }

    /// <summary>Whether it awaits the next item of an <c>async for</c>, which there may not be.</summary>
    public static bool AsksForTheNext(InstructionMap map, Instruction send) =>
        map.HandlerOf(send.Offset) is var handler && map.Contains(handler) && map[handler].Kind == OpKind.EndAsyncFor;

    private static Arc? Find(ReadOnlySpan<Arc> possible, int line)
    {
        foreach (var arc in possible)
        {
            if (arc.To == line)
            {
                return arc;
            }
        }

        return null;
    }

    /// <summary>The statement lies in one code object (not counting lambdas and the like), so there is one exit at most.</summary>
    private static Arc? FindExit(ReadOnlySpan<Arc> possible)
    {
        foreach (var arc in possible)
        {
            if (arc.IsExit)
            {
                return arc;
            }
        }

        return null;
    }
}
