namespace Onceover.Agent;

/// <summary>
/// A hash table of pointers: open addressing, never more than half full, memory of the C library. The caller has the hashes and tells
/// equal entries apart: it walks the candidates of a hash.
/// </summary>
internal unsafe struct PointerTable
{
    private const int FirstSize = 64;

    private Slot* slots;
    private int size;

    public int Count { get; private set; }

    /// <summary>The next entry of this hash, or null. Begin with cursor 0.</summary>
    public readonly void* Next(ulong hash, ref int cursor)
    {
        while (cursor < size)
        {
            var slot = slots + ((hash + (ulong)cursor) & (ulong)(size - 1));
            cursor++;
            if (slot->Value == null)
            {
                return null;
            }

            if (slot->Hash == hash)
            {
                return slot->Value;
            }
        }

        return null;
    }

    /// <summary>False if there is no memory for it; then the table is unchanged.</summary>
    public bool TryAdd(ulong hash, void* value)
    {
        if ((Count + 1) * 2 > size && !TryGrow())
        {
            return false;
        }

        Insert(slots, size, hash, value);
        Count++;
        return true;
    }

    /// <summary>The entries in no particular order, by index; null where there is none. Indexes run below <see cref="Capacity"/>.</summary>
    public readonly void* At(int index) => slots[index].Value;

    public readonly int Capacity => size;

    /// <summary>Frees the table, not what it points to.</summary>
    public void Free()
    {
        Libc.free(slots);
        this = default;
    }

    private bool TryGrow()
    {
        var newSize = size == 0 ? FirstSize : size * 2;
        var newSlots = newSize > 0 ? (Slot*)Libc.calloc((nuint)newSize, (nuint)sizeof(Slot)) : null;
        if (newSlots == null)
        {
            return false;
        }

        for (var i = 0; i < size; i++)
        {
            if (slots[i].Value != null)
            {
                Insert(newSlots, newSize, slots[i].Hash, slots[i].Value);
            }
        }

        Libc.free(slots);
        slots = newSlots;
        size = newSize;
        return true;
    }

    private static void Insert(Slot* slots, int size, ulong hash, void* value)
    {
        var index = hash & (ulong)(size - 1);
        while (slots[index].Value != null)
        {
            index = (index + 1) & (ulong)(size - 1);
        }

        slots[index].Hash = hash;
        slots[index].Value = value;
    }

    private struct Slot
    {
        public ulong Hash;
        public void* Value;
    }
}
