using Onceover.CPython;

namespace Onceover.Agent;

/// <summary>
/// The states of an interpreter's code objects, by the code objects' addresses. The interpreter's own place for such a pointer is not used: it
/// can be seen, and from 3.14 on a function whose code object has one is no longer taken for one that subinterpreters may share.
/// An entry outlives its code object, which does no harm: only what was armed has events, and whatever lies at an address by then was entered
/// anew before it was armed. So there are never more entries than places where code objects lay.
/// </summary>
internal unsafe struct CodeStates
{
    private const int FirstSize = 256;

    private Entry* entries;
    private int size;
    private int count;

    /// <summary>The entry that was asked for last, or null: events come in runs from one code object.</summary>
    private Entry* last;

    /// <summary>The state that was set last for this address; null if there is none.</summary>
    public CodeState* Of(PyObject* code)
    {
        if (last != null && last->Code == code)
        {
            return last->State;
        }

        if (entries == null)
        {
            return null;
        }

        last = Place(entries, size, code);
        return last->Code == null ? null : last->State;
    }

    /// <summary>False if there is no memory for it; then the table is unchanged.</summary>
    public bool TrySet(PyObject* code, CodeState* state)
    {
        if ((count + 1) * 2 > size && !TryGrow())
        {
            return false;
        }

        var entry = Place(entries, size, code);
        count += entry->Code == null ? 1 : 0;
        entry->Code = code;
        entry->State = state;
        return true;
    }

    /// <summary>The marked copy of the code object at this address; null if there is none.</summary>
    public readonly MarkedCopy* CopyOf(PyObject* code) => entries == null ? null : Place(entries, size, code)->Copy;

    /// <summary>Notes a copy, for as long as both exist. Its original has a state.</summary>
    public readonly void SetCopy(MarkedCopy* copy) => Place(entries, size, copy->Original)->Copy = copy;

    /// <summary>Forgets a code object that will be no more, with its copy.</summary>
    public readonly void Forget(PyObject* code)
    {
        var entry = Place(entries, size, code);
        entry->State = null;
        entry->Copy = null;
    }

    /// <summary>Frees the table, not the states.</summary>
    public void Free()
    {
        Libc.free(entries);
        this = default;
    }

    private bool TryGrow()
    {
        var newSize = size == 0 ? FirstSize : size * 2;
        var newEntries = newSize > 0 ? (Entry*)Libc.calloc((nuint)newSize, (nuint)sizeof(Entry)) : null;
        if (newEntries == null)
        {
            return false;
        }

        for (var i = 0; i < size; i++)
        {
            if (entries[i].Code != null)
            {
                *Place(newEntries, newSize, entries[i].Code) = entries[i];
            }
        }

        Libc.free(entries);
        entries = newEntries;
        size = newSize;
        last = null;
        return true;
    }

    /// <summary>Its entry, or the free one that is to become it.</summary>
    private static Entry* Place(Entry* entries, int size, PyObject* code)
    {
        // Addresses are multiples of 16; the multiplication spreads what is left of them.
        var index = ((ulong)code >> 4) * 0x9E3779B97F4A7C15 >> 32;
        var entry = entries + (index & (ulong)(size - 1));
        while (entry->Code != null && entry->Code != code)
        {
            index++;
            entry = entries + (index & (ulong)(size - 1));
        }

        return entry;
    }

    private struct Entry
    {
        public PyObject* Code;
        public CodeState* State;
        public MarkedCopy* Copy;
    }
}
