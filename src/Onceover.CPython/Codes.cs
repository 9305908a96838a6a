namespace Onceover.CPython;

/// <summary>Code objects (3.11 and later).</summary>
public static unsafe class Codes
{
    private static PyObject* codeType;
    private static int fileName;
    private static int firstLine;
    private static int flags;
    private static int lineTable;
    private static int exceptionTable;
    private static int qualifiedName;
    private static int name;
    private static int constants;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*> bytecode;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, byte*, int, PyObject*> newEmpty;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, byte*, int, PyObject*> compile;
    private static delegate* unmanaged[Cdecl]<PyObject*, PyObject*, PyObject*, PyObject*> run;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*> newDictionary;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<int, int, int, int, int, int, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, int, PyObject*, PyObject*, PyObject*> make;

    public static bool IsCode(PyObject* value) => ObjectLayout.TypeOf(value) == codeType;

    /// <summary><c>co_filename</c>, a borrowed <c>str</c>.</summary>
    public static PyObject* FileName(PyObject* code) => ObjectAt(code, fileName);

    /// <summary><c>co_firstlineno</c>.</summary>
    public static int FirstLine(PyObject* code) => *(int*)((byte*)code + firstLine);

    /// <summary><c>co_flags</c>.</summary>
    public static int Flags(PyObject* code) => *(int*)((byte*)code + flags);

    /// <summary><c>co_linetable</c>, a borrowed <c>bytes</c>.</summary>
    public static PyObject* LineTable(PyObject* code) => ObjectAt(code, lineTable);

    /// <summary><c>co_exceptiontable</c>, a borrowed <c>bytes</c>.</summary>
    public static PyObject* ExceptionTable(PyObject* code) => ObjectAt(code, exceptionTable);

    /// <summary><c>co_qualname</c>, a borrowed <c>str</c>.</summary>
    public static PyObject* QualifiedName(PyObject* code) => ObjectAt(code, qualifiedName);

    /// <summary><c>co_name</c>, a borrowed <c>str</c>.</summary>
    public static PyObject* Name(PyObject* code) => ObjectAt(code, name);

    /// <summary><c>co_consts</c>, a borrowed <c>tuple</c>.</summary>
    public static PyObject* Constants(PyObject* code) => ObjectAt(code, constants);

    /// <summary>
    /// <c>co_code</c>: without instrumentation and specialisation, caches zeroed. An owned <c>bytes</c>; null with no exception left
    /// pending, if memory is short.
    /// </summary>
    public static PyObject* Bytecode(PyObject* code)
    {
        var bytes = bytecode(code);
        if (bytes == null)
        {
            Errors.Clear();
        }

        return bytes;
    }

    /// <summary>A code object that only raises, all on line 1. Owned; null with no exception left pending, if memory is short.</summary>
    /// <param name="name">Its own and its file's; ASCII, ending in a NUL.</param>
    public static PyObject* NewEmpty(ReadOnlySpan<byte> name)
    {
        fixed (byte* text = name)
        {
            var code = newEmpty(text, text, 1);
            if (code == null)
            {
                Errors.Clear();
            }

            return code;
        }
    }

    /// <summary>One with the names, the file and the tables of another, which has no variables. Owned; null with no exception left pending, if memory is short.</summary>
    /// <param name="code">Borrowed.</param>
    /// <param name="bytecode">A borrowed <c>bytes</c>. Nobody checks it, so the code is not to run.</param>
    internal static PyObject* Like(PyObject* code, PyObject* bytecode)
    {
        var none = Collections.NewTuple(0);
        var made = none == null
            ? null
            : New(0, 0, 0, 0, 8, Flags(code), bytecode, none, none, none, none, none, FileName(code), Name(code), QualifiedName(code), 1, LineTable(code), ExceptionTable(code));
        References.Release(none);
        return made;
    }

    /// <summary>The code object of a module. Owned; null with no exception left pending, if it cannot be compiled.</summary>
    /// <param name="source">ASCII, ending in a NUL.</param>
    /// <param name="fileName">ASCII, ending in a NUL.</param>
    public static PyObject* Compile(ReadOnlySpan<byte> source, ReadOnlySpan<byte> fileName)
    {
        // Py_file_input of Include/compile.h.
        const int Module = 257;
        fixed (byte* text = source)
        fixed (byte* name = fileName)
        {
            var code = compile(text, name, Module);
            if (code == null)
            {
                Errors.Clear();
            }

            return code;
        }
    }

