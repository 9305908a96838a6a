namespace Onceover.CPython;

/// <summary>
/// Where a code object of 3.12 and 3.13 (builds with the interpreter's lock) has its fields: <c>PyCodeObject</c> in
/// <c>Include/cpython/code.h</c>, as far as the two are equal. <see cref="Fits"/> compares with what the interpreter says.
/// </summary>
public readonly unsafe struct CodeLayout
{
    private const int Constants = 24;
    private const int Names = 32;
    private const int ExceptionTable = 40;
    private const int Flags = 48;
    private const int Arguments = 52;
    private const int PositionalOnly = 56;
    private const int KeywordOnly = 60;
    private const int StackSize = 64;
    private const int FirstLine = 68;
    private const int LocalsAndMore = 72;
    private const int FrameSize = 76;
    private const int Locals = 80;
    private const int Cells = 84;
    private const int FreeVariables = 88;
    private const int Version = 92;
    private const int LocalNames = 96;
    private const int LocalKinds = 104;
    private const int FileName = 112;
    private const int Name = 120;
    private const int QualifiedName = 128;
    private const int LineTable = 136;
    private const int WeakReferences = 144;

    /// <summary>From the bytecode back: what others keep about the object, and as of when its events are.</summary>
    private const int Extra = -8;

    private const int EventVersion = -32;

    /// <summary>CO_OPTIMIZED: a function, not the body of a module or of a class.</summary>
    private const int Optimized = 1;

    private readonly byte* code;

    /// <summary>Of <see cref="Fields"/>, in their order.</summary>
    private static ReadOnlySpan<byte> AttributeNames =>
        "co_consts\0co_names\0co_exceptiontable\0co_filename\0co_name\0co_qualname\0co_linetable\0co_flags\0co_argcount\0co_posonlyargcount\0co_kwonlyargcount\0co_stacksize\0co_firstlineno\0co_nlocals\0"u8;

    private static ReadOnlySpan<byte> Fields =>
    [
        Constants, Names, ExceptionTable, FileName, Name, QualifiedName, LineTable,
        Flags, Arguments, PositionalOnly, KeywordOnly, StackSize, FirstLine, Locals,
    ];

    /// <param name="code">A code object, borrowed as long as the result is used.</param>
    public CodeLayout(PyObject* code) => this.code = (byte*)code;

    /// <summary><c>co_consts</c>, borrowed.</summary>
    public PyObject* ConstantsOf => ObjectAt(Constants);

    /// <summary><c>co_linetable</c>, borrowed.</summary>
    public PyObject* LineTableOf => ObjectAt(LineTable);

    /// <summary><c>co_exceptiontable</c>, borrowed.</summary>
    public PyObject* ExceptionTableOf => ObjectAt(ExceptionTable);

    /// <summary><c>co_name</c>, borrowed.</summary>
    public PyObject* NameOf => ObjectAt(Name);

    public int FirstLineOf => NumberAt(FirstLine);

    public int FlagsOf => NumberAt(Flags);

    public int FrameSizeOf => NumberAt(FrameSize);

    public uint VersionOf => (uint)NumberAt(Version);

    /// <summary>Where the bytecode is, in bytes from the start of the object; known after <see cref="Fits"/>.</summary>
    public static int BytecodeAt { get; private set; }

    /// <summary>Tells whether two code objects have the events of the same moment (<c>_co_instrumentation_version</c>).</summary>
    public ulong EventVersionOf => *(ulong*)(code + BytecodeAt + EventVersion);

    /// <summary>Whether somebody keeps something about the object without a reference to it: weak references, or <c>co_extra</c>.</summary>
    public bool IsRemembered => ObjectAt(WeakReferences) != null || *(void**)(code + BytecodeAt + Extra) != null;

    public bool IsFunctions => (FlagsOf & Optimized) != 0;

    /// <summary>Whether a code object has its fields here: each is compared with the attribute of the same name.</summary>
    public bool Fits()
    {
        BytecodeAt = Codes.BytecodeAt;
        var names = AttributeNames;
        for (var i = 0; i < Fields.Length; i++)
        {
            var value = Attributes.Get((PyObject*)code, names);
            var field = Fields[i];
            var fits = value != null && (field < Flags || field > Locals
                ? value == ObjectAt(field)
                : Numbers.Value(value) == NumberAt(field));
            References.Release(value);
            if (!fits)
            {
                Errors.Clear();
                return false;
            }

            names = names.Slice(LengthOfFirst(names) + 1);
        }

        var locals = NumberAt(LocalsAndMore);
        var room = NumberAt(FrameSize) - locals - NumberAt(StackSize);
        return BytecodeAt == WeakReferences + (Interpreter.Minor == 12 ? 48 : 56)
            && Collections.TupleSize(ObjectAt(LocalNames)) == locals
            && Texts.TryGetBytes(ObjectAt(LocalKinds), out _, out var kinds) && kinds == locals
            && room is > 0 and < 16;
    }

    /// <summary>
    /// A code object like this one with other bytecode and tables. It shares the constants. Owned; null with no exception left pending, if
    /// the interpreter refuses.
    /// </summary>
    /// <param name="bytecode"><c>bytes</c>, borrowed, as the others.</param>
    /// <param name="lineTable">For <c>co_linetable</c>.</param>
    /// <param name="exceptionTable">For <c>co_exceptiontable</c>.</param>
    public PyObject* With(PyObject* bytecode, PyObject* lineTable, PyObject* exceptionTable)
    {
        // All variables are passed as ordinary locals, which keeps their order, and then get back what they are: the interpreter's own way
        // through co_varnames and the like forgets which of them comprehensions hide.
        var none = Collections.NewTuple(0);
        if (none == null)
        {
            return null;
        }

        var made = (byte*)Codes.New(
            NumberAt(Arguments),
            NumberAt(PositionalOnly),
            NumberAt(KeywordOnly),
            NumberAt(LocalsAndMore),
            NumberAt(StackSize),
            NumberAt(Flags),
            bytecode,
            ObjectAt(Constants),
            ObjectAt(Names),
            ObjectAt(LocalNames),
            none,
            none,
            ObjectAt(FileName),
            ObjectAt(Name),
            ObjectAt(QualifiedName),
            NumberAt(FirstLine),
            lineTable,
            exceptionTable);
        References.Release(none);
        if (made == null)
        {
            return null;
        }

        Share(made, LocalNames);
        Share(made, LocalKinds);
        Copy(made, Locals);
        Copy(made, Cells);
        Copy(made, FreeVariables);
        return (PyObject*)made;
    }

    private void Share(byte* made, int field)
    {
        var old = *(PyObject**)(made + field);
        *(PyObject**)(made + field) = References.Keep(ObjectAt(field));
        References.Release(old);
    }

    private void Copy(byte* made, int field) => *(int*)(made + field) = NumberAt(field);

    private PyObject* ObjectAt(int field) => *(PyObject**)(code + field);

    private int NumberAt(int field) => *(int*)(code + field);

    private static int LengthOfFirst(ReadOnlySpan<byte> names)
    {
        var length = 0;
        while (names[length] != 0)
        {
            length++;
        }

        return length;
    }
}
