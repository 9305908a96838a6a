namespace Onceover.CPython;

/// <summary>Calls of Python callables, and callables made of our functions.</summary>
public static unsafe class Calls
{
    /// <summary>Allows the callee to use the slot before the first argument, which saves a copy for bound methods.</summary>
    private static nuint ArgumentsOffset => (nuint)1 << ((8 * sizeof(nuint)) - 1);

    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject**, nuint, PyObject*, PyObject*> vectorcall;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<MethodDefinition*, PyObject*, PyObject*, PyObject*> newFunction;

    /// <summary>Calls with positional arguments. Owned; null, with an exception pending, if it raised. Runs any code of the guest.</summary>
    /// <param name="callable">Borrowed.</param>
    /// <param name="arguments">Borrowed; the element before the first belongs to the callee for the time of the call.</param>
    /// <param name="count">How many there are.</param>
    public static PyObject* Call(PyObject* callable, PyObject** arguments, int count) =>
        vectorcall(callable, arguments, (nuint)count | ArgumentsOffset, null);

    /// <summary>A builtin function object, owned; null, with an exception pending, if memory is short.</summary>
    /// <param name="definition">Lives as long as the process.</param>
    /// <param name="self">What the function gets as its first parameter; borrowed (the function object keeps its own reference).</param>
    public static PyObject* NewFunction(MethodDefinition* definition, PyObject* self) => newFunction(definition, self, null);

    internal static void Load(ref bool complete)
    {
        vectorcall = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject**, nuint, PyObject*, PyObject*>)
            Symbols.Require("PyObject_Vectorcall\0"u8, ref complete);
        newFunction = (delegate* unmanaged[Cdecl, SuppressGCTransition]<MethodDefinition*, PyObject*, PyObject*, PyObject*>)
            Symbols.Require("PyCFunction_NewEx\0"u8, ref complete);
    }
}

/// <summary>C's <c>PyMethodDef</c>.</summary>
public unsafe struct MethodDefinition
{
    private const int FastCall = 0x80;

    internal byte* Name;
    internal delegate* unmanaged[Cdecl]<PyObject*, PyObject**, nint, PyObject*> Function;
    internal int Flags;
    internal byte* Documentation;

    /// <summary>A function that takes positional arguments in an array, so that the interpreter calls it without making a tuple.</summary>
    public static MethodDefinition ForArray(
        byte* name,
        delegate* unmanaged[Cdecl]<PyObject*, PyObject**, nint, PyObject*> function) =>
        new() { Name = name, Function = function, Flags = FastCall, Documentation = null };
}
