using Onceover.Bytecode;

namespace Onceover.Agent;

/// <summary>
/// Where the probes of one distinct code object of 3.11 belong. A line's are where control may come to it from another line: where a range of it
/// starts, and where jumps and exceptions lead. A branch arm's is where it leads: there the instruction that ran before tells whether it was taken.
/// Memory of the C library, in one block. Offsets are units of two bytes.
/// </summary>
internal unsafe struct ProbePlan
{
    /// <summary>An opcode lies here, not a cache.</summary>
    private const byte IsOpcode = 1;

    /// <summary>An instruction starts here, with its EXTENDED_ARG if it has any, and a probe on it would be met.</summary>
    private const byte IsEligible = 2;

    /// <summary>A jump or an exception leads here.</summary>
    private const byte IsTarget = 4;

    private const byte IsLineSite = 8;

    /// <summary>An arm leads here, and can be told by a probe.</summary>
    private const byte IsArmSite = 16;

    private const byte Resume = 151;

    /// <summary>CALL is run by the PRECALL before it once that is specialised: no probe would be met. It has the same line.</summary>
    private const byte Call = 171;

    private int* lines;
    private int* nextOfLine;
    private int* firstOfLine;
    private int* firstArm;
    private Arm* arms;
    private Landing* landings;
    private Instruction* branches;
    private byte* kinds;
    private int lowestLine;
    private int lineCount;

    public int Units { get; private set; }

    /// <summary>How many landings the code can have. They lie one after the other behind it.</summary>
    public int Landings { get; private set; }

    /// <summary>Owned; null if there is no memory, or the code has no entry.</summary>
    /// <param name="facts">Of the code object.</param>
    /// <param name="ranges">Its lines.</param>
    /// <param name="state">Its state.</param>
    /// <param name="opcodes">3.11's.</param>
    /// <param name="branches">Whether branches are recorded.</param>
    public static ProbePlan* New(CodeFacts facts, ReadOnlySpan<LineRange> ranges, CodeState* state, Opcodes opcodes, bool branches)
    {
        var units = facts.Bytecode.Length / 2;
        var branchCount = branches ? BranchCount.Of(facts.Bytecode, opcodes) : 0;
        var endCount = branches && state->HasAsyncLoop(opcodes) ? EndsIn(facts.Bytecode, opcodes) : 0;
        var size = (nuint)sizeof(ProbePlan)
            + ((nuint)branchCount * (nuint)((2 * sizeof(Arm)) + sizeof(Landing) + sizeof(Instruction)))
            + ((nuint)endCount * (nuint)(sizeof(Arm) + sizeof(Instruction)))
            + ((nuint)((3 * units) + state->LineCount) * sizeof(int))
            + (nuint)units;
        var entry = EntryOf(facts.Bytecode);
        var plan = entry < 0 ? null : (ProbePlan*)Libc.calloc(1, size);
        if (plan == null)
        {
            return null;
        }

        plan->Units = units;
        plan->lowestLine = state->LowestLine;
        plan->lineCount = state->LineCount;
        plan->arms = (Arm*)(plan + 1);
        plan->landings = (Landing*)(plan->arms + (2 * branchCount) + endCount);
        plan->branches = (Instruction*)(plan->landings + branchCount);
        plan->lines = (int*)(plan->branches + branchCount + endCount);
        plan->nextOfLine = plan->lines + units;
        plan->firstArm = plan->nextOfLine + units;
        plan->firstOfLine = plan->firstArm + units;
        plan->kinds = (byte*)(plan->firstOfLine + state->LineCount);
        var found = plan->FindInstructions(facts, opcodes, entry, branches, endCount > 0);
        plan->FindLines(ranges);
        plan->FindArms(found);
        return plan;
    }

    /// <summary>As many units as all landings of some bytecode can need.</summary>
    /// <param name="bytecode"><c>co_code</c>.</param>
    /// <param name="opcodes">3.11's.</param>
    public static int SpareFor(ReadOnlySpan<byte> bytecode, Opcodes opcodes) => BranchCount.Of(bytecode, opcodes) * Landing.Size;

