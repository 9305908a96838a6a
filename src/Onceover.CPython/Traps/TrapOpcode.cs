namespace Onceover.CPython;

/// <summary>
/// An opcode of our own in CPython 3.11, a breakpoint: written over the opcode of an instruction, it stops the evaluation loop there before the
/// instruction runs, calls a function and lets the loop run the instruction that it names. Whatever the instruction is, nothing else changes: not
/// its argument, the value stack or where exceptions go.
/// </summary>
/// <remarks>
/// <para>3.11 evaluates by <c>goto *opcode_targets[opcode]</c> (Python/ceval.c), and the opcodes 181 to 254 are not used: one of the table's
/// entries for them is made to lead to <see cref="TrapStub"/>. The same opcode has to stay itself where the interpreter undoes specialisation
/// (<c>_PyOpcode_Deopt</c>, Include/internal/pycore_opcode.h), as its line tracing does before it dispatches. Neither table is
/// exported; both are found by what they contain, and nothing is written if anything is not as expected.</para>
/// <para>Code that has not run <see cref="Value"/> runs as without us: the tables are only read at that opcode.</para>
/// </remarks>
public static unsafe class TrapOpcode
{
    /// <summary>The opcode.</summary>
    public const byte Value = 223;

    private const int FirstUnused = 181;
    private const int LastUnused = 254;
    private const int Opcodes = 256;
    private const int MostMappings = 16;

    private static void** targets;
    private static bool areTargetsWritable;
    private static bool isPassRefused;

