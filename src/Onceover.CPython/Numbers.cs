namespace Onceover.CPython;

/// <summary><c>int</c> objects.</summary>
public static unsafe class Numbers
{
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, nint> asLong;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, PyObject*> fromLong;

    /// <summary>Its value; −1, with an exception pending, if it is no <c>int</c> or too large.</summary>
    public static nint Value(PyObject* number) => asLong(number);

    /// <summary>Owned; null, with an exception pending, if memory is short.</summary>
    public static PyObject* New(nint value) => fromLong(value);

    internal static void Load(ref bool complete)
    {
        asLong = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, nint>)Symbols.Require("PyLong_AsLong\0"u8, ref complete);
        fromLong = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, PyObject*>)Symbols.Require("PyLong_FromLong\0"u8, ref complete);
    }
}
