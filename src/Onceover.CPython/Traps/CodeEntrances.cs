namespace Onceover.CPython;

/// <summary>
/// Where code of modules, scripts and strings begins to run in 3.11: the builtin functions <c>exec</c> and <c>eval</c>, through which importlib, runpy
/// and zipimport go as well, and the interpreter's own start of <c>__main__</c>.
/// </summary>
/// <remarks>
/// Of the builtins the pointer to the C function is exchanged in the table that all interpreters of the process share: the objects stay what they
/// are. The start of a script calls no function that can be exchanged; for it there is a frame evaluator (PEP 523) until it has come, or runpy has,
/// which goes by <c>exec</c>.
/// </remarks>
public static unsafe class CodeEntrances
{
    /// <summary>From a builtin function object to its <c>PyMethodDef</c>, and in that to function and flags.</summary>
    private const int MethodField = 16;

    private const int ExecFlags = 0x82;
    private const int EvalFlags = 0x80;

    private static delegate* unmanaged[Cdecl]<PyObject*, PyObject**, nint, PyObject*, PyObject*> exec;
    private static delegate* unmanaged[Cdecl]<PyObject*, PyObject**, nint, PyObject*> eval;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, delegate* unmanaged[Cdecl]<void*, void*, int, PyObject*>, void> setEvaluator;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, delegate* unmanaged[Cdecl]<void*, void*, int, PyObject*>> getEvaluator;
    private static delegate* unmanaged[Cdecl]<void*, void*, int, PyObject*> defaultEvaluator;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, PyObject*> addModule;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*> moduleDictionary;

    /// <summary>What <c>exec</c> did; the same parameters and result.</summary>
    public static PyObject* Exec(PyObject* module, PyObject** arguments, nint count, PyObject* names) => exec(module, arguments, count, names);

    /// <summary>What <c>eval</c> did; the same parameters and result.</summary>
    public static PyObject* Eval(PyObject* module, PyObject** arguments, nint count) => eval(module, arguments, count);

    /// <summary>Puts functions of ours before the two builtins. Once a process. False, and nothing is changed, if they are not what they have to be.</summary>
    public static bool TryExchange(
        delegate* unmanaged[Cdecl]<PyObject*, PyObject**, nint, PyObject*, PyObject*> newExec,
        delegate* unmanaged[Cdecl]<PyObject*, PyObject**, nint, PyObject*> newEval)
    {
        var execMethod = MethodOf("exec\0"u8, ExecFlags);
        var evalMethod = MethodOf("eval\0"u8, EvalFlags);
        if (execMethod == null || evalMethod == null)
        {
            return false;
        }

        exec = (delegate* unmanaged[Cdecl]<PyObject*, PyObject**, nint, PyObject*, PyObject*>)execMethod->Function;
        eval = evalMethod->Function;
        execMethod->Function = (delegate* unmanaged[Cdecl]<PyObject*, PyObject**, nint, PyObject*>)newExec;
        evalMethod->Function = newEval;
        return true;
    }

    /// <summary>Has every frame of the current interpreter evaluated by a function. False if another one does that already.</summary>
    public static bool TryWatchFrames(void* interpreter, delegate* unmanaged[Cdecl]<void*, void*, int, PyObject*> evaluator)
    {
        if ((void*)getEvaluator(interpreter) != (void*)defaultEvaluator)
        {
            return false;
        }

        setEvaluator(interpreter, evaluator);
        return true;
    }

    /// <summary>Ends <see cref="TryWatchFrames"/>, unless another evaluator has come since.</summary>
    public static void WatchNoFrames(void* interpreter, delegate* unmanaged[Cdecl]<void*, void*, int, PyObject*> evaluator)
    {
        if ((void*)getEvaluator(interpreter) == (void*)evaluator)
        {
            setEvaluator(interpreter, defaultEvaluator);
        }
    }

    /// <summary>Whether it is the function of <c>runpy</c> with which the interpreter starts a module, a folder or an archive as <c>__main__</c>.</summary>
    public static bool IsModuleRunner(PyObject* code) =>
        Texts.TryGetUtf8(Codes.Name(code), out var name, out var nameLength)
        && new ReadOnlySpan<byte>(name, (int)nameLength).SequenceEqual("_run_module_as_main"u8)
        && Texts.TryGetUtf8(Codes.FileName(code), out var file, out var fileLength)
        && (IsEndOf(file, fileLength, "<frozen runpy>"u8) || IsEndOf(file, fileLength, "/runpy.py"u8));

    /// <summary>Evaluates a frame; parameters and result of a frame evaluator.</summary>
    public static PyObject* Evaluate(void* thread, void* frame, int throws) => defaultEvaluator(thread, frame, throws);

    /// <summary>The variables of <c>__main__</c>, borrowed; null, with no exception left pending, if memory is short.</summary>
    public static PyObject* MainVariables()
    {
        fixed (byte* name = "__main__\0"u8)
        {
            var module = addModule(name);
            if (module == null)
            {
                Errors.Clear();
                return null;
            }

            return moduleDictionary(module);
        }
    }

    internal static void Load(ref bool complete)
    {
        setEvaluator = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, delegate* unmanaged[Cdecl]<void*, void*, int, PyObject*>, void>)
            Symbols.Require("_PyInterpreterState_SetEvalFrameFunc\0"u8, ref complete);
        getEvaluator = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, delegate* unmanaged[Cdecl]<void*, void*, int, PyObject*>>)
            Symbols.Require("_PyInterpreterState_GetEvalFrameFunc\0"u8, ref complete);
        defaultEvaluator = (delegate* unmanaged[Cdecl]<void*, void*, int, PyObject*>)Symbols.Require("_PyEval_EvalFrameDefault\0"u8, ref complete);
        addModule = (delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, PyObject*>)Symbols.Require("PyImport_AddModule\0"u8, ref complete);
        moduleDictionary = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*>)
            Symbols.Require("PyModule_GetDict\0"u8, ref complete);
    }

    private static bool IsEndOf(byte* text, nint length, ReadOnlySpan<byte> end) =>
        length >= end.Length && new ReadOnlySpan<byte>(text + length - end.Length, end.Length).SequenceEqual(end);

    private static MethodDefinition* MethodOf(ReadOnlySpan<byte> name, int flags)
    {
        var builtins = Modules.Import("builtins\0"u8);
        var function = builtins == null ? null : Attributes.Get(builtins, name);
        var other = builtins == null ? null : Attributes.Get(builtins, "len\0"u8);
        MethodDefinition* method = null;
        if (function != null && other != null && ObjectLayout.TypeOf(function) == ObjectLayout.TypeOf(other))
        {
            // Of another type, it has been replaced by somebody.
            method = *(MethodDefinition**)((byte*)function + MethodField);
        }

        References.Release(function);
        References.Release(other);
        References.Release(builtins);
        Errors.Clear();
        return method != null && method->Flags == flags ? method : null;
    }
}
