namespace Onceover.CPython;

/// <summary>
/// Copies of code objects of 3.11 with room behind their code, which the original's own instructions never reach. A copy shows the original's
/// <c>co_code</c> and has its tables, constants and names.
/// </summary>
public static unsafe class SpareCode
{
    private const int Names = 32;
    private const int Arguments = 56;
    private const int PositionalOnly = 60;
    private const int KeywordOnly = 64;
    private const int StackSize = 68;
    private const int Locals = 80;
    private const int CachedBytecode = 152;
    private const byte Nothing = 9;

    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*> variables;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*> freeVariables;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*> cells;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<int, int, int, int, int, int, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, int, PyObject*, PyObject*, PyObject*> make;

    /// <summary>Owned; null, with no exception left pending, if memory is short.</summary>
    /// <param name="code">Borrowed; it has <see cref="TrapCodes.BytecodeOf"/>.</param>
    /// <param name="spare">How many units more.</param>
    public static PyObject* TryCopy(PyObject* code, int spare)
    {
        var shown = TrapCodes.BytecodeOf(code);
        var longer = Longer(shown, spare);
        var copy = longer == null ? null : Make(code, longer);
        References.Release(longer);
        if (copy != null)
        {
            // Nobody has asked a new code object for its bytes: there are none to give back.
            *(PyObject**)((byte*)copy + CachedBytecode) = References.Keep(shown);
        }

        return copy;
    }

    internal static void Load(ref bool complete)
    {
        variables = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*>)Symbols.Require("PyCode_GetVarnames\0"u8, ref complete);
        freeVariables = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*>)Symbols.Require("PyCode_GetFreevars\0"u8, ref complete);
        cells = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*>)Symbols.Require("PyCode_GetCellvars\0"u8, ref complete);
        make = (delegate* unmanaged[Cdecl, SuppressGCTransition]<int, int, int, int, int, int, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, int, PyObject*, PyObject*, PyObject*>)
            Symbols.Require("PyCode_NewWithPosOnlyArgs\0"u8, ref complete);
    }

    private static PyObject* Longer(PyObject* shown, int spare)
    {
        if (!Texts.TryGetBytes(shown, out var bytes, out var length))
        {
            return null;
        }

        var longer = Texts.NewBytes((int)length + (2 * spare));
        if (longer != null && Texts.TryGetBytes(longer, out var place, out _))
        {
            new ReadOnlySpan<byte>(bytes, (int)length).CopyTo(new Span<byte>(place, (int)length));
            for (var unit = 0; unit < spare; unit++)
            {
                place[length + (2 * unit)] = Nothing;
                place[length + (2 * unit) + 1] = 0;
            }
        }

        return longer;
    }

    private static PyObject* Make(PyObject* code, PyObject* bytecode)
    {
        var ownVariables = variables(code);
        var ownFreeVariables = freeVariables(code);
        var ownCells = cells(code);
        PyObject* copy = null;
        if (ownVariables != null && ownFreeVariables != null && ownCells != null)
        {
            copy = make(
                NumberAt(code, Arguments),
                NumberAt(code, PositionalOnly),
                NumberAt(code, KeywordOnly),
                NumberAt(code, Locals),
                NumberAt(code, StackSize),
                Codes.Flags(code),
                bytecode,
                Codes.Constants(code),
                *(PyObject**)((byte*)code + Names),
                ownVariables,
                ownFreeVariables,
                ownCells,
                Codes.FileName(code),
                Codes.Name(code),
                Codes.QualifiedName(code),
                Codes.FirstLine(code),
                Codes.LineTable(code),
                Codes.ExceptionTable(code));
        }

        References.Release(ownVariables);
        References.Release(ownFreeVariables);
        References.Release(ownCells);
        if (copy == null)
        {
            Errors.Clear();
        }

        return copy;
    }

    private static int NumberAt(PyObject* code, int field) => *(int*)((byte*)code + field);
}
