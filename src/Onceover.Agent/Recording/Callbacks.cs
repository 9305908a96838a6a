using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Onceover.CPython;
using Onceover.CPython.Monitoring;

namespace Onceover.Agent;

/// <summary>
/// The functions that the interpreter calls for events. Their "self" is a capsule with the interpreter's recorder. They raise nothing and
/// leave no exception behind.
/// </summary>
internal static unsafe class Callbacks
{
    private static MethodDefinition start;
    private static MethodDefinition line;
    private static MethodDefinition left;
    private static MethodDefinition right;
    private static MethodDefinition either;
    private static MethodDefinition instruction;
    private static MethodDefinition jump;

    /// <summary>
    /// Registers the callbacks of a recorder and asks for starts. The recorder is freed when the interpreter drops them, and if it does not take
    /// them: then the tool id is nobody's again.
    /// </summary>
    public static bool TryRegister(Recorder* recorder)
    {
        var self = Capsules.New(recorder, &Free);
        if (self == null)
        {
            Errors.Clear();
            recorder->GiveUp();
            recorder->Close();
            Libc.free(recorder);
            return false;
        }

        var events = recorder->Monitoring.Events;
        var registered = Register(recorder, self, events.PyStart, ref start, "start\0"u8, &OnStart)
            && Register(recorder, self, events.Line, ref line, "line\0"u8, &OnLine)
            && Register(recorder, self, events.BranchLeft, ref left, "branch_left\0"u8, &OnLeft)
            && Register(recorder, self, events.BranchRight, ref right, "branch_right\0"u8, &OnRight)
            && Register(recorder, self, events.Branch, ref either, "branch\0"u8, &OnEither)
            && Register(recorder, self, recorder->AsyncLoopEvents, ref instruction, "instruction\0"u8, &OnInstruction)
            && Register(recorder, self, events.Jump, ref jump, "jump\0"u8, &OnJump)
            && recorder->Monitoring.SetGlobalEvents(recorder->Tool, events.PyStart);
        if (!registered)
        {
            recorder->Monitoring.UnregisterCallbacks(recorder->Tool);
            recorder->GiveUp();
        }

        References.Release(self);
        return registered;
    }

    private static bool Register(
        Recorder* recorder,
        PyObject* self,
        EventSet singleEvent,
        ref MethodDefinition definition,
        ReadOnlySpan<byte> name,
        delegate* unmanaged[Cdecl]<PyObject*, PyObject**, nint, PyObject*> function)
    {
        if (singleEvent.IsEmpty)
        {
            return true;
        }

        PyObject* callable;
        fixed (byte* text = name)
        fixed (MethodDefinition* place = &definition)
        {
            *place = MethodDefinition.ForArray(text, function);
            callable = Calls.NewFunction(place, self);
        }

        if (callable == null)
        {
            Errors.Clear();
            return false;
        }

        var registered = recorder->Monitoring.RegisterCallback(recorder->Tool, singleEvent, callable);
        References.Release(callable);
        return registered;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(PyObject* capsule)
    {
        var recorder = (Recorder*)Capsules.Value(capsule);
        recorder->Close();
        Libc.free(recorder);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static PyObject* OnStart(PyObject* self, PyObject** arguments, nint count)
    {
        var recorder = (Recorder*)Capsules.Value(self);
        recorder->Start(arguments[0], (int)Numbers.Value(arguments[1]));
        return References.Keep(recorder->Disable);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static PyObject* OnLine(PyObject* self, PyObject** arguments, nint count)
    {
        var recorder = (Recorder*)Capsules.Value(self);
        var done = recorder->Line(arguments[0], (int)Numbers.Value(arguments[1]));
        return References.Keep(done ? recorder->Disable : Singletons.None);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static PyObject* OnLeft(PyObject* self, PyObject** arguments, nint count)
    {
        var recorder = (Recorder*)Capsules.Value(self);
        recorder->LeftArm(arguments[0], (int)Numbers.Value(arguments[1]), (int)Numbers.Value(arguments[2]));
        return References.Keep(recorder->Disable);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static PyObject* OnRight(PyObject* self, PyObject** arguments, nint count)
    {
        var recorder = (Recorder*)Capsules.Value(self);
        recorder->RightArm(arguments[0], (int)Numbers.Value(arguments[1]), (int)Numbers.Value(arguments[2]));
        return References.Keep(recorder->Disable);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static PyObject* OnEither(PyObject* self, PyObject** arguments, nint count)
    {
        var recorder = (Recorder*)Capsules.Value(self);
        var done = recorder->EitherArm(arguments[0], (int)Numbers.Value(arguments[1]), (int)Numbers.Value(arguments[2]));
        return References.Keep(done ? recorder->Disable : Singletons.None);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static PyObject* OnInstruction(PyObject* self, PyObject** arguments, nint count)
    {
        var recorder = (Recorder*)Capsules.Value(self);
        recorder->Instruction(arguments[0], (int)Numbers.Value(arguments[1]));
        return References.Keep(recorder->Disable);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static PyObject* OnJump(PyObject* self, PyObject** arguments, nint count)
    {
        var recorder = (Recorder*)Capsules.Value(self);
        recorder->Jump(arguments[0], (int)Numbers.Value(arguments[1]));
        return References.Keep(recorder->Disable);
    }
}
