namespace Onceover.CPython;

/// <summary>Modules: importing them, and being one (multi-phase initialisation, PEP 489).</summary>
public static unsafe class Modules
{
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, PyObject*> import;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*> imported;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*> dictionaryOf;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, PyObject*> initialise;

    /// <summary>Imports by name. Owned; null, with the import's exception pending, if that failed. Runs any code of the guest.</summary>
    /// <param name="name">ASCII, ending in a NUL.</param>
    public static PyObject* Import(ReadOnlySpan<byte> name)
    {
        fixed (byte* text = name)
        {
            return import(text);
        }
    }

    /// <summary><c>sys.modules</c>, borrowed.</summary>
    public static PyObject* Imported => imported();

    /// <summary>A member of <c>sys</c>, borrowed; null, with no exception left pending, if there is none or memory is short.</summary>
    /// <param name="name">ASCII, ending in a NUL.</param>
    public static PyObject* Sys(ReadOnlySpan<byte> name)
    {
        // PySys_GetObject would print an exception that it met.
        var module = Collections.DictionaryItem(imported(), "sys\0"u8);
        return module == null ? null : Collections.DictionaryItem(dictionaryOf(module), name);
    }

    /// <summary>A module's <c>__dict__</c>, borrowed from it.</summary>
    /// <param name="module">Of a module type, borrowed.</param>
    public static PyObject* Variables(PyObject* module) => dictionaryOf(module);

    /// <summary>What a <c>PyInit_…</c> function returns for a definition made by <see cref="ModuleDefinition"/>; borrowed by the interpreter.</summary>
    public static PyObject* Initialise(void* definition) => initialise(definition);

    internal static void Load(ref bool complete)
    {
        import = (delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, PyObject*>)
            Symbols.Require("PyImport_ImportModule\0"u8, ref complete);
        imported = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*>)
            Symbols.Require("PyImport_GetModuleDict\0"u8, ref complete);
        dictionaryOf = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*>)
            Symbols.Require("PyModule_GetDict\0"u8, ref complete);
        initialise = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, PyObject*>)
            Symbols.Require("PyModuleDef_Init\0"u8, ref complete);
    }
}
