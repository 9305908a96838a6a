namespace Onceover.CPython;

/// <summary>Modules: importing them, and being one (multi-phase initialisation, PEP 489).</summary>
public static unsafe class Modules
{
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, PyObject*> import;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*> imported;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, PyObject*> sysObject;
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

    /// <summary>A member of <c>sys</c>, borrowed; null if there is none.</summary>
    /// <param name="name">ASCII, ending in a NUL.</param>
    public static PyObject* Sys(ReadOnlySpan<byte> name)
    {
        fixed (byte* text = name)
        {
            return sysObject(text);
        }
    }

    /// <summary>What a <c>PyInit_…</c> function returns for a definition made by <see cref="ModuleDefinition"/>; borrowed by the interpreter.</summary>
    public static PyObject* Initialise(void* definition) => initialise(definition);

    internal static void Load(ref bool complete)
    {
        import = (delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, PyObject*>)
            Symbols.Require("PyImport_ImportModule\0"u8, ref complete);
        imported = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*>)
            Symbols.Require("PyImport_GetModuleDict\0"u8, ref complete);
        sysObject = (delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, PyObject*>)
            Symbols.Require("PySys_GetObject\0"u8, ref complete);
        initialise = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, PyObject*>)
            Symbols.Require("PyModuleDef_Init\0"u8, ref complete);
    }
}
