using System.Runtime.CompilerServices;
using Onceover.Bytecode;

namespace Onceover.Agent;

/// <summary>
/// Where the interpreter puts LINE and branch events into one code object that has none: what <c>initialize_lines</c> and
/// <c>force_instrument_lock_held</c> (Python/instrumentation.c, 3.13 to 3.15) do, in one pass over the instructions.
/// </summary>
internal unsafe ref struct EventPlan
{
    /// <summary>A line entry: the opcode, or 0 where no line starts, then the line's distance from the first one plus this, in one or two bytes.</summary>
    private const int NoLine = 2;

    private readonly byte* bytecode;
    private readonly int units;
    private readonly int entry;
    private readonly int* starts;
    private readonly int* others;
    private readonly byte* entries;
    private readonly int size;
    private int startCount;
    private int otherCount;

    /// <param name="bytecode"><c>co_code</c>.</param>
    /// <param name="units">How long it is.</param>
    /// <param name="entry">The unit of its first RESUME.</param>
    /// <param name="scratch">Twice as many as there are units.</param>
    /// <param name="lines">The head of the line entries; all of it zero.</param>
    /// <param name="size">Of an entry: 2 or 3 bytes.</param>
    public EventPlan(byte* bytecode, int units, int entry, int* scratch, byte* lines, int size)
    {
        this.bytecode = bytecode;
        this.units = units;
        this.entry = entry;
        starts = scratch;
        others = scratch + units;
        entries = lines + 1;
        this.size = size;
        startCount = otherCount = 0;
        HasLoop = HasLongLoop = false;
        *lines = (byte)size;
    }

    /// <summary>Whether an instruction jumps back; known when the line entries are filled.</summary>
    public bool HasLoop { get; private set; }

    /// <summary>Whether a <c>for</c> ends so far away that its jump has a prefix; known as <see cref="HasLoop"/> is.</summary>
    public bool HasLongLoop { get; private set; }

    /// <summary>How large an entry is; 0 if it would be larger than any here.</summary>
    /// <param name="firstLine"><c>co_firstlineno</c>.</param>
    /// <param name="highestLine">Of the line table.</param>
    public static int SizeFor(int firstLine, int highestLine)
    {
        var distance = highestLine > firstLine + 1 ? highestLine - firstLine : 1;
        return distance < (1 << 8) - NoLine ? 2 : distance < (1 << 16) - NoLine ? 3 : 0;
    }

    /// <summary>As much memory as all line entries take. One byte more than the interpreter's, since a short entry is written as a long one.</summary>
    public static int MemoryFor(int units, int size) => 1 + (units * size) + 1;

    /// <summary>Fills the line entries. False if a line is before the first one, or the ranges are not those of the code; the entries are useless then.</summary>
    /// <param name="ranges">Of the line table.</param>
    /// <param name="exceptionTable"><c>co_exceptiontable</c>.</param>
    /// <param name="firstLine"><c>co_firstlineno</c>.</param>
    /// <param name="opcodes">Of the interpreter.</param>
    public bool TryFill(ReadOnlySpan<LineRange> ranges, ReadOnlySpan<byte> exceptionTable, int firstLine, ref EventOpcodes opcodes)
    {
        // Locals: the inner loop runs for every instruction of all modules that a guest imports.
        var code = bytecode;
        var start = entry;
        var width = size;
        var distances = entries + 1;
        var resume = code[2 * start];
        var current = Location.NoLine;
        var unit = 0;
        for (var i = 0; i < ranges.Length; i++)
        {
            var line = ranges[i].Line;
            var distance = line < 0 ? 0 : line - firstLine + NoLine;
            var end = ranges[i].End >> 1;
            if (end > units || (line >= 0 && distance < NoLine - 1))
            {
                return false;
            }

            var isNew = line != current;
            while (unit < end)
            {
                var opcode = code[2 * unit];
                int traits = opcodes.TraitsOf(opcode);
                *(ushort*)(distances + (unit * width)) = (ushort)distance;
                if (isNew && unit >= start && (traits & EventOpcodes.StartsNoLine) == 0 && opcode != resume)
                {
                    if (line >= 0)
                    {
                        Start(unit);
                    }

                    current = line;
                    isNew = false;
                }

                if ((traits & (EventOpcodes.MayReport | EventOpcodes.Jumps)) != 0 && unit >= start)
                {
                    others[otherCount++] = unit;
                }

                unit += 1 + (traits & EventOpcodes.Caches);
            }
        }

        if (unit < units)
        {
            return false;
        }

        StartAtTargets(ref opcodes);
        StartAtHandlers(exceptionTable, ref opcodes);
        return true;
    }

    /// <summary>Whether it is known how everything here reports that may.</summary>
    public readonly bool IsKnown(ref EventOpcodes opcodes)
    {
        for (var i = 0; i < otherCount; i++)
        {
            var opcode = bytecode[2 * others[i]];
            if ((opcodes.TraitsOf(opcode) & EventOpcodes.MayReport) != 0 && opcodes.Instrumented(opcode) == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Learns from what the interpreter did. False if it contradicts itself.</summary>
    /// <param name="code">The code that it wrote.</param>
    /// <param name="itsLines">The head of its line entries.</param>
    /// <param name="lineOpcode">What stands where lines start.</param>
    /// <param name="opcodes">What is to be learned.</param>
    public readonly bool TryLearn(byte* code, byte* itsLines, byte lineOpcode, ref EventOpcodes opcodes)
    {
        for (var i = 0; i < otherCount; i++)
        {
            var unit = others[i];
            var opcode = bytecode[2 * unit];
            var traits = opcodes.TraitsOf(opcode);
            if ((traits & EventOpcodes.MayReport) == 0)
            {
                continue;
            }

            var written = code[2 * unit] == lineOpcode ? itsLines[1 + (unit * *itsLines)] : code[2 * unit];
            if (opcodes.Instrumented(opcode) == 0)
            {
                opcodes.Learn(opcode, written);
            }

            var counts = written != opcode && (traits & EventOpcodes.Caches) != 0 && unit + 1 < units;
            if (counts && !opcodes.TryLearnWarmUp(((ushort*)code)[unit + 1]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Puts the events into the code.</summary>
    /// <param name="code">The code object's, or a copy of it; what its instructions are specialised to does not matter.</param>
    /// <param name="lineOpcode">What stands where lines start.</param>
    /// <param name="opcodes">They have to be known.</param>
    public readonly void Write(byte* code, byte lineOpcode, ref EventOpcodes opcodes)
    {
        for (var i = 0; i < otherCount; i++)
        {
            var unit = others[i];
            var opcode = bytecode[2 * unit];
            var traits = opcodes.TraitsOf(opcode);
            var written = (traits & EventOpcodes.MayReport) != 0 ? opcodes.Instrumented(opcode) : opcode;
            if (written == opcode)
            {
                continue;
            }

            code[2 * unit] = written;
            var place = entries + (unit * size);
            *place = *place != 0 ? written : *place;
            if ((traits & EventOpcodes.Caches) != 0 && unit + 1 < units)
            {
                ((ushort*)code)[unit + 1] = opcodes.WarmUp;
            }
        }

        for (var i = 0; i < startCount; i++)
        {
            code[2 * starts[i]] = lineOpcode;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Start(int unit)
    {
        entries[unit * size] = bytecode[2 * unit];
        starts[startCount++] = unit;
    }

    private void StartAtTargets(ref EventOpcodes opcodes)
    {
        for (var i = 0; i < otherCount; i++)
        {
            var unit = others[i];
            if ((opcodes.TraitsOf(bytecode[2 * unit]) & EventOpcodes.Jumps) == 0)
            {
                continue;
            }

            var target = TargetOf(unit, ref opcodes);
            HasLoop |= target <= unit;
            if (HasLine(target) && entries[target * size] == 0 && !opcodes.IsSplitPop(opcodes.Version.KindOf(bytecode[2 * target])))
            {
                Start(target);
            }
        }
    }

    private void StartAtHandlers(ReadOnlySpan<byte> exceptionTable, ref EventOpcodes opcodes)
    {
        var protectedRanges = new ExceptionReader(exceptionTable);
        while (protectedRanges.MoveNext())
        {
            var handler = protectedRanges.Current.Handler / 2;
            if (HasLine(handler) && entries[handler * size] == 0 && opcodes.Version.KindOf(bytecode[2 * handler]) != OpKind.EndAsyncFor)
            {
                Start(handler);
            }
        }
    }

    private int TargetOf(int unit, ref EventOpcodes opcodes)
    {
        var start = unit;
        while (start > entry && opcodes.Version.KindOf(bytecode[2 * (start - 1)]) == OpKind.ExtendedArg)
        {
            start--;
        }

        var instructions = new InstructionReader(new ReadOnlySpan<byte>(bytecode, 2 * units), opcodes.Version, 2 * start);
        _ = instructions.MoveNext();
        var jump = instructions.Current;

        HasLongLoop |= jump.Kind == OpKind.ForIter && jump.Start != jump.Offset;

        // END_FOR and END_SEND are skipped.
        return (jump.Target / 2) + (jump.Kind is OpKind.ForIter or OpKind.Send ? 1 : 0);
    }

    private readonly bool HasLine(int unit)
    {
        var place = entries + (unit * size);
        return (uint)unit < (uint)units && (place[1] | (size > 2 ? place[2] : 0)) != 0;
    }
}
