namespace Onceover.CPython;

/// <summary>Objects that carry a pointer of ours through the interpreter.</summary>
public static unsafe class Capsules
{
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, byte*, void*, PyObject*> make;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, byte*, void*> pointer;

    /// <summary>Owned; null, with an exception pending, if memory is short.</summary>
    /// <param name="value">Not null.</param>
    /// <param name="destructor">Called with the capsule when the last reference is given back; may be null.</param>
    public static PyObject* New(void* value, delegate* unmanaged[Cdecl]<PyObject*, void> destructor) =>
        make(value, null, (void*)destructor);

    /// <summary>What <see cref="New"/> was given.</summary>
    /// <param name="capsule">Made by <see cref="New"/>; borrowed.</param>
    public static void* Value(PyObject* capsule) => pointer(capsule, null);

    internal static void Load(ref bool complete)
    {
        make = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, byte*, void*, PyObject*>)
            Symbols.Require("PyCapsule_New\0"u8, ref complete);
        pointer = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, byte*, void*>)
            Symbols.Require("PyCapsule_GetPointer\0"u8, ref complete);
    }
}
