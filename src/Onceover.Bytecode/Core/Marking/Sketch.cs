using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Onceover.Bytecode;

/// <summary>The room in which one code object is taken apart, marked and put together again.</summary>
internal ref struct Sketch
{
    /// <summary>A branch may need three: one per arm, and one that jumps over another.</summary>
    private const int MarkersPerUnit = 3;

    private const int ArmsPerUnit = 2;

    /// <summary>How much longer than the original a marked copy may be, and what any may have.</summary>
    private const int Growth = 3;

    private const int LeastRoom = 256;

    /// <summary>One per instruction, and one for the end.</summary>
    public Span<Step> Steps;

    /// <summary>From a code unit to the step that starts there or has its opcode there, or <see cref="Step.None"/>.</summary>
    public Span<int> StepAt;

    /// <summary>The steps' source positions; filled for the copy alone.</summary>
    public Span<Location> Positions;

    public Span<ProtectedRange> Ranges;
    public Span<Marker> Markers;

    /// <summary>From <see cref="LowestLine"/>.</summary>
    public Span<LineWay> Lines;

    /// <summary>Arms that the first LINE event of a line tells, in the order of the code.</summary>
    public Span<ArmSignal> Implied;

    /// <summary>Arms that JUMP events tell, in the order of the original code.</summary>
    public Span<ArmSignal> Jumps;

    /// <summary>Arms that only markers tell, in the order of the original code.</summary>
    public Span<int> Marked;

    /// <summary>Arms that JUMP events tell in the marked copy, by its offsets.</summary>
    public Span<ArmSignal> CopyJumps;

    /// <summary>Room for the marked copy, as the next two are.</summary>
    public Span<byte> Code;

    public Span<byte> LineTable;
    public Span<byte> ExceptionTable;

    /// <summary>Without the one for the end.</summary>
    public int StepCount;

    public int RangeCount;
    public int MarkerCount;
    public int ImpliedCount;
    public int JumpCount;
    public int MarkedCount;
    public int CopyJumpCount;
    public int LowestLine;

    private Span<byte> left;

    /// <param name="tables">Of the code object.</param>
    /// <param name="lines">Of the code object.</param>
    /// <param name="memory">At least <see cref="SizeFor"/>, aligned for a word; any content.</param>
    public Sketch(CodeTables tables, LineExtent lines, Span<byte> memory)
    {
        var units = tables.Bytecode.Length / 2;
        LowestLine = lines.Lowest;
        left = memory;
        Steps = Take<Step>(units + 1);
        StepAt = Take<int>(units);
        Positions = Take<Location>(units);
        Ranges = Take<ProtectedRange>(RangesIn(tables));
        Markers = Take<Marker>(MarkersPerUnit * units);
        Lines = Take<LineWay>(lines.Count);
        Implied = Take<ArmSignal>(ArmsPerUnit * units);
        Jumps = Take<ArmSignal>(ArmsPerUnit * units);
        Marked = Take<int>(ArmsPerUnit * units);
        CopyJumps = Take<ArmSignal>(ArmsPerUnit * units);
        Code = Take<byte>(RoomFor(tables.Bytecode));
        LineTable = Take<byte>(RoomFor(tables.LineTable));
        ExceptionTable = Take<byte>(RoomFor(tables.ExceptionTable));
        for (var i = 0; i < lines.Count; i++)
        {
            Lines[i] = default;
        }
    }

    /// <summary>Bytes of memory.</summary>
    public static long SizeFor(CodeTables tables, int lineCount)
    {
        long units = tables.Bytecode.Length / 2;
        return ((units + 1) * Unsafe.SizeOf<Step>())
            + (units * (sizeof(int) + Unsafe.SizeOf<Location>()))
            + ((long)RangesIn(tables) * Unsafe.SizeOf<ProtectedRange>())
            + (units * MarkersPerUnit * Unsafe.SizeOf<Marker>())
            + ((long)lineCount * Unsafe.SizeOf<LineWay>())
            + (units * ArmsPerUnit * ((3 * Unsafe.SizeOf<ArmSignal>()) + sizeof(int)))
            + RoomFor(tables.Bytecode) + RoomFor(tables.LineTable) + RoomFor(tables.ExceptionTable);
    }

    /// <summary>The step at an offset of the original code, or <see cref="Step.None"/>.</summary>
    public readonly int At(int offset) => offset >= 0 && offset / 2 < StepAt.Length ? StepAt[offset / 2] : Step.None;

    /// <summary>Where an arm leads. An exhausted iterator is dropped by the interpreter itself, as <see cref="BranchReader"/> says.</summary>
    public readonly int Destination(int branch, bool right, Opcodes opcodes)
    {
        if (!right)
        {
            return branch + 1;
        }

        var target = Steps[branch].Target;
        return Steps[branch].Original.Kind != OpKind.ForIter ? target : opcodes.Minor == 12 ? target + 1 : target + 2;
    }

    /// <summary>Adds a marker before a step: to the others there, or before them if it is fallen into.</summary>
    public int Add(Marker marker)
    {
        var index = MarkerCount++;
        ref var first = ref Steps[marker.Place].FirstMarker;
        if (marker.IsFallenInto || first == Step.None)
        {
            marker.Next = first;
            first = index;
        }
        else
        {
            var last = first;
            while (Markers[last].Next != Step.None)
            {
                last = Markers[last].Next;
            }

            Markers[last].Next = index;
            marker.Next = Step.None;
        }

        Markers[index] = marker;
        return index;
    }

    /// <summary>An entry has four numbers of a byte at least.</summary>
    private static int RangesIn(CodeTables tables) => tables.ExceptionTable.Length / 4;

    private static int RoomFor(ReadOnlySpan<byte> original) => LeastRoom + (Growth * original.Length);

    private Span<T> Take<T>(int count)
        where T : struct
    {
        var size = count * Unsafe.SizeOf<T>();
        var taken = MemoryMarshal.Cast<byte, T>(left.Slice(0, size));
        left = left.Slice(size);
        return taken;
    }
}
