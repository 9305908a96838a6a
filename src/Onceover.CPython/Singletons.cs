namespace Onceover.CPython;

/// <summary>Objects that exist once.</summary>
public static unsafe class Singletons
{
    /// <summary><c>None</c>, borrowed.</summary>
    public static PyObject* None { get; private set; }

    internal static void Load(ref bool complete) => None = (PyObject*)Symbols.Require("_Py_NoneStruct\0"u8, ref complete);
}
