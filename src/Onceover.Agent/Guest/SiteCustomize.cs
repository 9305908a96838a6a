using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Onceover.CPython;
using Onceover.Store;

namespace Onceover.Agent;

/// <summary>
/// The extension module <c>sitecustomize</c>, which site.py imports at an interpreter's start. Its body starts recording and then makes
/// way for the module that would have been imported without us.
/// </summary>
internal static unsafe class SiteCustomize
{
    private static ModuleDefinition definition;

    [UnmanagedCallersOnly(EntryPoint = "PyInit_sitecustomize", CallConvs = [typeof(CallConvCdecl)])]
    public static PyObject* Initialise()
    {
        Interpreter.Load();
        if (!Interpreter.HasBasics)
        {
            return null;
        }

        fixed (byte* name = "sitecustomize\0"u8)
        fixed (ModuleDefinition* place = &definition)
        {
            return Modules.Initialise(ModuleDefinition.Fill(place, name, Interpreter.HexVersion, &Execute));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Execute(PyObject* module)
    {
        if (GuestProcess.TryStart())
        {
            StartRecording();
        }

        return Handover.ToRealModule(module);
    }

    private static void StartRecording()
    {
        var spool = GuestProcess.Spool;
        if (Interpreter.HasProbes)
        {
            _ = GuestProcess.HasScope && Probes.TryStart();
            return;
        }

        if (Interpreter.HexVersion < Interpreter.Version312)
        {
            _ = SpoolRecords.AppendNote(spool, SpoolNoteKind.UnsupportedPython, default);
            return;
        }

        if (!Interpreter.HasMonitoring)
        {
            _ = SpoolRecords.AppendNote(spool, SpoolNoteKind.InterpreterMismatch, "a function of its C API"u8);
            return;
        }

        if (!GuestProcess.HasScope)
        {
            return;
        }

        var recorder = (Recorder*)Libc.calloc(1, (nuint)sizeof(Recorder));
        if (recorder == null)
        {
            spool.CountLoss(SpoolLossReasons.NoMemory);
        }
        else if (!Recorder.TryOpen(recorder))
        {
            Libc.free(recorder);
        }
        else if (!Callbacks.TryRegister(recorder))
        {
            _ = SpoolRecords.AppendNote(spool, SpoolNoteKind.InterpreterMismatch, "callbacks"u8);
        }
    }
}
