namespace Onceover.CPython;

/// <summary>The current thread's exception.</summary>
public static unsafe class Errors
{
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<void> clear;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*> occurred;

    /// <summary>Puts the exception away, if there is one.</summary>
    public static void Clear() => clear();

    public static bool Pending => occurred() != null;

    internal static void Load(ref bool complete)
    {
        clear = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void>)Symbols.Require("PyErr_Clear\0"u8, ref complete);
        occurred = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*>)Symbols.Require("PyErr_Occurred\0"u8, ref complete);
    }
}
