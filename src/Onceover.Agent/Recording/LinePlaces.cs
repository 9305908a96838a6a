using Onceover.Bytecode;
using Onceover.CPython;
using Onceover.CPython.Monitoring;

namespace Onceover.Agent;

/// <summary>Where in a code object each of its lines is. Memory of the C library; empty until <see cref="TryFill"/>.</summary>
internal unsafe struct LinePlaces
{
    /// <summary>Per line, from the lowest: one more than the index of its first range; 0 if it has none.</summary>
    private int* firsts;

    private Place* places;
    private int codeLength;

    public readonly bool IsEmpty => firsts == null;

    /// <summary>False if there is no memory; then it stays empty.</summary>
    /// <param name="ranges">Of the code object's table.</param>
    /// <param name="codeLength">In bytes.</param>
    /// <param name="lowestLine">The lowest line of the table.</param>
    /// <param name="lineCount">How many lines there are from the lowest to the highest.</param>
    public bool TryFill(ReadOnlySpan<LineRange> ranges, int codeLength, int lowestLine, int lineCount)
    {
        firsts = (int*)Libc.calloc(1, ((nuint)lineCount * sizeof(int)) + ((nuint)ranges.Length * (nuint)sizeof(Place)));
        if (firsts == null)
        {
            return false;
        }

        places = (Place*)(firsts + lineCount);
        this.codeLength = codeLength;
        for (var i = 0; i < ranges.Length; i++)
        {
            var range = ranges[i];
            var index = range.Line - lowestLine;
            if ((uint)index < (uint)lineCount)
            {
                places[i] = new Place { Start = Within(range.Start, codeLength), End = Within(range.End, codeLength), Next = firsts[index] };
                firsts[index] = i + 1;
            }
        }

        return true;
    }

    /// <summary>Takes the probes of a line out of a code object.</summary>
    /// <param name="code">Borrowed.</param>
    /// <param name="index">The line's distance from the lowest, below the number of lines.</param>
    /// <param name="probes">Whose probes.</param>
    public readonly void Release(PyObject* code, int index, ref LineProbes probes)
    {
        // Code of another length has its lines elsewhere, and a probe of a line that was not seen must stay.
        var next = firsts == null || Codes.LengthOf(code) != codeLength ? 0 : firsts[index];
        while (next > 0)
        {
            var place = places + (next - 1);
            probes.Release(code, place->Start, place->End);
            next = place->Next;
        }
    }

    /// <summary>Writes superinstructions again in all of a line.</summary>
    /// <param name="code">Borrowed.</param>
    /// <param name="compiled">Its <c>co_code</c>.</param>
    /// <param name="index">As in <see cref="Release"/>.</param>
    /// <param name="superinstructions">Of the interpreter.</param>
    public readonly void Restore(PyObject* code, ReadOnlySpan<byte> compiled, int index, ref Superinstructions superinstructions)
    {
        for (var next = firsts == null ? 0 : firsts[index]; next > 0; next = places[next - 1].Next)
        {
            superinstructions.Restore(code, compiled, places[next - 1].Start, places[next - 1].End);
        }
    }

    public void Free()
    {
        Libc.free(firsts);
        this = default;
    }

    private static int Within(int offset, int length) => offset < length ? offset : length;

    private struct Place
    {
        public int Start;
        public int End;
        public int Next;
    }
}