    /// <summary>The unit where a code object's own instructions begin, after what the interpreter does first; −1 if there is none.</summary>
    /// <param name="bytecode"><c>co_code</c>.</param>
    public static int EntryOf(ReadOnlySpan<byte> bytecode)
    {
        // What comes before has no caches.
        for (var at = 0; at + 3 < bytecode.Length; at += 2)
        {
            if (bytecode[at] == Resume)
            {
                return (at / 2) + 1;
            }
        }

        return -1;
    }

    public readonly bool HasOpcode(int unit) => (uint)unit < (uint)Units && (kinds[unit] & IsOpcode) != 0;

    public readonly int LineAt(int unit) => lines[unit];

    public readonly bool IsLineSiteAt(int unit) => (kinds[unit] & IsLineSite) != 0;

    /// <summary>The first site of a line, to be followed by <see cref="NextSite"/>; −1 if it has none.</summary>
    public readonly int FirstSite(int line)
    {
        var index = line - lowestLine;
        return (uint)index < (uint)lineCount ? firstOfLine[index] - 1 : -1;
    }

    public readonly int NextSite(int unit) => nextOfLine[unit] - 1;

    public readonly bool HasArms(int unit) => (kinds[unit] & IsArmSite) != 0;

    /// <summary>Whether a probe can have anything to tell there.</summary>
    public readonly bool IsSiteAt(int unit) => (kinds[unit] & (IsLineSite | IsArmSite)) != 0;

    public readonly ref Landing LandingAt(int index) => ref landings[index];

    /// <summary>Records the arm that leads from an instruction to a unit, if there is one.</summary>
    public readonly void SeeArm(int unit, int source, ref CodeState state)
    {
        for (var at = firstArm[unit]; at != 0; at = arms[at - 1].Next)
        {
            ref var arm = ref arms[at - 1];
            if (arm.Source == source)
            {
                if (arm.IsEnd)
                {
                    state.SeeEnd(arm.Index);
                }
                else
                {
                    state.SeeArm(arm.Index);
                }

                return;
            }
        }
    }

    /// <summary>
    /// Whether an arm that leads to a unit can still tell something: it was not taken, and no other branch of its line led there yet.
    /// </summary>
    /// <param name="unit">Where arms lead.</param>
    /// <param name="lands">Whether jumps lead to landings instead, where they can.</param>
    /// <param name="state">What was taken.</param>
    public readonly bool IsArmLeft(int unit, bool lands, ref CodeState state)
    {
        for (var at = firstArm[unit]; at != 0; at = arms[at - 1].Next)
        {
            ref var arm = ref arms[at - 1];
            var line = lines[arm.Source];
            if (!(lands && arm.HasLanding) && !state.IsArmSeen(arm.Index) && !IsArmSeen(unit, line, ref state))
            {
                return true;
            }
        }

        return false;
    }

