using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Onceover.Bytecode;
using Onceover.CPython;
using Onceover.Store;

namespace Onceover.Agent;

/// <summary>
/// What a process of 3.11 has for probes: the opcode, the entrances, and a recorder for each of its interpreters, which share one lock.
/// </summary>
internal static unsafe class Probes
{
    /// <summary>Of <c>exec</c>: code, globals, locals, closure.</summary>
    private const int MostArguments = 4;

    /// <summary>An argument that no other register has by chance.</summary>
    private const byte TriedArgument = 0xA7;

    private const int Untried = 0;
    private const int Works = 1;
    private const int Fails = 2;

    private static int installed;
    private static Entry* recorders;
    private static TrapRegisters registersOfLoop;
    private static PyObject* tried;
    private static int triedUnit;
    private static PyObject* mainVariables;

    /// <summary>Starts recording in the current interpreter. False, with a note left, if that cannot be.</summary>
    public static bool TryStart()
    {
        if (installed == Untried)
        {
            installed = TryInstall() ? Works : Fails;
        }

        if (installed == Fails)
        {
            _ = SpoolRecords.AppendNote(GuestProcess.Spool, SpoolNoteKind.InterpreterMismatch, "its evaluation loop"u8);
            return false;
        }

        var entry = (Entry*)Libc.calloc(1, (nuint)sizeof(Entry));
        var holder = entry == null ? null : Capsules.New(entry, &Free);
        if (holder == null || !Interpreter.TryKeep(holder))
        {
            // Once there is a capsule, it frees the entry.
            Errors.Clear();
            if (holder == null)
            {
                Libc.free(entry);
            }

            References.Release(holder);
            GuestProcess.Spool.CountLoss(SpoolLossReasons.NoMemory);
            return false;
        }

        References.Release(holder);
        entry->Interpreter = RunningFrame.Current.Interpreter;
        entry->Recorder = new ProbeRecorder(GuestProcess.Scope.Branches, !Interpreter.Optimizes);
        entry->Next = recorders;
        recorders = entry;
        entry->Recorder.PrepareEarlier(entry->Interpreter);
        if (Interpreter.IsMain)
        {
            mainVariables = CodeEntrances.MainVariables();
            _ = mainVariables != null && CodeEntrances.TryWatchFrames(entry->Interpreter, &OnFrame);
        }

        return true;
    }

    private static bool TryInstall()
    {
        if (!TrapOpcode.TryInstall(&OnTrap) || !Try() || !CodeEntrances.TryExchange(&OnExec, &OnEval))
        {
            return false;
        }

        // Without it only functions of code that did not come by those are missed.
        _ = FunctionEntrances.TryExchange(&OnNewFunction, &OnSetCode);
        return true;
    }