    /// <summary>Runs a module's code with variables of its own. False, with no exception left pending, if it raised.</summary>
    public static bool TryRun(PyObject* code)
    {
        var variables = newDictionary();
        var result = variables == null ? null : run(code, variables, variables);
        References.Release(variables);
        References.Release(result);
        if (result == null)
        {
            Errors.Clear();
        }

        return result != null;
    }

    /// <summary>The offset of <c>co_code_adaptive</c>, which is the type's basic size (Objects/codeobject.c); 0 if it is not known.</summary>
    internal static int BytecodeAt
    {
        get
        {
            var size = Attributes.Get(codeType, "__basicsize__\0"u8);
            if (size == null)
            {
                return 0;
            }

            var offset = (int)Numbers.Value(size);
            References.Release(size);
            return offset;
        }
    }

    /// <summary>How long the code is, in bytes: two for each of the object's items (<c>ob_size</c>).</summary>
    public static int LengthOf(PyObject* code) => 2 * (int)*(nint*)((byte*)code + ObjectLayout.HeadSize);

    /// <summary><c>PyUnstable_Code_NewWithPosOnlyArgs</c>, whose parameters these are: owned; null with no exception left pending.</summary>
    internal static PyObject* New(
        int arguments,
        int positionalOnly,
        int keywordOnly,
        int locals,
        int stackSize,
        int flags,
        PyObject* bytecode,
        PyObject* constants,
        PyObject* names,
        PyObject* variables,
        PyObject* freeVariables,
        PyObject* cells,
        PyObject* fileName,
        PyObject* name,
        PyObject* qualifiedName,
        int firstLine,
        PyObject* lineTable,
        PyObject* exceptionTable)
    {
        var code = make(
            arguments, positionalOnly, keywordOnly, locals, stackSize, flags, bytecode, constants, names, variables, freeVariables, cells,
            fileName, name, qualifiedName, firstLine, lineTable, exceptionTable);
        if (code == null)
        {
            Errors.Clear();
        }

        return code;
    }

    internal static void Load(ref bool complete)
    {
        codeType = (PyObject*)Symbols.Require("PyCode_Type\0"u8, ref complete);
        bytecode = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*>)
            Symbols.Require("PyCode_GetCode\0"u8, ref complete);
        newEmpty = (delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, byte*, int, PyObject*>)
            Symbols.Require("PyCode_NewEmpty\0"u8, ref complete);
        compile = (delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, byte*, int, PyObject*>)
            Symbols.Require("Py_CompileString\0"u8, ref complete);
        run = (delegate* unmanaged[Cdecl]<PyObject*, PyObject*, PyObject*, PyObject*>)Symbols.Require("PyEval_EvalCode\0"u8, ref complete);
        newDictionary = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*>)Symbols.Require("PyDict_New\0"u8, ref complete);
        make = (delegate* unmanaged[Cdecl, SuppressGCTransition]<int, int, int, int, int, int, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, PyObject*, int, PyObject*, PyObject*, PyObject*>)
            Symbols.Find("PyUnstable_Code_NewWithPosOnlyArgs\0"u8);
        fileName = Members.OffsetOf(codeType, "co_filename"u8, MemberKind.Object, ref complete);
        firstLine = Members.OffsetOf(codeType, "co_firstlineno"u8, MemberKind.Int32, ref complete);
        flags = Members.OffsetOf(codeType, "co_flags"u8, MemberKind.Int32, ref complete);
        lineTable = Members.OffsetOf(codeType, "co_linetable"u8, MemberKind.Object, ref complete);
        exceptionTable = Members.OffsetOf(codeType, "co_exceptiontable"u8, MemberKind.Object, ref complete);
        qualifiedName = Members.OffsetOf(codeType, "co_qualname"u8, MemberKind.Object, ref complete);
        name = Members.OffsetOf(codeType, "co_name"u8, MemberKind.Object, ref complete);
        constants = Members.OffsetOf(codeType, "co_consts"u8, MemberKind.Object, ref complete);
    }

    private static PyObject* ObjectAt(PyObject* code, int offset) => *(PyObject**)((byte*)code + offset);
}
