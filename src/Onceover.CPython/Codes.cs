namespace Onceover.CPython;

/// <summary>Code objects (3.12 and later).</summary>
public static unsafe class Codes
{
    private static PyObject* codeType;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*> bytecode;

    public static bool IsCode(PyObject* value) => ObjectLayout.TypeOf(value) == codeType;

    /// <summary>
    /// <c>co_code</c>: without instrumentation and specialisation, caches zeroed. An owned <c>bytes</c>; null with no exception left
    /// pending, if memory is short.
    /// </summary>
    public static PyObject* Bytecode(PyObject* code)
    {
        var bytes = bytecode(code);
        if (bytes == null)
        {
            Errors.Clear();
        }

        return bytes;
    }

    internal static void Load(ref bool complete)
    {
        codeType = (PyObject*)Symbols.Require("PyCode_Type\0"u8, ref complete);
        bytecode = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*>)
            Symbols.Require("PyCode_GetCode\0"u8, ref complete);
    }
}
