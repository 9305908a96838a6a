namespace Onceover.CPython;

/// <summary>
/// Where a function gets code that is no constant of code that ran, in 3.11: <c>types.FunctionType(code, …)</c> and assignments to <c>__code__</c>, by
/// which copies, unpickled functions and <c>types.coroutine</c> come.
/// </summary>
/// <remarks>Both are C functions that the static function type names, and are exchanged there: the objects stay what they are.</remarks>
public static unsafe class FunctionEntrances
{
    /// <summary>Of <c>PyTypeObject</c>, and what <c>PyType_GetSlot</c> calls them (Include/typeslots.h).</summary>
    private const int NewField = 312;
    private const int AttributesField = 248;
    private const int NewSlot = 65;
    private const int AttributesSlot = 73;

    /// <summary><c>PyGetSetDef</c>, in pointers: name, getter, setter, text, closure.</summary>
    private const int AttributeWords = 5;
    private const int Setter = 2;

    /// <summary><c>func_code</c> of <c>PyFunctionObject</c>.</summary>
    private const int CodeField = 48;

    private static delegate* unmanaged[Cdecl]<PyObject*, PyObject*, PyObject*, PyObject*> newFunction;
    private static delegate* unmanaged[Cdecl]<PyObject*, PyObject*, void*, int> setCode;

    /// <summary>A function's <c>__code__</c>, borrowed from it.</summary>
    public static PyObject* CodeOf(PyObject* function) => *(PyObject**)((byte*)function + CodeField);

    /// <summary>What makes a function; the parameters and result of <c>tp_new</c>.</summary>
    public static PyObject* New(PyObject* type, PyObject* arguments, PyObject* names) => newFunction(type, arguments, names);

    /// <summary>What an assignment to <c>__code__</c> did; the parameters and result of a setter.</summary>
    public static int SetCode(PyObject* function, PyObject* value, void* closure) => setCode(function, value, closure);

    /// <summary>Puts functions of ours before both. Once a process. False, and nothing is changed, if the type is not what it has to be.</summary>
    public static bool TryExchange(
        delegate* unmanaged[Cdecl]<PyObject*, PyObject*, PyObject*, PyObject*> newNew,
        delegate* unmanaged[Cdecl]<PyObject*, PyObject*, void*, int> newSetCode)
    {
        var type = (byte*)Symbols.Find("PyFunction_Type\0"u8);
        var slot = (delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, int, void*>)Symbols.Find("PyType_GetSlot\0"u8);
        if (type == null
            || slot == null
            || slot(type, NewSlot) != *(void**)(type + NewField)
            || slot(type, AttributesSlot) != *(void**)(type + AttributesField))
        {
            Errors.Clear();
            return false;
        }

        var attribute = *(byte***)(type + AttributesField);
        while (attribute[0] != null && !new ReadOnlySpan<byte>(attribute[0], 9).SequenceEqual("__code__\0"u8))
        {
            attribute += AttributeWords;
        }

        if (attribute[0] == null || attribute[Setter] == null || *(void**)(type + NewField) == null)
        {
            return false;
        }

        newFunction = (delegate* unmanaged[Cdecl]<PyObject*, PyObject*, PyObject*, PyObject*>)(*(void**)(type + NewField));
        setCode = (delegate* unmanaged[Cdecl]<PyObject*, PyObject*, void*, int>)attribute[Setter];
        *(void**)(type + NewField) = newNew;
        attribute[Setter] = (byte*)newSetCode;
        return true;
    }
}
