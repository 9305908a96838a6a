using Onceover.Bytecode;
using Onceover.CPython;

namespace Onceover.Agent;

/// <summary>Plans how the arms of code objects are told, and makes marked copies of them, in an interpreter that has one event for both arms of a branch.</summary>
internal unsafe struct CodeMarker
{
    private const int Untried = 0;
    private const int Fit = 1;
    private const int Unfit = 2;

    private int minor;
    private int layout;
    private Scratch scratch;

    /// <summary>Whether it can do anything here.</summary>
    public readonly bool IsOpen => minor != 0;

    /// <summary>An interpreter whose arms need no marks gets none.</summary>
    public static CodeMarker Open(int minor) =>
        new() { minor = JumpOpcodes.Of(minor).AreKnown && !ObjectLayout.IsFreeThreaded ? minor : 0 };

    /// <summary>Finds out how the arms of a code object are told that were not seen. False if it is none that a compiler writes.</summary>
    /// <param name="state">Its state.</param>
    /// <param name="marking">The plan; valid until the next one.</param>
    public bool TryPlan(CodeState* state, out CodeMarking marking)
    {
        var tables = state->Tables;
        var size = CodeMarking.SizeFor(tables, state->Extent);
        var memory = scratch.Take(size);
        marking = default;
        return memory.Length >= size
            && CodeMarking.TryPlan(tables, state->Extent, Opcodes.Of(minor), new ReadOnlySpan<byte>(state->ArmHits, tables.Bytecode.Length), memory, out marking);
    }

    /// <summary>Whether this interpreter's code objects are laid out as known.</summary>
    public bool KnowsLayout(PyObject* code)
    {
        if (layout == Untried)
        {
            layout = new CodeLayout(code).Fits() ? Fit : Unfit;
        }

        return layout == Fit;
    }

    /// <summary>The marked copy of a code object, owned; null if it cannot be marked, or memory is short.</summary>
    /// <param name="code">Borrowed; of a known layout.</param>
    /// <param name="marking">Its plan.</param>
    public static PyObject* Copy(PyObject* code, ref CodeMarking marking)
    {
        if (!marking.TryWrite(out var codeBytes, out var lineBytes, out var exceptionBytes))
        {
            return null;
        }

        var bytecode = Texts.NewBytes(codeBytes);
        var lines = Texts.NewBytes(lineBytes);
        var exceptions = Texts.NewBytes(exceptionBytes);
        var original = new CodeLayout(code);
        var copy = bytecode != null && lines != null && exceptions != null ? original.With(bytecode, lines, exceptions) : null;
        References.Release(bytecode);
        References.Release(lines);
        References.Release(exceptions);
        if (copy != null && new CodeLayout(copy).FrameSizeOf == original.FrameSizeOf)
        {
            return copy;
        }

        References.Release(copy);
        return null;
    }

    public void Free()
    {
        scratch.Free();
        this = default;
    }
}
