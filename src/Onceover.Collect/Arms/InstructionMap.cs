using System.Runtime.InteropServices;
using Onceover.Bytecode;

namespace Onceover.Collect;

/// <summary>
/// One code object's instructions by offset, for walks that follow control flow. An instance is loaded again and again, so that its buffers
/// serve many code objects; it is not safe for use by several threads.
/// </summary>
internal sealed class InstructionMap
{
    private readonly List<ProtectedRange> protectedRanges = [];
    private Instruction[] atStart = [];
    private int[] lines = [];
    private int units;

    public void Load(ReadOnlySpan<byte> code, Opcodes opcodes, ReadOnlySpan<byte> lineTable, int firstLine, ReadOnlySpan<byte> exceptionTable)
    {
        units = code.Length / 2;
        if (lines.Length < units)
        {
            lines = new int[units];
            atStart = new Instruction[units];
        }

        lines.AsSpan(0, units).Fill(Location.NoLine);
        atStart.AsSpan(0, units).Clear();
        var ranges = new LineReader(lineTable, firstLine);
        while (ranges.MoveNext())
        {
            var range = ranges.Current;
            for (var unit = range.Start / 2; unit < Math.Min(range.End / 2, units); unit++)
            {
                lines[unit] = range.Line;
            }
        }

        var instructions = new InstructionReader(code, opcodes);
        while (instructions.MoveNext())
        {
            // Jumps lead to the prefixes, falling through after a branch leads to them too.
            atStart[instructions.Current.Start / 2] = instructions.Current;
            atStart[instructions.Current.Offset / 2] = instructions.Current;
        }

        protectedRanges.Clear();
        var exceptions = new ExceptionReader(exceptionTable);
        while (exceptions.MoveNext())
        {
            protectedRanges.Add(exceptions.Current);
        }
    }

    /// <summary>In code units of two bytes.</summary>
    public int Units => units;

    public bool Contains(int offset) => offset >= 0 && offset / 2 < units && atStart[offset / 2].Next != 0;

    public Instruction this[int offset] => atStart[offset / 2];

    public int LineAt(int offset) => lines[offset / 2];

    /// <summary>In the order of the code.</summary>
    public IEnumerable<Instruction> All
    {
        get
        {
            for (var offset = 0; Contains(offset); offset = this[offset].Next)
            {
                yield return this[offset];
            }
        }
    }

    /// <summary>Where an exception raised at an offset goes; −1 if it leaves the code object.</summary>
    public int HandlerOf(int offset)
    {
        foreach (ref readonly var range in CollectionsMarshal.AsSpan(protectedRanges))
        {
            if (offset >= range.Start && offset < range.End)
            {
                return range.Handler;
            }
        }

        return -1;
    }
}
