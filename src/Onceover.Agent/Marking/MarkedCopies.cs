using Onceover.CPython;

namespace Onceover.Agent;

/// <summary>The marked copies of an interpreter's code objects. It has references to both, so that neither's address becomes another's.</summary>
internal unsafe struct MarkedCopies
{
    private const int FirstSize = 16;

    /// <summary>How many entries are looked at when one is added: what nobody runs any more goes faster than new ones come.</summary>
    private const int Looks = 4;

    private MarkedCopy** entries;
    private int size;
    private int count;
    private int next;

    /// <summary>Takes a copy over, with its references. False if there is no memory for it; then it stays the caller's.</summary>
    public bool TryAdd(MarkedCopy* copy)
    {
        if (count == size)
        {
            var larger = size == 0 ? FirstSize : 2 * size;
            var moved = (MarkedCopy**)Libc.realloc(entries, (nuint)larger * (nuint)sizeof(MarkedCopy*));
            if (moved == null)
            {
                return false;
            }

            entries = moved;
            size = larger;
        }

        entries[count++] = copy;
        return true;
    }

    /// <summary>Lets go of some copies that nobody else has, nor their originals.</summary>
    /// <param name="states">Is made to forget them.</param>
    public void Sweep(ref CodeStates states)
    {
        for (var i = 0; i < Looks && count > 0; i++)
        {
            next = next < count ? next : 0;
            var entry = entries[next];
            if (References.CountOf(entry->Original) != 1 || References.CountOf(entry->Copy) != 1)
            {
                next++;
                continue;
            }

            entries[next] = entries[--count];
            states.Forget(entry->Original);
            states.Forget(entry->Copy);
            entry->Free();
        }
    }

    /// <summary>Lets go of all. The states of copies are no more.</summary>
    public void Free()
    {
        for (var i = 0; i < count; i++)
        {
            entries[i]->Free();
        }

        Libc.free(entries);
        this = default;
    }
}
