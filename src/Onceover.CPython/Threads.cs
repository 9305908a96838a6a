namespace Onceover.CPython;

/// <summary>The threads of the current interpreter.</summary>
public static unsafe class Threads
{
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<void*> interpreter;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<void*> current;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void*> first;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void*> next;

    /// <summary>The calling one.</summary>
    public static void* Current => current();

    /// <summary>The first one; valid, as the others are, while the interpreter's lock is held.</summary>
    public static void* First => first(interpreter());

    /// <summary>The one after it; null after the last.</summary>
    public static void* After(void* thread) => next(thread);

    internal static void Load(ref bool complete)
    {
        interpreter = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*>)Symbols.Require("PyInterpreterState_Get\0"u8, ref complete);
        current = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*>)Symbols.Require("PyThreadState_Get\0"u8, ref complete);
        first = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void*>)
            Symbols.Require("PyInterpreterState_ThreadHead\0"u8, ref complete);
        next = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void*>)Symbols.Require("PyThreadState_Next\0"u8, ref complete);
    }
}
