using Onceover.Bytecode;
using Onceover.CPython;
using Onceover.Store;

namespace Onceover.Agent;

/// <summary>
/// Which lines a module has: those of its body's line table and of all code objects nested in it, whether they run or not. Lines of
/// <c>__annotate__</c> functions are left out: they repeat annotations that no one may ever ask for. So is what nothing can run
/// (<see cref="ConstantReader"/>). Where the compiled file has them, it is left to the host to read them there, since to read every table of a
/// module takes a tenth of the time that its import does.
/// </summary>
internal static unsafe class ModuleLines
{
    /// <summary>Compilers refuse sources that nest deeper; the guest's stack is not ours to use up.</summary>
    public const int DeepestNesting = 100;

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

        return TryAddTable(Codes.LineTable(code), Codes.FirstLine(code), ref bits) && TryAddNested(code, ref bits, depth + 1);
    }

    private static bool TryAddNested(PyObject* code, ref LineBits bits, int depth)
    {
        var opcodes = Opcodes.Of(Interpreter.Minor);
        var constants = Codes.Constants(code);
        var count = Collections.TupleSize(constants);
        var done = true;
        for (nint i = 0; i < count && done; i++)
        {
            var constant = Collections.TupleItem(constants, i);
            if (!Codes.IsCode(constant))
            {
                continue;
            }

            if (opcodes.KeepsUnloaded((int)i))
            {
                return TryAddLoaded(code, opcodes, ref bits, depth);
            }

            done = TryAdd(constant, ref bits, depth);
        }

        return done;
    }

    private static bool TryAddLoaded(PyObject* code, Opcodes opcodes, ref LineBits bits, int depth)
    {
        var constants = Codes.Constants(code);
        var count = Collections.TupleSize(constants);

        // Of 3.11 it has what it is asked for here anyway as soon as it gets probes.
        var bytecode = opcodes.HaveEvents ? Codes.Bytecode(code) : References.Keep(TrapCodes.KeepBytecode(code));
        if (bytecode == null || !Texts.TryGetBytes(bytecode, out var bytes, out var length))
        {
            References.Release(bytecode);
            return false;
        }

        var done = true;
        var loads = new ConstantReader(new ReadOnlySpan<byte>(bytes, (int)length), opcodes);
        while (done && loads.MoveNext())
        {
            var constant = loads.Current < count ? Collections.TupleItem(constants, loads.Current) : null;
            done = constant == null || !Codes.IsCode(constant) || TryAdd(constant, ref bits, depth);
        }

        References.Release(bytecode);
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
