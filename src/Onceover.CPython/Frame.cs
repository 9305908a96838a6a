namespace Onceover.CPython;

/// <summary>
/// A frame of 3.12 or 3.13: <c>_PyInterpreterFrame</c> in <c>Include/internal/pycore_frame.h</c>, where both versions have the fields that are
/// used here at the same places. Valid while it runs and the caller holds the interpreter's lock.
/// </summary>
public readonly unsafe struct Frame
{
    private const int PreviousField = 8;
    private const int FunctionField = 16;
    private const int FrameObjectField = 48;
    private const int PlaceField = 56;

    /// <summary>From a frame object to the pointer to its frame (<c>PyFrameObject.f_frame</c>).</summary>
    private const int FrameOfObject = 24;

    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*> current;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, PyObject*> ofThread;

    private readonly byte* frame;

    private Frame(byte* frame) => this.frame = frame;

    public bool Exists => frame != null;

    /// <summary>The frame's code object, borrowed. Frames that C functions make have something else here.</summary>
    public PyObject* Code => *(PyObject**)frame;

    /// <summary>The function that it runs, borrowed. Of meaning only where <see cref="Code"/> is a code object of Python code.</summary>
    public PyObject* Function => *(PyObject**)(frame + FunctionField);

    /// <summary>
    /// Whether somebody has the frame as an object. A traceback does, which keeps an offset of the frame's code, and so does what reads
    /// <c>f_lasti</c>. Of meaning only after <see cref="TryGetJumping"/>, which makes the object.
    /// </summary>
    public bool IsHeld => References.CountOf(*(PyObject**)(frame + FrameObjectField)) != 1;

    /// <summary>The frame that it returns to.</summary>
    public Frame Previous => new(*(byte**)(frame + PreviousField));

    /// <summary>
    /// The current thread's frame, in a callback that is told of a jump. False if it is anywhere else than it has to be, or is not laid out
    /// as known.
    /// </summary>
    /// <param name="code">The code object that the event names.</param>
    /// <param name="source">The jump's offset.</param>
    /// <param name="destination">The offset that it leads to.</param>
    /// <param name="running">The frame.</param>
    public static bool TryGetJumping(PyObject* code, int source, int destination, out Frame running)
    {
        var frameObject = (byte*)current();
        running = new Frame(frameObject == null ? null : *(byte**)(frameObject + FrameOfObject));
        if (!running.Exists || running.Code != code || *(byte**)(running.frame + FrameObjectField) != frameObject)
        {
            return false;
        }

        var place = *(byte**)(running.frame + PlaceField) - (byte*)code - CodeLayout.BytecodeAt;
        return place == source || place == destination;
    }

    /// <summary>
    /// Lets a frame that is told of a jump go on elsewhere when the callback has returned, as a new <c>f_lineno</c> does
    /// (<c>_Py_call_instrumentation_jump</c>, Python/instrumentation.c).
    /// </summary>
    /// <param name="code">Borrowed. Its frames are as large as those of the frame's code, with the same variables; the caller keeps the frame's code alive until the event is over.</param>
    /// <param name="offset">Where in it.</param>
    public void GoOnIn(PyObject* code, int offset)
    {
        var old = Code;
        *(PyObject**)frame = References.Keep(code);
        *(byte**)(frame + PlaceField) = (byte*)code + CodeLayout.BytecodeAt + offset;
        References.Release(old);
    }

    /// <summary>The frame that a thread of this interpreter runs, which is not the calling one; none if it runs no Python code.</summary>
    /// <param name="thread">Of <see cref="Threads"/>.</param>
    public static Frame RunningIn(void* thread)
    {
        // The thread's frame keeps its object, and cannot end as long as we have the interpreter's lock.
        var frameObject = (byte*)ofThread(thread);
        var running = new Frame(frameObject == null ? null : *(byte**)(frameObject + FrameOfObject));
        References.Release((PyObject*)frameObject);
        return running;
    }

    internal static void Load(ref bool complete)
    {
        current = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*>)Symbols.Require("PyEval_GetFrame\0"u8, ref complete);
        ofThread = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, PyObject*>)Symbols.Require("PyThreadState_GetFrame\0"u8, ref complete);
    }
}