    /// <summary>
    /// By opcode, what it is without specialisation; 0 for those that are not used: <c>_PyOpcode_Deopt</c> of every 3.11.
    /// </summary>
    public static ReadOnlySpan<byte> Generic =>
    [
        0, 1, 2, 122, 122, 122, 122, 122, 122, 9, 10, 11, 12, 122, 122, 15,
        122, 25, 25, 25, 25, 25, 171, 171, 171, 25, 107, 107, 107, 107, 30, 31,
        32, 33, 144, 35, 36, 37, 140, 106, 106, 106, 106, 106, 100, 124, 124, 116,
        116, 49, 50, 51, 52, 53, 54, 116, 160, 160, 160, 160, 60, 61, 160, 160,
        166, 166, 166, 166, 68, 69, 70, 71, 166, 166, 74, 75, 166, 166, 166, 166,
        166, 166, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95,
        96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111,
        112, 166, 114, 115, 116, 117, 118, 119, 120, 166, 122, 123, 124, 125, 126, 166,
        128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 166, 142, 166,
        144, 145, 146, 147, 148, 149, 151, 151, 152, 95, 95, 155, 156, 157, 95, 95,
        160, 125, 162, 163, 164, 165, 166, 125, 60, 60, 60, 171, 172, 173, 174, 175,
        176, 92, 92, 92, 92, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Where the loop goes on for an opcode.</summary>
    public static void* TargetOf(byte opcode) => targets[opcode];

    /// <summary>
    /// Makes the process's interpreter know the opcode. Once a process. False, and nothing is changed, if it is none of 3.11's evaluation loops as
    /// GCC compiles them, or if the kernel lets nobody make code.
    /// </summary>
    /// <param name="handler">
    /// Called under the interpreter's lock with the saved registers (see <see cref="TrapRegisters"/>); returns a <see cref="TargetOf"/>.
    /// </param>
    public static bool TryInstall(delegate* unmanaged[Cdecl]<ulong*, void*> handler)
    {
        var evaluate = Symbols.Find("_PyEval_EvalFrameDefault\0"u8);
        var mappings = stackalloc MappedMemory.Mapping[MostMappings];
        var count = evaluate == null ? 0 : MappedMemory.MappingsOfFileAt(evaluate, new Span<MappedMemory.Mapping>(mappings, MostMappings));
        var code = default(MappedMemory.Mapping);
        for (var i = 0; i < count; i++)
        {
            code = mappings[i].Contains(evaluate) ? mappings[i] : code;
        }

        void** found = null;
        byte* deoptimised = null;
        var targetsWritable = false;
        var deoptimisedWritable = false;
        for (var i = 0; i < count; i++)
        {
            // What follows a file's data in memory is mapped from no file, and is not looked at.
            if (!mappings[i].IsReadable || mappings[i].IsExecutable)
            {
                continue;
            }

            if (found == null)
            {
                found = FindTargets(mappings[i], code);
                targetsWritable = mappings[i].IsWritable;
            }

            if (deoptimised == null)
            {
                deoptimised = FindGeneric(mappings[i]);
                deoptimisedWritable = mappings[i].IsWritable;
            }
        }

        var stub = found == null || deoptimised == null ? null : TrapStub.TryMake(handler);
        if (stub == null)
        {
            return false;
        }

        // The eight bytes around the entry, all of unused opcodes.
        var entry = (ulong*)(deoptimised + (Value & ~7));
        var shift = 8 * (Value & 7);
        if (!MappedMemory.TryWrite(entry, *entry | ((ulong)Value << shift), deoptimisedWritable)
            || !MappedMemory.TryWrite(found + Value, (ulong)stub, targetsWritable))
        {
            return false;
        }

        targets = found;
        areTargetsWritable = targetsWritable;
        return true;
    }

    /// <summary>Lets the loop pass a trap without the handler when it comes from a certain instruction, if that can be done here.</summary>
    /// <param name="register">The processor's number of the register that has a trap's address.</param>
    /// <param name="trap">The address of the trap.</param>
    /// <param name="previous">That of the instruction that ran before.</param>
    /// <param name="target">Where the loop goes on.</param>
    public static void Pass(int register, byte* trap, byte* previous, void* target)
    {
        if (!TrapPasses.IsMade && !isPassRefused)
        {
            var code = TrapPasses.TryMake(register, targets[Value]);
            isPassRefused = code == null || !MappedMemory.TryWrite(targets + Value, (ulong)code, areTargetsWritable);
        }

        if (TrapPasses.IsMade)
        {
            TrapPasses.Add(trap, previous, target);
        }
    }

    /// <summary>Ends all <see cref="Pass"/>es. Needed when new traps are written, which may lie where others lay.</summary>
    public static void PassNone() => TrapPasses.Clear();

    /// <summary>The table: 256 places in the code, those of the unused opcodes the same, their neighbours others.</summary>
    private static void** FindTargets(MappedMemory.Mapping data, MappedMemory.Mapping code)
    {
        // Of so many equal entries in a row, every step of half as many meets some.
        const int Step = (LastUnused - FirstUnused) / 2;
        var first = (ulong*)data.Start;
        var end = (ulong*)data.End - 1;
        for (var at = first; at < end; at += Step)
        {
            if (*at < code.Start || *at >= code.End || at[1] != *at)
            {
                continue;
            }

            var run = at;
            while (run > first && run[-1] == *at)
            {
                run--;
            }

            var table = run - FirstUnused;
            if (table >= first && table + Opcodes <= end + 1 && IsTargets(table, code))
            {
                return (void**)table;
            }
        }

        return null;
    }

    private static bool IsTargets(ulong* table, MappedMemory.Mapping code)
    {
        var unknown = table[FirstUnused];
        for (var i = 0; i < Opcodes; i++)
        {
            var isUnused = i is >= FirstUnused and <= LastUnused;
            if (table[i] < code.Start || table[i] >= code.End || (table[i] == unknown) != isUnused)
            {
                return false;
            }
        }

        return true;
    }

    private static byte* FindGeneric(MappedMemory.Mapping data)
    {
        // A compiler aligns arrays of this size to 32.
        const int Alignment = 32;
        var wanted = Generic;
        for (var at = (byte*)data.Start; at + Opcodes <= (byte*)data.End; at += Alignment)
        {
            if (at[3] == wanted[3] && new ReadOnlySpan<byte>(at, Opcodes).SequenceEqual(wanted))
            {
                return at;
            }
        }

        return null;
    }
}
