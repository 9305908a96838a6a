using Onceover.CPython;
using Onceover.Store;

namespace Onceover.Agent;

/// <summary>Reads the facts of a code object.</summary>
internal static unsafe class CodeReading
{
    /// <summary>False, which is counted, if the interpreter does not tell them.</summary>
    /// <param name="code">Borrowed.</param>
    /// <param name="bytecode"><c>co_code</c>, borrowed; may be null.</param>
    /// <param name="lineTable"><c>co_linetable</c> without what was put behind it; null if there is none.</param>
    /// <param name="lineLength">Its length.</param>
    /// <param name="file">The offset of the file's record.</param>
    /// <param name="facts">Valid as long as the code object and <paramref name="bytecode"/> are.</param>
    public static bool TryRead(PyObject* code, PyObject* bytecode, byte* lineTable, nint lineLength, long file, out CodeFacts facts)
    {
        if (bytecode == null
            || lineTable == null
            || !Texts.TryGetBytes(bytecode, out var bytecodeBytes, out var bytecodeLength)
            || !Texts.TryGetBytes(Codes.ExceptionTable(code), out var exceptionBytes, out var exceptionLength))
        {
            facts = default;
            GuestProcess.Spool.CountLoss(SpoolLossReasons.InterpreterError);
            return false;
        }

        if (!Texts.TryGetUtf8(Codes.QualifiedName(code), out var nameBytes, out var nameLength))
        {
            nameLength = 0;
        }

        facts = new CodeFacts(
            file,
            Codes.FirstLine(code),
            Codes.Flags(code),
            new ReadOnlySpan<byte>(bytecodeBytes, (int)bytecodeLength),
            new ReadOnlySpan<byte>(lineTable, (int)lineLength),
            new ReadOnlySpan<byte>(exceptionBytes, (int)exceptionLength),
            new ReadOnlySpan<byte>(nameBytes, (int)nameLength));
        return true;
    }
}
