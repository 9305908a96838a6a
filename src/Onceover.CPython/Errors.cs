namespace Onceover.CPython;

/// <summary>The current thread's exception.</summary>
public static unsafe class Errors
{
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<void> clear;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*> occurred;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, int> matches;
    private static PyObject** memoryError;

    /// <summary>Puts the exception away, if there is one.</summary>
    public static void Clear() => clear();

    public static bool Pending => occurred() != null;

    /// <summary>Puts the exception away that is there, and tells whether memory was short.</summary>
    public static bool ClearMemoryError()
    {
        var isMemoryError = matches(*memoryError) != 0;
        clear();
        return isMemoryError;
    }

    internal static void Load(ref bool complete)
    {
        clear = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void>)Symbols.Require("PyErr_Clear\0"u8, ref complete);
        occurred = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*>)Symbols.Require("PyErr_Occurred\0"u8, ref complete);
        matches = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, int>)Symbols.Require("PyErr_ExceptionMatches\0"u8, ref complete);
        memoryError = (PyObject**)Symbols.Require("PyExc_MemoryError\0"u8, ref complete);
    }
}
