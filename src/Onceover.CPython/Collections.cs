namespace Onceover.CPython;

/// <summary>Tuples, lists and dictionaries, as far as they are needed.</summary>
public static unsafe class Collections
{
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, nint> tupleSize;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, nint, PyObject*> tupleItem;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, PyObject*> newTuple;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, nint> listSize;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, nint, PyObject*> listItem;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, nint, nint, PyObject*, int> listSetSlice;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, byte*, int> dictRemove;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*, PyObject*> dictItem;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, nint*, PyObject**, PyObject**, int> dictNext;

    /// <summary>How many items a tuple has; −1 with no exception left pending, if it is no tuple.</summary>
    public static nint TupleSize(PyObject* tuple)
    {
        var size = tupleSize(tuple);
        if (size < 0)
        {
            Errors.Clear();
        }

        return size;
    }

    /// <summary>An item of a tuple, borrowed from it.</summary>
    public static PyObject* TupleItem(PyObject* tuple, nint index) => tupleItem(tuple, index);

    /// <summary>A tuple of so many missing items, owned; null, with no exception left pending, if memory is short.</summary>
    public static PyObject* NewTuple(nint size)
    {
        var tuple = newTuple(size);
        if (tuple == null)
        {
            Errors.Clear();
        }

        return tuple;
    }

    /// <summary>Puts another item into a tuple that others may have, in builds with the interpreter's lock.</summary>
    /// <param name="tuple">Borrowed.</param>
    /// <param name="index">Of an item that it has.</param>
    /// <param name="item">Owned by the tuple from now on.</param>
    public static void TupleReplace(PyObject* tuple, nint index, PyObject* item)
    {
        const int FirstItem = 24;
        var place = (PyObject**)((byte*)tuple + FirstItem) + index;
        var old = *place;
        *place = item;
        References.Release(old);
    }

    /// <summary>How many items a list has; −1 with no exception left pending, if it is no list.</summary>
    public static nint ListSize(PyObject* list)
    {
        var size = listSize(list);
        if (size < 0)
        {
            Errors.Clear();
        }

        return size;
    }

    /// <summary>An item of a list, borrowed from it; null with no exception left pending, if it has fewer.</summary>
    public static PyObject* ListItem(PyObject* list, nint index)
    {
        var item = listItem(list, index);
        if (item == null)
        {
            Errors.Clear();
        }

        return item;
    }

    /// <summary>Removes one item from a list.</summary>
    public static void ListRemoveAt(PyObject* list, nint index)
    {
        if (listSetSlice(list, index, index + 1, null) != 0)
        {
            Errors.Clear();
        }
    }

    /// <summary>The value of a key, borrowed; null, with no exception left pending, if it is not there or memory is short.</summary>
    /// <param name="dictionary">Borrowed.</param>
    /// <param name="key">ASCII, ending in a NUL.</param>
    public static PyObject* DictionaryItem(PyObject* dictionary, ReadOnlySpan<byte> key)
    {
        var text = Texts.Intern(key);
        if (text == null)
        {
            Errors.Clear();
            return null;
        }

        var item = DictionaryItem(dictionary, text);
        References.Release(text);
        return item;
    }

    /// <summary>As the other, for a key that is looked for in several dictionaries.</summary>
    /// <param name="dictionary">Borrowed.</param>
    /// <param name="key">An interned <c>str</c>, borrowed.</param>
    public static PyObject* DictionaryItem(PyObject* dictionary, PyObject* key)
    {
        var item = dictItem(dictionary, key);
        if (item == null)
        {
            Errors.Clear();
        }

        return item;
    }

    /// <summary>Goes to a dictionary's next value, which is borrowed from it. It must not change meanwhile.</summary>
    /// <param name="dictionary">Borrowed.</param>
    /// <param name="position">0 before the first.</param>
    /// <param name="value">The value.</param>
    public static bool TryNext(PyObject* dictionary, ref nint position, out PyObject* value)
    {
        PyObject* key;
        PyObject* found = null;
        var at = position;
        var isThere = dictNext(dictionary, &at, &key, &found) != 0;
        position = at;
        value = found;
        return isThere;
    }

    /// <summary>Removes a key, if it is there.</summary>
    /// <param name="dictionary">Borrowed.</param>
    /// <param name="key">ASCII, ending in a NUL.</param>
    public static void DictionaryRemove(PyObject* dictionary, ReadOnlySpan<byte> key)
    {
        fixed (byte* text = key)
        {
            if (dictRemove(dictionary, text) != 0)
            {
                Errors.Clear();
            }
        }
    }

    internal static void Load(ref bool complete)
    {
        tupleSize = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, nint>)Symbols.Require("PyTuple_Size\0"u8, ref complete);
        tupleItem = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, nint, PyObject*>)
            Symbols.Require("PyTuple_GetItem\0"u8, ref complete);
        newTuple = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, PyObject*>)Symbols.Require("PyTuple_New\0"u8, ref complete);
        listSize = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, nint>)Symbols.Require("PyList_Size\0"u8, ref complete);
        listItem = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, nint, PyObject*>)
            Symbols.Require("PyList_GetItem\0"u8, ref complete);
        listSetSlice = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, nint, nint, PyObject*, int>)
            Symbols.Require("PyList_SetSlice\0"u8, ref complete);
        dictItem = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*, PyObject*>)
            Symbols.Require("PyDict_GetItemWithError\0"u8, ref complete);
        dictNext = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, nint*, PyObject**, PyObject**, int>)
            Symbols.Require("PyDict_Next\0"u8, ref complete);
        dictRemove = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, byte*, int>)
            Symbols.Require("PyDict_DelItemString\0"u8, ref complete);
    }
}
