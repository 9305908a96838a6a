using Onceover.CPython;
using Onceover.Store;

namespace Onceover.Agent;

/// <summary>The one probe that a function has as long as it has never started.</summary>
internal static unsafe class EntryProbe
{
    /// <summary>Puts it in, unless there is no memory.</summary>
    /// <param name="code">Borrowed; it has no other probes.</param>
    public static void TryPutIn(PyObject* code)
    {
        // From now on the code object has the bytes that it shows, whatever runs.
        if (TrapCodes.KeepBytecode(code) == null)
        {
            GuestProcess.Spool.CountLoss(SpoolLossReasons.NoMemory);
            return;
        }

        var unit = ProbePlan.EntryOf(TrapCodes.ShownBytesOf(code));
        if (unit >= 0)
        {
            TrapCodes.RunningOf(code)[2 * unit] = TrapOpcode.Value;
        }
    }

    /// <summary>Takes it, or any probe that nobody knows of, out.</summary>
    public static void TakeOut(PyObject* code, int unit)
    {
        var running = TrapCodes.RunningOf(code);
        if (unit >= TrapCodes.ShownUnitsOf(code))
        {
            running[2 * unit] = Landing.OpcodeAt(running, unit);
            return;
        }

        var original = TrapCodes.OriginalAt(code, unit);
        running[2 * unit] = TrapCodes.IsQuickened(code) ? Bytecode.Quickening.Alone(original) : original;
    }
}
