namespace Onceover.CPython;

/// <summary>
/// The ways to traps that have nothing more to tell, as a table in memory: a way is the instruction that ran before and the trap. Machine code in
/// front of <see cref="TrapStub"/> looks them up and goes on with the instruction itself, in some twenty of the processor's instructions. So a trap that
/// waits for one way, which nobody goes, hardly costs those that come another way.
/// </summary>
/// <remarks>
/// What runs is the loop with its registers as they were, as behind <see cref="TrapStub"/>. Only what is known is read: the thread is where
/// <c>_PyThreadState_UncheckedGet</c> finds it, and a frame that runs has its last instruction in it.
/// </remarks>
internal static unsafe class TrapPasses
{
    private const int PageSize = 4096;

    /// <summary>Data, behind the page with the code: two registers, a target; then the table.</summary>
    private const int FirstRegister = PageSize;
    private const int SecondRegister = PageSize + 8;
    private const int Target = PageSize + 16;
    private const int Table = 2 * PageSize;

    private const int Entries = 512;
    private const int Size = Table + (Entries * 32);

    /// <summary>Where the operands of <see cref="Code"/> lie.</summary>
    private const int ThreadAt = 22;
    private const int StubAt = 134;

    /// <summary>Without what names the register with the trap's address, and addresses, which have 31 bits where they have four bytes.</summary>
    private static ReadOnlySpan<byte> Code =>
    [
        0xF3, 0x0F, 0x1E, 0xFA, // endbr64
        0x48, 0x89, 0x04, 0x25, 0, 0, 0, 0, // mov [first], rax
        0x48, 0x89, 0x0C, 0x25, 0, 0, 0, 0, // mov [second], rcx
        0x48, 0xA1, 0, 0, 0, 0, 0, 0, 0, 0, // mov rax, [thread]
        0x48, 0x8B, 0x40, RunningFrame.StackOfThread, // mov rax, [rax + …]
        0x48, 0x8B, 0x40, RunningFrame.FrameOfStack,
        0x48, 0x8B, 0x40, RunningFrame.PreviousInstructionField, // rax: the instruction before
        0x48, 0x8D, 0x4C, 0x40, 0, // lea rcx, [trap + 2 rax]
        0x81, 0xE1, 0xFE, 0x03, 0, 0, // and ecx, 2 (entries − 1)
        0xC1, 0xE1, 4, // shl ecx, 4: entries of 32 bytes, by a number that is twice as large
        0x48, 0x39, 0x81, 0, 0, 0, 0, // cmp [rcx + table], trap
        0x75, 47, // jne other
        0x48, 0x39, 0x81, 0, 0, 0, 0, // cmp [rcx + table + 8], rax
        0x75, 38, // jne other
        0x48, 0x8B, 0x89, 0, 0, 0, 0, // mov rcx, [rcx + table + 16]
        0x48, 0x89, 0x0C, 0x25, 0, 0, 0, 0, // mov [target], rcx
        0x48, 0x8B, 0x0C, 0x25, 0, 0, 0, 0, // mov rcx, [second]
        0x48, 0x8B, 0x04, 0x25, 0, 0, 0, 0, // mov rax, [first]
        0xFF, 0x24, 0x25, 0, 0, 0, 0, // jmp [target]
        0x48, 0x8B, 0x0C, 0x25, 0, 0, 0, 0, // other: mov rcx, [second]
        0x48, 0x8B, 0x04, 0x25, 0, 0, 0, 0, // mov rax, [first]
        0xFF, 0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // jmp stub, whose address follows
    ];

    private static byte* memory;
    private static bool isEmpty = true;

    /// <summary>Whether there is the machine code.</summary>
    public static bool IsMade => memory != null;

    /// <summary>Keeps a way.</summary>
    /// <param name="trap">The address of the trap.</param>
    /// <param name="previous">The address of the instruction that ran before.</param>
    /// <param name="target">Where the loop goes on.</param>
    public static void Add(byte* trap, byte* previous, void* target)
    {
        ref var entry = ref ((Entry*)(memory + Table))[(((ulong)trap + (2 * (ulong)previous)) >> 1) & (Entries - 1)];
        entry.Trap = trap;
        entry.Previous = previous;
        entry.Target = target;
        isEmpty = false;
    }

    /// <summary>Forgets all ways: new traps may lie where others lay.</summary>
    public static void Clear()
    {
        if (!isEmpty)
        {
            for (var i = 0; i < Entries; i++)
            {
                ((Entry*)(memory + Table))[i].Trap = null;
            }

            isEmpty = true;
        }
    }

    /// <summary>Makes the machine code.</summary>
    /// <param name="place">Which of the processor's registers has the address of the trap, by the number that its instructions have.</param>
    /// <param name="stub">Where what is not in the table goes on.</param>
    /// <returns>What the loop is to dispatch to; null if it cannot be made here.</returns>
    public static void* TryMake(int place, void* stub)
    {
        var thread = RunningFrame.PlaceOfThread();
        if (thread == null || place is 0 or 1)
        {
            return null;
        }

        var made = MappedMemory.TryMapLow(Size);
        if (made == null)
        {
            return null;
        }

        Code.CopyTo(new Span<byte>(made, Code.Length));
        PutOperands(made, place);
        *(ulong*)(made + ThreadAt) = (ulong)thread;
        *(ulong*)(made + StubAt) = (ulong)stub;
        if (!MappedMemory.TryProtectCode(made, PageSize))
        {
            return null;
        }

        memory = made;
        return made;
    }

    private static void PutOperands(byte* code, int place)
    {
        var low = (int)(ulong)code;
        Put(code, 8, low + FirstRegister);
        Put(code, 16, low + SecondRegister);
        Put(code, 59, low + Table);
        Put(code, 68, low + Table + 8);
        Put(code, 77, low + Table + 16);
        Put(code, 85, low + Target);
        Put(code, 93, low + SecondRegister);
        Put(code, 101, low + FirstRegister);
        Put(code, 108, low + Target);
        Put(code, 116, low + SecondRegister);
        Put(code, 124, low + FirstRegister);

        // The register's number: three bits in the operand, the fourth in the prefix.
        code[42] |= (byte)(place >> 3);
        code[45] |= (byte)(place & 7);
        code[56] |= (byte)((place >> 3) << 2);
        code[58] |= (byte)((place & 7) << 3);
    }

    private static void Put(byte* code, int at, int operand) => *(int*)(code + at) = operand;

    private struct Entry
    {
        public byte* Trap;
        public byte* Previous;
        public void* Target;
        public void* Unused;
    }
}
