namespace Onceover.CPython;

/// <summary>Attributes of any object.</summary>
public static unsafe class Attributes
{
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*, PyObject*> get;

    /// <summary>An attribute, owned; null, with no exception left pending, if there is none.</summary>
    /// <param name="owner">Borrowed.</param>
    /// <param name="name">An interned <c>str</c>, borrowed.</param>
    public static PyObject* Get(PyObject* owner, PyObject* name)
    {
        var value = get(owner, name);
        if (value == null)
        {
            Errors.Clear();
        }

        return value;
    }

    /// <summary>As the other, for a name that is used once: ASCII, ending in a NUL.</summary>
    public static PyObject* Get(PyObject* owner, ReadOnlySpan<byte> name)
    {
        var text = Texts.Intern(name);
        if (text == null)
        {
            Errors.Clear();
            return null;
        }

        var value = Get(owner, text);
        References.Release(text);
        return value;
    }

    /// <summary>The value of an attribute that is an <c>int</c>, or <paramref name="missing"/>.</summary>
    public static int GetInt32(PyObject* owner, PyObject* name, int missing)
    {
        var value = Get(owner, name);
        if (value == null)
        {
            return missing;
        }

        var number = Numbers.Value(value);
        References.Release(value);
        if (number == -1 && Errors.Pending)
        {
            Errors.Clear();
            return missing;
        }

        return (int)number;
    }

    internal static void Load(ref bool complete) =>
        get = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*, PyObject*>)
            Symbols.Require("PyObject_GetAttr\0"u8, ref complete);
}
