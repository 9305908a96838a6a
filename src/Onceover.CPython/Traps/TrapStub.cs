namespace Onceover.CPython;

/// <summary>
/// The machine code (x86-64, System V) to which the interpreter's evaluation loop dispatches for the trap opcode. The loop has its state in
/// registers of its compiler's choice, so all are saved, a function is called that is told where, and all are put back; then it goes on
/// where the function says.
/// </summary>
internal static unsafe class TrapStub
{
    /// <summary>How many registers are saved: r15 to r8, then rdi, rsi, rbp, rbx, rdx, rcx, rax. The first word has nothing of meaning.</summary>
    public const int Registers = 15;

    /// <summary>Where the operand of the instruction that loads the handler lies.</summary>
    private const int HandlerAt = 38;

    private static ReadOnlySpan<byte> Code =>
    [
        0xF3, 0x0F, 0x1E, 0xFA, // endbr64
        0x48, 0x8D, 0x64, 0x24, 0x80, // lea rsp, [rsp - 128]: the loop may keep something below its stack pointer
        0x50, 0x51, 0x52, 0x53, 0x55, 0x56, 0x57, // push rax, rcx, rdx, rbx, rbp, rsi, rdi
        0x41, 0x50, 0x41, 0x51, 0x41, 0x52, 0x41, 0x53, // push r8 to r15
        0x41, 0x54, 0x41, 0x55, 0x41, 0x56, 0x41, 0x57,
        0x50, // push rax: the stack has to be aligned
        0x48, 0x89, 0xE7, // mov rdi, rsp
        0x48, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, // mov rax, handler
        0xFF, 0xD0, // call rax
        0x48, 0x89, 0x84, 0x24, 0xF0, 0, 0, 0, // mov [rsp + 240], rax: below what the loop uses
        0x58, // pop rax
        0x41, 0x5F, 0x41, 0x5E, 0x41, 0x5D, 0x41, 0x5C, // pop r15 to r8
        0x41, 0x5B, 0x41, 0x5A, 0x41, 0x59, 0x41, 0x58,
        0x5F, 0x5E, 0x5D, 0x5B, 0x5A, 0x59, 0x58, // pop rdi, rsi, rbp, rbx, rdx, rcx, rax
        0x48, 0x8D, 0xA4, 0x24, 0x80, 0, 0, 0, // lea rsp, [rsp + 128]
        0xFF, 0x64, 0x24, 0xF0, // jmp [rsp - 16]
    ];

    /// <summary>The number that the processor's instructions have for a saved register.</summary>
    public static int NumberOf(int register) => register switch
    {
        <= 8 => 16 - register,
        9 => 7,
        10 => 6,
        11 => 5,
        12 => 3,
        13 => 2,
        14 => 1,
        _ => 0,
    };

    /// <summary>Null if the kernel lets nobody make code.</summary>
    /// <param name="handler">Gets the address of the saved registers, returns the address to go on at.</param>
    public static void* TryMake(delegate* unmanaged[Cdecl]<ulong*, void*> handler)
    {
        var code = stackalloc byte[Code.Length];
        var bytes = new Span<byte>(code, Code.Length);
        Code.CopyTo(bytes);
        *(ulong*)(code + HandlerAt) = (ulong)handler;
        return MappedMemory.TryMakeExecutable(new ReadOnlySpan<byte>(code, Code.Length));
    }
}
