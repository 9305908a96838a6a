using Onceover.Bytecode;
using Onceover.CPython;
using Onceover.CPython.Monitoring;
using Onceover.Store;

namespace Onceover.Agent;

/// <summary>
/// What is known of one distinct code object: where its hits go and what has not been seen. All equal code objects of an interpreter share
/// one, and it lives as long as the interpreter. The counts are hints that only ever reach zero too early by a race; whoever acts on a zero
/// checks the hits themselves.
/// </summary>
internal unsafe struct CodeState
{
    private const int OptimizedFlag = 1;

    /// <summary>CO_COROUTINE and CO_ASYNC_GENERATOR.</summary>
    private const int AsyncFlags = 0x80 | 0x200;

    /// <summary>As many of anything as no code object has; twice as many is still a number.</summary>
    public const int Uncounted = int.MaxValue / 2;

    /// <summary>Where the constant part's variable pieces begin: bytecode, line table, exception table, name.</summary>
    public byte* Pieces;

    /// <summary>A byte per line from <see cref="LowestLine"/>.</summary>
    public byte* LineHits;

    /// <summary>A byte per byte of bytecode.</summary>
    public byte* ArmHits;

    /// <summary>A byte per line: 1 where a LINE event can come from.</summary>
    public byte* ExpectedLines;

    /// <summary>Where the lines are, if their probes are to be released; else empty.</summary>
    public LinePlaces Places;

    /// <summary>Where probes of ours belong, where the interpreter has no events (3.11); else null.</summary>
    public ProbePlan* Plan;

    /// <summary>What tells arms where one event would stand for both of a branch; null as long as it was not found out.</summary>
    public ArmMarks* Marks;

    /// <summary>Loops whose first line tells that they had an item, beside <see cref="Marks"/>; else null.</summary>
    public LongLoops* Loops;

    /// <summary>How many events a branch had whose other arm is missing, since something was last done about it.</summary>
    public int OneSided;

    /// <summary>How many of them are to come before something is done.</summary>
    public int Patience;

    public CodeShape Shape;
    public int LowestLine;
    public int LineCount;
    public int LinesLeft;
    public int LeftArmsLeft;
    public int RightArmsLeft;

    /// <summary>Bodies of modules and classes run once: taking their probes out early would cost more than it saves.</summary>
    public readonly bool RunsOften => (Shape.Flags & OptimizedFlag) != 0;

    /// <summary>Whether it is that of a marked copy: bytecode, pieces and hits are the original's.</summary>
    public bool IsCopy;

    /// <summary>Whether it is known that <see cref="LongLoops"/> finds none here.</summary>
    public bool LacksLongLoops;

    /// <summary>Whether any line of it was seen by this process.</summary>
    public bool HasSeenLines;

    /// <summary>Whether a note says that its branches could not be freed.</summary>
    public bool IsNamed;

    /// <summary>Whether <see cref="ExpectedLines"/> and what is left are known; before, nothing ever counts as complete.</summary>
    public bool IsCounted;

    public readonly ReadOnlySpan<byte> Bytecode => new(Pieces, Shape.BytecodeLength);

    public readonly CodeTables Tables
    {
        get
        {
            var lineTable = Pieces + Shape.BytecodeLength;
            return new CodeTables(
                Bytecode,
                new ReadOnlySpan<byte>(lineTable, Shape.LineTableLength),
                new ReadOnlySpan<byte>(lineTable + Shape.LineTableLength, Shape.ExceptionTableLength),
                Shape.FirstLine);
        }
    }

    public readonly ReadOnlySpan<byte> Name => new(Pieces + Shape.PiecesLength - Shape.NameLength, Shape.NameLength);

    public readonly LineExtent Extent => new(LowestLine, LineCount);

    /// <summary>The line of an offset of the bytecode, or <see cref="Location.NoLine"/>.</summary>
    public readonly int LineAt(int offset)
    {
        var lines = new LineReader(Tables.LineTable, Shape.FirstLine);
        while (lines.MoveNext())
        {
            if (offset < lines.Current.End)
            {
                return lines.Current.Line;
            }
        }

        return Location.NoLine;
    }

    /// <summary><c>co_code</c>; nothing, if it is a marked copy, which has no record of its own.</summary>
    public readonly ReadOnlySpan<byte> Compiled => IsCopy ? default : Bytecode;

    /// <summary>Records a line; lines outside of the span (which a correct interpreter never reports) are ignored.</summary>
    public void SeeLine(int line)
    {
        var index = line - LowestLine;
        if ((uint)index >= (uint)LineCount || LineHits[index] != 0)
        {
            return;
        }

        if (Marks != null)
        {
            Marks->SeeLine(index, ref this);
        }

        LineHits[index] = SpoolFormat.Hit;
        HasSeenLines = true;
        LinesLeft -= ExpectedLines[index];
    }