    /// <summary>Lets the loop meet a probe in code of our own.</summary>
    private static bool Try()
    {
        var code = Codes.Compile("pass\npass\n\0"u8, "<onceover>\0"u8);
        var bytecode = code == null ? null : Codes.Bytecode(code);
        triedUnit = bytecode != null && Texts.TryGetBytes(bytecode, out var bytes, out var length)
            ? ProbePlan.EntryOf(new ReadOnlySpan<byte>(bytes, (int)length))
            : -1;
        var works = false;
        if (triedUnit >= 0 && TrapCodes.BytecodeOf(code) == bytecode)
        {
            tried = code;
            EntryProbe.TryPutIn(code);

            // What the first instruction does with its argument is nothing.
            TrapCodes.RunningOf(code)[(2 * triedUnit) + 1] = TriedArgument;
            works = Codes.TryRun(code) && tried == null;
            tried = null;
        }

        References.Release(bytecode);
        References.Release(code);
        return works;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* OnTrap(ulong* registers)
    {
        var frame = RunningFrame.Current;
        var code = frame.Code;
        var unit = registersOfLoop.UnitIn(registers, code);
        if (unit < 0)
        {
            // Not ours: the interpreter's own error for an opcode that it does not know.
            return TrapOpcode.TargetOf(TrapOpcode.Value + 1);
        }

        var entry = EntryOf(frame.Interpreter);
        if (unit >= TrapCodes.ShownUnitsOf(code))
        {
            return Land(registers, frame, unit, entry);
        }

        var original = TrapCodes.OriginalAt(code, unit);
        if (code == tried && unit == triedUnit)
        {
            registersOfLoop.LearnArgument(registers, TriedArgument);
            tried = null;
        }

        if (entry != null)
        {
            entry->Recorder.Meet(frame, unit);
        }
        else
        {
            EntryProbe.TakeOut(code, unit);
        }

        // What is there now has never run, so it is not specialised. While the program is traced, only what the compiler wrote may run.
        var now = TrapCodes.RunningOf(code)[2 * unit];
        if (now == TrapOpcode.Value)
        {
            registersOfLoop.Pass(frame, unit, original);
        }

        return TrapOpcode.TargetOf(now == TrapOpcode.Value || frame.IsTraced ? original : now);
    }

    private static void* Land(ulong* registers, RunningFrame frame, int unit, Entry* entry)
    {
        var running = TrapCodes.RunningOf(frame.Code);
        if (entry == null || !entry->Recorder.TryLand(frame.Code, unit, out var branch, out var target))
        {
            EntryProbe.TakeOut(frame.Code, unit);
        }
        else if (registersOfLoop.CanGoOn)
        {
            // Who traces the program is not to see that anything ran here.
            var now = running[2 * target];
            var opcode = now == TrapOpcode.Value || Quickening.IsUnspecialised(now) ? now : TrapOpcode.Generic[now];
            return registersOfLoop.GoOnAt(registers, frame, target, branch, opcode);
        }

        return TrapOpcode.TargetOf(running[2 * unit]);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static PyObject* OnExec(PyObject* module, PyObject** arguments, nint count, PyObject* names)
    {
        var own = stackalloc PyObject*[MostArguments];
        var all = names == null ? count : count + Collections.TupleSize(names);
        var replacement = Arrive(arguments, count, all, own);
        var result = CodeEntrances.Exec(module, replacement != null ? own : arguments, count, names);
        References.Release(replacement);
        return result;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static PyObject* OnEval(PyObject* module, PyObject** arguments, nint count)
    {
        var own = stackalloc PyObject*[MostArguments];
        var replacement = Arrive(arguments, count, count, own);
        var result = CodeEntrances.Eval(module, replacement != null ? own : arguments, count);
        References.Release(replacement);
        return result;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static PyObject* OnNewFunction(PyObject* type, PyObject* arguments, PyObject* names)
    {
        var function = FunctionEntrances.New(type, arguments, names);
        if (function != null)
        {
            Prepare(function);
        }

        return function;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnSetCode(PyObject* function, PyObject* value, void* closure)
    {
        var result = FunctionEntrances.SetCode(function, value, closure);
        if (result == 0)
        {
            Prepare(function);
        }

        return result;
    }

    private static void Prepare(PyObject* function)
    {
        var entry = EntryOf(RunningFrame.Current.Interpreter);
        if (entry != null)
        {
            entry->Recorder.Prepare(FunctionEntrances.CodeOf(function));
        }
    }

    /// <summary>Lets a recorder see code that is about to run.</summary>
    /// <param name="arguments">The code, if they are code and not text, and variables.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="all">How many there are with those that have names.</param>
    /// <param name="own">Gets the arguments with the replacement, if there is one.</param>
    /// <returns>The replacement, owned, or null.</returns>
    private static PyObject* Arrive(PyObject** arguments, nint count, nint all, PyObject** own)
    {
        if (count == 0 || all > MostArguments || !Codes.IsCode(arguments[0]))
        {
            return null;
        }

        var entry = EntryOf(RunningFrame.Current.Interpreter);
        var replacement = entry == null ? null : entry->Recorder.Arrive(arguments[0]);
        own[0] = replacement;
        for (nint i = 1; i < all; i++)
        {
            own[i] = arguments[i];
        }

        return replacement;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static PyObject* OnFrame(void* thread, void* frame, int throws)
    {
        var starting = RunningFrame.Of(thread, frame);
        if (starting.Globals == mainVariables)
        {
            // Whatever else will be main's is defined by this code.
            CodeEntrances.WatchNoFrames(starting.Interpreter, &OnFrame);
            var entry = EntryOf(starting.Interpreter);
            var replacement = entry == null || !starting.IsStarting ? null : entry->Recorder.Arrive(starting.Code);
            if (replacement != null)
            {
                starting.StartIn(replacement);
            }
        }
        else if (throws == 0 && CodeEntrances.IsModuleRunner(starting.Code))
        {
            // It gives main's code to exec; until then it imports a package, which is to run at its own speed.
            CodeEntrances.WatchNoFrames(starting.Interpreter, &OnFrame);
        }

        return CodeEntrances.Evaluate(thread, frame, throws);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(PyObject* capsule)
    {
        var entry = (Entry*)Capsules.Value(capsule);
        for (var link = recorders; link != null; link = link->Next)
        {
            if (link->Next == entry)
            {
                link->Next = entry->Next;
                break;
            }
        }

        recorders = recorders == entry ? entry->Next : recorders;
        entry->Recorder.Close();
        Libc.free(entry);
    }

    private static Entry* EntryOf(void* interpreter)
    {
        var entry = recorders;
        while (entry != null && entry->Interpreter != interpreter)
        {
            entry = entry->Next;
        }

        return entry;
    }

    private struct Entry
    {
        public void* Interpreter;
        public Entry* Next;
        public ProbeRecorder Recorder;
    }
}
