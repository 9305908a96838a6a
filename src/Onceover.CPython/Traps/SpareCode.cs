namespace Onceover.CPython;

/// <summary>
/// Copies of code objects of 3.11 with room behind their code, which the original's own instructions never reach. A copy shows the original's
/// <c>co_code</c> and has its exception table, constants and names. Its line table goes on for the room, which has no lines: whoever traces what runs
/// there looks it up.
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
    private const byte NoLocation = 0x80 | (15 << 3);

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
        var longer = Longer(TrapCodes.ShownBytesOf(code), spare * 2, Nothing, 0);
        var lines = LongerTable(Codes.LineTable(code), spare);
        var copy = longer == null || lines == null ? null : Make(code, longer, lines);
        References.Release(longer);
        References.Release(lines);
        if (copy != null)
        {
            // Nobody has asked a new code object for its bytes: there are none to give back.
            *(PyObject**)((byte*)copy + CachedBytecode) = References.Keep(shown);
        }

        return copy;
    }

    /// <summary>The line table without what a copy has for its room, borrowed from the code object. False, with no exception left pending, if it has none.</summary>
    public static bool TryGetLineTable(PyObject* code, out byte* bytes, out nint length)
    {
        var found = Texts.TryGetBytes(Codes.LineTable(code), out bytes, out length);
        length -= TableLength(TrapCodes.UnitsOf(code) - TrapCodes.ShownUnitsOf(code));
        return found;
    }

    internal static void Load(ref bool complete)
    {
        variables = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*>)Symbols.Require("PyCode_GetVarnames\0"u8, ref complete);
        freeVariables = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*>)Symbols.Require("PyCode_GetFreevars\0"u8, ref complete);
        cells = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*>)Symbols.Require("PyCode_GetCellvars\0"u8, ref complete);
        make = (delegate* unmanaged[Cdecl, SuppressGCTransition]<int, int, int, int, int, int, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, int, PyObject*, PyObject*, PyObject*>)
            Symbols.Require("PyCode_NewWithPosOnlyArgs\0"u8, ref complete);
    }

    /// <summary>A location table with entries of the form that says "none" (Objects/locations.md), each for at most eight units.</summary>
    private static PyObject* LongerTable(PyObject* table, int spare)
    {
        var longer = Texts.TryGetBytes(table, out var content, out var size)
            ? Longer(new ReadOnlySpan<byte>(content, (int)size), TableLength(spare), NoLocation | 7, NoLocation | 7)
            : null;
        var last = (spare + 7) % 8;
        if (longer != null && Texts.TryGetBytes(longer, out var bytes, out var length))
        {
            bytes[length - 1] = (byte)(NoLocation | last);
        }

        return longer;
    }

    /// <summary>Owned; null, with no exception left pending, if memory is short.</summary>
    /// <param name="content">What it begins with.</param>
    /// <param name="more">How many bytes are added.</param>
    /// <param name="even">The first of them, the third and so on.</param>
    /// <param name="odd">The others.</param>
    private static PyObject* Longer(ReadOnlySpan<byte> content, int more, byte even, byte odd)
    {
        var longer = Texts.NewBytes(content.Length + more);
        if (longer != null && Texts.TryGetBytes(longer, out var place, out _))
        {
            content.CopyTo(new Span<byte>(place, content.Length));
            var at = place + content.Length;
            var end = at + more;
            for (; at + 1 < end; at += 2)
            {
                at[0] = even;
                at[1] = odd;
            }

            if (at < end)
            {
                *at = even;
            }
        }

        return longer;
    }

    private static PyObject* Make(PyObject* code, PyObject* bytecode, PyObject* lineTable)
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
                lineTable,
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

    private static int TableLength(int spare) => (spare + 7) / 8;

    private static int NumberAt(PyObject* code, int field) => *(int*)((byte*)code + field);
}
