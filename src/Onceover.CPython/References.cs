namespace Onceover.CPython;

/// <summary>Reference counts.</summary>
public static unsafe class References
{
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, void> increment;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, void> decrement;

    /// <summary>Makes an owned reference of a borrowed one. Null is passed on.</summary>
    public static PyObject* Keep(PyObject* borrowed)
    {
        increment(borrowed);
        return borrowed;
    }

    /// <summary>Gives an owned reference back. Null is ignored. May run any code of the guest.</summary>
    public static void Release(PyObject* owned) => decrement(owned);

    /// <summary>How many references there are to an object, in builds with the interpreter's lock.</summary>
    public static nint CountOf(PyObject* value) => *(nint*)value;

    internal static void Load(ref bool complete)
    {
        increment = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, void>)Symbols.Require("Py_IncRef\0"u8, ref complete);
        decrement = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, void>)Symbols.Require("Py_DecRef\0"u8, ref complete);
    }
}
