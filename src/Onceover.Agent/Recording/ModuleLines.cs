using Onceover.Bytecode;
using Onceover.CPython;
using Onceover.Store;

namespace Onceover.Agent;

/// <summary>
/// Which lines a module has: those of its body's line table and of all code objects nested in it, whether they run or not. Lines of
/// <c>__annotate__</c> functions are left out: they repeat annotations that no one may ever ask for.
/// </summary>
internal static unsafe class ModuleLines
{
    /// <summary>Compilers refuse sources that nest deeper; the guest's stack is not ours to use up.</summary>
    private const int DeepestNesting = 100;

    /// <summary>Appends the Lines record of a module body. What memory is short for is counted as lost.</summary>
    public static void Record(PyObject* module, long file, ref CodeNames names)
    {
        var bits = default(LineBits);
        if (TryAdd(module, ref names, ref bits, 0))
        {
            _ = SpoolRecords.AppendLines(GuestProcess.Spool, file, bits.Bytes);
        }
        else
        {
            GuestProcess.Spool.CountLoss(SpoolLossReasons.NoMemory);
        }

        bits.Free();
    }

    private static bool TryAdd(PyObject* code, ref CodeNames names, ref LineBits bits, int depth)
    {
        if (depth > DeepestNesting || IsAnnotate(code, ref names))
        {
            return true;
        }

        var table = Attributes.Get(code, names.LineTable);
        var done = table != null && TryAddTable(table, Attributes.GetInt32(code, names.FirstLine, 0), ref bits);
        References.Release(table);
        if (!done)
        {
            return false;
        }

        var constants = Attributes.Get(code, names.Constants);
        if (constants == null)
        {
            return false;
        }

        var count = Collections.TupleSize(constants);
        for (nint i = 0; i < count && done; i++)
        {
            var constant = Collections.TupleItem(constants, i);
            done = !Codes.IsCode(constant) || TryAdd(constant, ref names, ref bits, depth + 1);
        }

        References.Release(constants);
        return done;
    }

    private static bool TryAddTable(PyObject* table, int firstLine, ref LineBits bits)
    {
        if (!Texts.TryGetBytes(table, out var bytes, out var length))
        {
            return false;
        }

        var lines = new LineReader(new ReadOnlySpan<byte>(bytes, (int)length), firstLine);
        while (lines.MoveNext())
        {
            if (!bits.TryAdd(lines.Current.Line))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAnnotate(PyObject* code, ref CodeNames names)
    {
        var name = Attributes.Get(code, names.Name);
        var isAnnotate = name != null
            && Texts.TryGetUtf8(name, out var bytes, out var length)
            && new ReadOnlySpan<byte>(bytes, (int)length).SequenceEqual("__annotate__"u8);
        References.Release(name);
        return isAnnotate;
    }
}
