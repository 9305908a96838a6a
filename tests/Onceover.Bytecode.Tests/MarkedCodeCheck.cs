namespace Onceover.Bytecode.Tests;

/// <summary>Compares a marked code object with the original, instruction by instruction.</summary>
internal static class MarkedCodeCheck
{
    /// <returns>1 if markers were put in, else 0.</returns>
    public static int Of(TestCode original, string name)
    {
        Assert.IsTrue(original.TryMark(out var marked, out var marks), $"{name} is refused");
        var old = original.ByOffset();
        var fresh = marked.ByOffset();
        var oldPositions = original.Positions();
        var newPositions = marked.Positions();
        Assert.HasCount(marked.Bytecode.Length / 2, newPositions, name);
        var jumpsOfOurs = fresh.Keys.Except(marks.NewOffsets.Values).ToHashSet();
        foreach (var (offset, was) in old)
        {
            var place = $"{name} at {offset}";
            var now = fresh[marks.NewOffsets[offset]];
            Assert.AreEqual(was.Opcode, now.Opcode, place);
            Assert.AreEqual(oldPositions[offset / 2], newPositions[now.Offset / 2], place);
            Assert.AreEqual(oldPositions[offset / 2], newPositions[now.Start / 2], place);
            AreSameHandlers(original.HandlerOf(offset), marked.HandlerOf(now.Offset), old, marks, fresh, place);
            if (was.Target < 0)
            {
                Assert.AreEqual(was.Argument, now.Argument, place);
            }
            else
            {
                Assert.AreEqual(NewStart(At(old, was.Target), marks, fresh), Land(fresh, now.Target, jumpsOfOurs), place);
            }

            if (was.Next < original.Bytecode.Length && was.Kind is not (OpKind.JumpForward or OpKind.JumpBackward or OpKind.Return or OpKind.Raise))
            {
                Assert.AreEqual(NewStart(At(old, was.Next), marks, fresh), Land(fresh, now.Next, jumpsOfOurs), place);
            }
        }

        foreach (var offset in jumpsOfOurs)
        {
            Assert.IsTrue(fresh[offset].Kind is OpKind.JumpForward or OpKind.JumpBackward, $"{name}: marker at {offset}");
        }

        TellsArms(original, marked, marks, name);
        return jumpsOfOurs.Count > 0 ? 1 : 0;
    }

    /// <summary>
    /// The copy needs no markers itself; each arm that a jump tells leads to that jump, which no other instruction leads to; no arm is told
    /// twice; and what the original's own jumps and lines tell, the copy's do.
    /// </summary>
    private static void TellsArms(TestCode original, TestCode marked, TestMarks marks, string name)
    {
        Assert.IsTrue(marked.TryMark(out var again, out var told), name);
        CollectionAssert.AreEqual(marked.Bytecode, again.Bytecode, $"{name}: marked twice");
        Assert.HasCount(told.ToldByJumps.Length, told.ToldByJumps.Select(signal => signal.Source).Distinct(), name);
        var all = told.ToldByJumps.Concat(told.ToldByLines).Select(signal => signal.Arm).ToArray();
        Assert.HasCount(all.Length, all.Distinct(), name);
        CollectionAssert.IsSubsetOf(
            marks.ToldByLines.Select(signal => marks.NewOffsets[signal.Arm & ~1] + (signal.Arm & 1)).ToArray(),
            told.ToldByLines.Select(signal => signal.Arm).ToArray(),
            name);
        var fresh = marked.ByOffset();
        var arms = new Dictionary<int, int>();
        var branches = new BranchReader(marked.Bytecode, Opcodes.Of(original.Minor));
        while (branches.MoveNext())
        {
            arms.Add(branches.Current.Source, branches.Current.Left);
            arms.Add(branches.Current.Source + 1, branches.Current.Right);
        }

        var armsTo = arms.Values.CountBy(start => start).ToDictionary();
        var jumpedTo = fresh.Values.Where(it => it.Kind is OpKind.JumpForward or OpKind.JumpBackward).Select(it => it.Target).ToHashSet();
        foreach (var signal in told.ToldByJumps)
        {
            var jump = fresh[signal.Source];
            Assert.AreEqual(arms[signal.Arm], jump.Start, $"{name}: the arm {signal.Arm} leads to its jump");
            Assert.AreEqual(1, armsTo[jump.Start], name);
            Assert.DoesNotContain(jump.Start, jumpedTo, name);
        }
    }

    private static void AreSameHandlers(
        (int Handler, int Depth, bool PushesOffset) was,
        (int Handler, int Depth, bool PushesOffset) now,
        Dictionary<int, Instruction> old,
        TestMarks marks,
        Dictionary<int, Instruction> fresh,
        string place)
    {
        var expected = was.Handler < 0 ? was : was with { Handler = NewStart(At(old, was.Handler), marks, fresh) };
        Assert.AreEqual(expected, now, place);
    }

    /// <summary>The instruction that starts here, prefixes included.</summary>
    private static Instruction At(Dictionary<int, Instruction> instructions, int start)
    {
        var offset = start;
        while (!instructions.ContainsKey(offset))
        {
            offset += 2;
        }

        return instructions[offset];
    }

    private static int NewStart(Instruction original, TestMarks marks, Dictionary<int, Instruction> fresh) =>
        fresh[marks.NewOffsets[original.Offset]].Start;

    /// <summary>Where execution comes to when it goes through one jump of ours, or through none.</summary>
    private static int Land(Dictionary<int, Instruction> fresh, int start, HashSet<int> jumpsOfOurs)
    {
        var instruction = At(fresh, start);
        return jumpsOfOurs.Contains(instruction.Offset) ? instruction.Target : start;
    }
}