    private readonly bool IsArmSeen(int unit, int line, ref CodeState state)
    {
        for (var at = firstArm[unit]; at != 0; at = arms[at - 1].Next)
        {
            if (lines[arms[at - 1].Source] == line && state.IsArmSeen(arms[at - 1].Index))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What ends an await or an <c>async for</c>: where it goes on tells a branch that no instruction makes.</summary>
    private static bool IsEnd(OpKind kind) => kind is OpKind.Send or OpKind.EndAsyncFor;

    private static int EndsIn(ReadOnlySpan<byte> bytecode, Opcodes opcodes)
    {
        var count = 0;
        for (var at = 0; at < bytecode.Length; at += 2)
        {
            count += IsEnd(opcodes.KindOf(bytecode[at])) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Finds what lies where, and with <paramref name="wantsBranches"/> the branches, with <paramref name="wantsEnds"/> the ends.</summary>
    /// <returns>How many of either were found.</returns>
    private readonly int FindInstructions(CodeFacts facts, Opcodes opcodes, int entry, bool wantsBranches, bool wantsEnds)
    {
        var found = 0;
        var bytecode = facts.Bytecode;
        var start = 0;
        while (start + 1 < bytecode.Length)
        {
            var opcode = bytecode[start];
            kinds[start / 2] |= start / 2 >= entry && opcode is not (Resume or Call) ? (byte)(IsOpcode | IsEligible) : IsOpcode;
            if (opcodes.KindOf(opcode) == OpKind.Plain)
            {
                // Nearly all: no need to read the instruction itself.
                start += 2 + (2 * opcodes.CachesOf(opcode));
                continue;
            }

            var instructions = new InstructionReader(bytecode, opcodes, start);
            if (!instructions.MoveNext())
            {
                break;
            }

            var instruction = instructions.Current;
            for (var unit = start / 2; unit <= instruction.Offset / 2; unit++)
            {
                kinds[unit] |= IsOpcode;
            }

            MarkTarget(instruction.Target);
            if ((wantsBranches && instruction.Kind is OpKind.Branch or OpKind.ForIter) || (wantsEnds && IsEnd(instruction.Kind)))
            {
                branches[found++] = instruction;
            }

            start = instruction.Next;
        }

        var handlers = new ExceptionReader(facts.ExceptionTable);
        while (handlers.MoveNext())
        {
            MarkTarget(handlers.Current.Handler);
        }

        return found;
    }

    private readonly void MarkTarget(int offset)
    {
        if (offset >= 0 && offset / 2 < Units)
        {
            kinds[offset / 2] |= IsTarget;
        }
    }

    private readonly void FindLines(ReadOnlySpan<LineRange> ranges)
    {
        for (var i = 0; i < ranges.Length; i++)
        {
            var range = ranges[i];
            var index = range.Line - lowestLine;
            if (range.Line < 1 || (uint)index >= (uint)lineCount)
            {
                continue;
            }

            var entered = false;
            var end = range.End / 2 < Units ? range.End / 2 : Units;
            for (var unit = range.Start / 2; unit < end; unit++)
            {
                lines[unit] = range.Line;
                if ((kinds[unit] & IsEligible) != 0 && (!entered || (kinds[unit] & IsTarget) != 0))
                {
                    entered = true;
                    kinds[unit] |= IsLineSite;
                    nextOfLine[unit] = firstOfLine[index];
                    firstOfLine[index] = unit + 1;
                }
            }
        }
    }

    private void FindArms(int found)
    {
        var count = 0;
        for (var i = 0; i < found; i++)
        {
            var branch = branches[i];
            if (IsEnd(branch.Kind))
            {
                var next = branch.Kind == OpKind.Send ? branch.Target : branch.Next;
                AddArm(new Arm { Source = branch.Offset / 2, Index = branch.Offset, IsEnd = true }, next, ref count);
                continue;
            }

            if (branch.Next == branch.Target)
            {
                // The compiler left nothing between: both ways lead to one place, and which was taken makes no difference.
                AddArm(new Arm { Source = branch.Offset / 2, Index = branch.Offset }, branch.Next, ref count);
                continue;
            }

            var lands = Landing.TryMake(branch, branch.Target, Units + (Landings * Landing.Size), out var landing) && IsEligibleAt(branch.Target);
            if (lands)
            {
                landings[Landings++] = landing;
            }

            AddArm(new Arm { Source = branch.Offset / 2, Index = branch.Offset }, branch.Next, ref count);
            AddArm(new Arm { Source = branch.Offset / 2, Index = branch.Offset + 1, HasLanding = lands }, branch.Target, ref count);
        }
    }

    private readonly void AddArm(Arm arm, int target, ref int count)
    {
        if (!IsEligibleAt(target))
        {
            return;
        }

        var unit = target / 2;
        kinds[unit] |= IsArmSite;
        arm.Next = firstArm[unit];
        arms[count] = arm;
        firstArm[unit] = ++count;
    }

    private readonly bool IsEligibleAt(int offset) => offset >= 0 && offset / 2 < Units && (kinds[offset / 2] & IsEligible) != 0;

    private struct Arm
    {
        public int Source;

        /// <summary>In the hits of <see cref="CodeState"/>.</summary>
        public int Index;

        /// <summary>One more than the index of the next arm that leads to the same place; 0 for none.</summary>
        public int Next;

        public bool HasLanding;

        /// <summary>Of no branch, but of what ends an await or an <c>async for</c>.</summary>
        public bool IsEnd;
    }
}
