using Onceover.Bytecode;
using Onceover.CPython;

namespace Onceover.Agent;

/// <summary>A code object and its marked copy. Memory of the C library, in one block.</summary>
internal unsafe struct MarkedCopy
{
    /// <summary>Owned.</summary>
    public PyObject* Original;

    /// <summary>Owned.</summary>
    public PyObject* Copy;

    /// <summary>The copy's: what it reports is recorded as the original's.</summary>
    public CodeState State;

    /// <summary>By arm of the original, where in the copy it leads; −1 for none.</summary>
    private int* destinations;

    private int arms;

    /// <summary>Null, with nothing owned, if there is no memory.</summary>
    /// <param name="original">Borrowed.</param>
    /// <param name="copy">Borrowed.</param>
    /// <param name="state">The original's.</param>
    /// <param name="marking">As the copy was written.</param>
    /// <param name="opcodes">Of the version.</param>
    public static MarkedCopy* New(PyObject* original, PyObject* copy, CodeState* state, ref CodeMarking marking, Opcodes opcodes)
    {
        var arms = state->Shape.BytecodeLength;
        var made = (MarkedCopy*)Libc.calloc(1, (nuint)sizeof(MarkedCopy) + ((nuint)arms * sizeof(int)));
        if (made == null)
        {
            return null;
        }

        var length = Codes.LengthOf(copy);
        made->State = *state;
        made->State.IsCopy = true;
        made->State.Places = default;
        made->State.Marks = ArmMarks.New(ref marking, marking.ToldByCopyJumps, length / 2, state->Extent, arms);
        if (made->State.Marks == null
            || !Texts.TryGetBytes(new CodeLayout(copy).LineTableOf, out var lines, out var lineLength)
            || !TryFillPlaces(ref made->State, new ReadOnlySpan<byte>(lines, (int)lineLength), length))
        {
            Libc.free(made->State.Marks);
            Libc.free(made);
            return null;
        }

        made->Original = References.Keep(original);
        made->Copy = References.Keep(copy);
        made->arms = arms;
        made->destinations = (int*)(made + 1);
        for (var i = 0; i < arms; i++)
        {
            made->destinations[i] = -1;
        }

        var branches = new BranchReader(state->Bytecode, opcodes);
        while (branches.MoveNext())
        {
            var source = branches.Current.Source;
            if (source + 1 < arms)
            {
                made->destinations[source] = marking.NewDestinationOf(source);
                made->destinations[source + 1] = marking.NewDestinationOf(source + 1);
            }
        }

        return made;
    }

    /// <summary>Where an arm of the original leads in the copy; −1 for none.</summary>
    public readonly int DestinationOf(int arm) => (uint)arm < (uint)arms ? destinations[arm] : -1;

    /// <summary>Frees the block as well.</summary>
    public void Free()
    {
        References.Release(Original);
        References.Release(Copy);
        State.Places.Free();
        Libc.free(State.Marks);
        fixed (MarkedCopy* block = &this)
        {
            Libc.free(block);
        }
    }

    /// <summary>A copy has the lines of its original, in other places.</summary>
    private static bool TryFillPlaces(ref CodeState state, ReadOnlySpan<byte> lineTable, int length)
    {
        var ranges = default(LineRanges);
        var filled = ranges.TryRead(lineTable, state.Shape.FirstLine) && state.Places.TryFill(ranges.All, length, state.LowestLine, state.LineCount);
        ranges.Free();
        return filled;
    }
}
