namespace Onceover.CPython;

/// <summary>
/// The frame that the current thread evaluates, in 3.11: <c>PyThreadState.cframe</c> and <c>_PyCFrame</c> in Include/cpython/pystate.h,
/// <c>_PyInterpreterFrame</c> in Include/internal/pycore_frame.h.
/// </summary>
public readonly unsafe struct RunningFrame
{
    /// <summary>From a thread to the loop that it is in.</summary>
    internal const int StackOfThread = 56;

    /// <summary>From that to the frame.</summary>
    internal const int FrameOfStack = 8;

    /// <summary>From a frame to the address of the instruction that ran last.</summary>
    internal const int PreviousInstructionField = 56;

    private const int InterpreterOfThread = 16;
    private const int GlobalsField = 8;
    private const int CodeField = 32;

    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*> currentThread;

    private readonly byte* thread;
    private readonly byte* frame;

    private RunningFrame(byte* thread, byte* frame)
    {
        this.thread = thread;
        this.frame = frame;
    }

    public static RunningFrame Current
    {
        get
        {
            var thread = currentThread();
            return new RunningFrame(thread, *(byte**)(*(byte**)(thread + StackOfThread) + FrameOfStack));
        }
    }

    /// <param name="thread">What a frame evaluator is given.</param>
    /// <param name="frame">The frame that it is to evaluate.</param>
    public static RunningFrame Of(void* thread, void* frame) => new((byte*)thread, (byte*)frame);

    /// <summary>Tells interpreters apart.</summary>
    public void* Interpreter => *(void**)(thread + InterpreterOfThread);

    /// <summary>Borrowed.</summary>
    public PyObject* Code => *(PyObject**)(frame + CodeField);

    /// <summary>Its global variables, borrowed.</summary>
    public PyObject* Globals => *(PyObject**)(frame + GlobalsField);

    /// <summary>The unit of the instruction that ran last; may be outside of the code if none has.</summary>
    public int PreviousUnit => (int)((*(byte**)(frame + PreviousInstructionField) - TrapCodes.RunningOf(Code)) >> 1);

    /// <summary>Whether somebody traces or profiles the thread.</summary>
    public bool IsTraced => Tracing != 0;

    /// <summary>What the loop adds to every opcode: all bits while the thread is traced, else none.</summary>
    internal byte Tracing => **(byte**)(thread + StackOfThread);

    /// <summary>Makes an instruction the one that ran last.</summary>
    internal void CameFrom(int unit) => *(byte**)(frame + PreviousInstructionField) = TrapCodes.RunningOf(Code) + (2 * unit);

    /// <summary>Lets a frame that was not evaluated yet run other code with the same variables and stack.</summary>
    /// <param name="code">Owned by the frame from now on.</param>
    public void StartIn(PyObject* code)
    {
        var old = Code;
        *(PyObject**)(frame + CodeField) = code;
        *(byte**)(frame + PreviousInstructionField) = TrapCodes.RunningOf(code) - 2;
        References.Release(old);
    }

    /// <summary>Whether it is at its very start.</summary>
    public bool IsStarting => PreviousUnit == -1;

    /// <summary>
    /// Where the interpreter keeps which thread runs, as the function says that returns it: one instruction that loads it, or two in a library of its
    /// own. Null if it is any other.
    /// </summary>
    internal static void* PlaceOfThread()
    {
        const uint LoadRelative = 0x058B48; // mov rax, [rip + …]
        const uint LoadOffset = 0x808B48; // mov rax, [rax + …]
        const byte Return = 0xC3;
        const int Size = 7;
        var at = (byte*)currentThread;
        var place = at + Size + *(int*)(at + 3);
        if ((*(uint*)at & 0xFFFFFF) != LoadRelative)
        {
            return null;
        }

        if (at[Size] != Return)
        {
            if ((*(uint*)(at + Size) & 0xFFFFFF) != LoadOffset || at[2 * Size] != Return)
            {
                return null;
            }

            place = *(byte**)place + *(int*)(at + Size + 3);
        }

        return *(byte**)place == currentThread() ? place : null;
    }

    internal static void Load(ref bool complete) =>
        currentThread = (delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*>)
            Symbols.Require("_PyThreadState_UncheckedGet\0"u8, ref complete);
}
