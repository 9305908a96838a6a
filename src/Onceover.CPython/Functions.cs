namespace Onceover.CPython;

/// <summary>Function objects of 3.12 and 3.13 (<c>PyFunctionObject</c>, Include/cpython/funcobject.h), in builds with the interpreter's lock.</summary>
public static unsafe class Functions
{
    private const int CodeField = 48;
    private const int VersionField = 136;

    private static PyObject* functionType;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*> getCode;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*> getKeywordDefaults;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*, int> setKeywordDefaults;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, uint, void> setVersion;

    public static bool IsFunction(PyObject* value) => value != null && ObjectLayout.TypeOf(value) == functionType;

    /// <summary>A function's <c>__code__</c>, borrowed from it.</summary>
    public static PyObject* CodeOf(PyObject* function) => *(PyObject**)((byte*)function + CodeField);

    /// <summary>
    /// Gives a function other code with the same variables. Unlike an assignment to <c>__code__</c> it runs no audit hooks: those are code of
    /// the guest, which is not to notice. What the interpreter remembers of the function by its version is made to forget, as by any
    /// assignment. False if the function is not laid out as known.
    /// </summary>
    /// <param name="function">Borrowed.</param>
    /// <param name="code">Borrowed.</param>
    public static bool TrySetCode(PyObject* function, PyObject* code)
    {
        var old = CodeOf(function);
        if (getCode(function) != old)
        {
            return false;
        }

        // From 3.13 on a function that has lost its version is never called by a specialised instruction again. It gets its code's version,
        // as if it had just been made of it, unless it had lost it before.
        var version = *(uint*)((byte*)function + VersionField);
        var isCodes = version != 0 && version == new CodeLayout(old).VersionOf;
        var defaults = getKeywordDefaults(function);
        if (setKeywordDefaults(function, defaults != null ? defaults : Singletons.None) != 0)
        {
            Errors.Clear();
            return false;
        }

        *(PyObject**)((byte*)function + CodeField) = References.Keep(code);
        if (isCodes && setVersion != null)
        {
            setVersion(function, new CodeLayout(code).VersionOf);
        }

        References.Release(old);
        return true;
    }

    internal static void Load(ref bool complete)
    {
        functionType = (PyObject*)Symbols.Require("PyFunction_Type\0"u8, ref complete);
        getCode = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*>)
            Symbols.Require("PyFunction_GetCode\0"u8, ref complete);
        getKeywordDefaults = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*>)
            Symbols.Require("PyFunction_GetKwDefaults\0"u8, ref complete);
        setKeywordDefaults = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*, int>)
            Symbols.Require("PyFunction_SetKwDefaults\0"u8, ref complete);
        setVersion = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, uint, void>)Symbols.Find("_PyFunction_SetVersion\0"u8);
    }
}