    /// <summary>Finds out where the lines are, if that is not known. Without memory it stays so: probes that never fire stay.</summary>
    /// <param name="ranges">Of the line table.</param>
    public void PlaceLines(ReadOnlySpan<LineRange> ranges)
    {
        if (Places.IsEmpty)
        {
            _ = Places.TryFill(ranges, Shape.BytecodeLength, LowestLine, LineCount);
        }
    }

    /// <summary>Has every probe of a line taken out of the code object that just reported it.</summary>
    public readonly void ReleaseLine(PyObject* code, int line, ref LineProbes probes)
    {
        var index = line - LowestLine;
        if (!Places.IsEmpty && (uint)index < (uint)LineCount)
        {
            Places.Release(code, index, ref probes);
        }
    }

    /// <summary>Writes the superinstructions of a line again that its probes kept away.</summary>
    public readonly void RestoreLine(PyObject* code, int line, ref Superinstructions superinstructions)
    {
        var index = line - LowestLine;
        if ((uint)index < (uint)LineCount)
        {
            Places.Restore(code, Compiled, index, ref superinstructions);
        }
    }

    /// <summary>As <see cref="ReleaseLine"/>, for all lines that were seen: here before its events, or in an equal code object.</summary>
    public readonly void ReleaseSeenLines(PyObject* code, ref LineProbes probes)
    {
        for (var i = 0; i < LineCount && HasSeenLines && !Places.IsEmpty; i++)
        {
            if (LineHits[i] != 0)
            {
                Places.Release(code, i, ref probes);
            }
        }
    }

    /// <summary>Records an arm: a branch's offset for the left one, one more for the right one.</summary>
    public void SeeArm(int arm)
    {
        if ((arm & 1) == 0)
        {
            SeeLeft(arm);
        }
        else
        {
            SeeRight(arm - 1);
        }
    }

    /// <summary>Records a left arm.</summary>
    public void SeeLeft(int offset)
    {
        if (See(offset))
        {
            LeftArmsLeft--;
        }
    }

    /// <summary>Records a right arm.</summary>
    public void SeeRight(int offset)
    {
        if (See(offset + 1))
        {
            RightArmsLeft--;
        }
    }

    /// <summary>Records that an <c>async for</c> was exhausted, or got an item, at the instruction that ends it or the await.</summary>
    public readonly void SeeEnd(int offset) => _ = See(offset);

    public readonly bool IsOfKind(int offset, OpKind kind, Opcodes opcodes) =>
        (uint)offset < (uint)Shape.BytecodeLength && opcodes.KindOf(Bytecode[offset]) == kind;

    public readonly bool HasAsyncLoop(Opcodes opcodes)
    {
        // Caches are zero here, which ends no loop, so they need not be told from instructions.
        var found = false;
        for (var at = 0; at < Shape.BytecodeLength && (Shape.Flags & AsyncFlags) != 0; at += 2)
        {
            found |= IsOfKind(at, OpKind.EndAsyncFor, opcodes);
        }

        return found;
    }

    public readonly bool IsArmSeen(int arm) => (uint)arm < (uint)Shape.BytecodeLength && ArmHits[arm] != 0;

    public readonly bool IsLineSeen(int line) => (uint)(line - LowestLine) < (uint)LineCount && LineHits[line - LowestLine] != 0;

    public readonly bool BothArmsSeen(int offset) =>
        (uint)offset + 1 < (uint)Shape.BytecodeLength && ArmHits[offset] != 0 && ArmHits[offset + 1] != 0;

    /// <summary>Counts from the hits what is left, since forked processes and other threads see things too.</summary>
    public void Recount(Opcodes opcodes, bool branches)
    {
        var lines = 0;
        for (var i = 0; i < LineCount; i++)
        {
            lines += ExpectedLines[i] & (LineHits[i] == 0 ? 1 : 0);
        }

        LinesLeft = lines;
        LeftArmsLeft = 0;
        RightArmsLeft = 0;
        if (!branches)
        {
            return;
        }

        var reader = new BranchReader(Bytecode, opcodes);
        while (reader.MoveNext())
        {
            var source = reader.Current.Source;
            if ((uint)source + 1 < (uint)Shape.BytecodeLength)
            {
                LeftArmsLeft += ArmHits[source] == 0 ? 1 : 0;
                RightArmsLeft += ArmHits[source + 1] == 0 ? 1 : 0;
            }
        }
    }

    private readonly bool See(int index)
    {
        if ((uint)index >= (uint)Shape.BytecodeLength || ArmHits[index] != 0)
        {
            return false;
        }

        ArmHits[index] = SpoolFormat.Hit;
        return true;
    }
}
