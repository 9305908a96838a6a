using Onceover.Bytecode;
using Onceover.CPython;
using Onceover.Store;

namespace Onceover.Agent;

/// <summary>
/// Which lines a module has: those of its body's line table and of all code objects nested in it, whether they run or not. Lines of
/// <c>__annotate__</c> functions are left out: they repeat annotations that no one may ever ask for. Where the compiled file has them, it is
/// left to the host to read them there, since to read every table of a module takes a tenth of the time that its import does.
/// </summary>
internal static unsafe class ModuleLines
{
    /// <summary>Compilers refuse sources that nest deeper; the guest's stack is not ours to use up.</summary>
    private const int DeepestNesting = 100;

    /// <summary>Appends the Lines record of a module body. What memory is short for is counted as lost.</summary>
    /// <param name="module">The code object, borrowed.</param>
    /// <param name="file">The offset of its file's record.</param>
    /// <param name="cached">Whether its lines are those of the compiled file.</param>
    public static void Record(PyObject* module, long file, bool cached)
    {
        var bits = default(LineBits);
        if (cached || TryAdd(module, ref bits, 0))
        {
            _ = SpoolRecords.AppendLines(GuestProcess.Spool, file, bits.Bytes);
        }
        else
        {
            GuestProcess.Spool.CountLoss(SpoolLossReasons.NoMemory);
        }

        bits.Free();
    }

    private static bool TryAdd(PyObject* code, ref LineBits bits, int depth)
    {
        if (depth > DeepestNesting || IsAnnotate(code))
        {
            return true;
        }

        var done = TryAddTable(Codes.LineTable(code), Codes.FirstLine(code), ref bits);
        var constants = Codes.Constants(code);
        var count = Collections.TupleSize(constants);
        for (nint i = 0; i < count && done; i++)
        {
            var constant = Collections.TupleItem(constants, i);
            done = !Codes.IsCode(constant) || TryAdd(constant, ref bits, depth + 1);
        }

        return done;
    }

    private static bool TryAddTable(PyObject* table, int firstLine, ref LineBits bits)
    {
        if (!Texts.TryGetBytes(table, out var bytes, out var length))
        {
            return false;
        }

        var lines = new LineNumberReader(new ReadOnlySpan<byte>(bytes, (int)length), firstLine);
        while (lines.MoveNext())
        {
            if (!bits.TryAdd(lines.Current))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAnnotate(PyObject* code) =>
        Texts.TryGetUtf8(Codes.Name(code), out var bytes, out var length)
        && new ReadOnlySpan<byte>(bytes, (int)length).SequenceEqual("__annotate__"u8);
}
