using Onceover.CPython;

namespace Onceover.Agent;

/// <summary>
/// An interpreter's code objects that have probes, by their addresses. What is kept of a code object that is gone serves the next one at its
/// address, so there are never more entries than places where code objects lay.
/// </summary>
internal unsafe struct ProbedCodes
{
    private PointerTable entries;

    /// <summary>Null if this code object has none.</summary>
    public readonly ProbedCode* Of(PyObject* code)
    {
        var entry = At(code);
        return entry != null && entry->IsOf(code) ? entry : null;
    }

    /// <summary>Puts the probes into a code object that has none yet. Null if there is no memory.</summary>
    public ProbedCode* Add(PyObject* code, CodeState* state)
    {
        var entry = At(code);
        if (entry == null)
        {
            entry = (ProbedCode*)Libc.calloc(1, (nuint)sizeof(ProbedCode));
            if (entry == null || !entries.TryAdd(HashOf(code), entry))
            {
                Libc.free(entry);
                return null;
            }
        }

        return entry->TryPlace(code, state, state->Plan) ? entry : null;
    }

    public void Free()
    {
        for (var i = 0; i < entries.Capacity; i++)
        {
            var entry = (ProbedCode*)entries.At(i);
            if (entry != null)
            {
                entry->Free();
                Libc.free(entry);
            }
        }

        entries.Free();
    }

    private readonly ProbedCode* At(PyObject* code)
    {
        var cursor = 0;
        var hash = HashOf(code);
        var entry = (ProbedCode*)entries.Next(hash, ref cursor);
        while (entry != null && !entry->LiesAt(code))
        {
            entry = (ProbedCode*)entries.Next(hash, ref cursor);
        }

        return entry;
    }

    /// <summary>Addresses are multiples of 16; the multiplication spreads what is left of them.</summary>
    private static ulong HashOf(PyObject* code) => ((ulong)code >> 4) * 0x9E3779B97F4A7C15 >> 32;
}
