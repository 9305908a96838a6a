namespace Onceover.CPython;

/// <summary>Code objects, and a pointer of ours that the interpreter keeps with each of them (3.12 and later).</summary>
public static unsafe class Codes
{
    private static PyObject* codeType;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*> bytecode;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, nint> requestExtra;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, nint, void**, int> getExtra;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, nint, void*, int> setExtra;

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

    /// <summary>A slot for one pointer per code object, in the current interpreter; negative if all are taken.</summary>
    public static nint RequestExtra()
    {
        var index = requestExtra(null);
        if (index < 0)
        {
            Errors.Clear();
        }

        return index;
    }

    /// <summary>The pointer, or null if none was set.</summary>
    public static void* GetExtra(PyObject* code, nint index)
    {
        void* value = null;
        if (getExtra(code, index, &value) != 0)
        {
            Errors.Clear();
            return null;
        }

        return value;
    }

    public static bool SetExtra(PyObject* code, nint index, void* value)
    {
        if (setExtra(code, index, value) == 0)
        {
            return true;
        }

        Errors.Clear();
        return false;
    }

    internal static void Load(ref bool complete)
    {
        codeType = (PyObject*)Symbols.Require("PyCode_Type\0"u8, ref complete);
        bytecode = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*>)
            Symbols.Require("PyCode_GetCode\0"u8, ref complete);
        requestExtra = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, nint>)
            Symbols.Require("PyUnstable_Eval_RequestCodeExtraIndex\0"u8, ref complete);
        getExtra = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, nint, void**, int>)
            Symbols.Require("PyUnstable_Code_GetExtra\0"u8, ref complete);
        setExtra = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, nint, void*, int>)
            Symbols.Require("PyUnstable_Code_SetExtra\0"u8, ref complete);
    }
}
