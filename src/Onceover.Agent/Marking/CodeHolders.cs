using Onceover.CPython;

namespace Onceover.Agent;

/// <summary>
/// Finds who has a code object: frames that run, their functions, and the constants of their code. Whoever else has it may
/// compare it with what runs, or may keep something by it.
/// </summary>
internal unsafe ref struct CodeHolders
{
    private const int MostFrames = 1000;
    private const int MostFunctions = 16;
    private const int MostTuples = 128;

    /// <summary>Functions in functions, and classes in them, as deep as anybody writes them.</summary>
    private const int DeepestNesting = 6;

    private readonly PyObject* code;
    private readonly PyObject** functions;
    private readonly PyObject** tuples;
    private int functionCount;
    private int tupleCount;
    private nint found;

    private CodeHolders(PyObject* code, PyObject** functions, PyObject** tuples)
    {
        this.code = code;
        this.functions = functions;
        this.tuples = tuples;
    }

    /// <summary>Whether nobody else has it.</summary>
    /// <param name="frame">The current thread's.</param>
    /// <param name="code">Borrowed.</param>
    public static bool AreKnown(Frame frame, PyObject* code)
    {
        var functions = stackalloc PyObject*[MostFunctions];
        var tuples = stackalloc PyObject*[MostTuples];
        var holders = new CodeHolders(code, functions, tuples);
        var count = References.CountOf(code);
        holders.VisitAll(frame, count);
        for (var thread = Threads.First; thread != null && holders.found < count; thread = Threads.After(thread))
        {
            if (thread != Threads.Current)
            {
                holders.VisitAll(Frame.RunningIn(thread), count);
            }
        }

        return holders.found == count;
    }

    private void VisitAll(Frame frame, nint count)
    {
        for (var i = 0; i < MostFrames && frame.Exists && found < count; i++)
        {
            Visit(frame);
            frame = frame.Previous;
        }
    }

    private void Visit(Frame frame)
    {
        if (!Codes.IsCode(frame.Code))
        {
            return;
        }

        if (frame.Code == code)
        {
            found++;
            VisitFunction(frame.Function);
        }

        VisitConstants(new CodeLayout(frame.Code).ConstantsOf, 0);
    }

    private void VisitFunction(PyObject* function)
    {
        if (functionCount < MostFunctions && Functions.IsFunction(function) && Functions.CodeOf(function) == code && IsNew(functions, functionCount, function))
        {
            functions[functionCount++] = function;
            found++;
        }
    }

    private void VisitConstants(PyObject* constants, int depth)
    {
        if (depth == DeepestNesting || tupleCount == MostTuples || !IsNew(tuples, tupleCount, constants))
        {
            return;
        }

        tuples[tupleCount++] = constants;
        var count = Collections.TupleSize(constants);
        for (nint i = 0; i < count; i++)
        {
            var constant = Collections.TupleItem(constants, i);
            if (constant == code)
            {
                found++;
            }
            else if (Codes.IsCode(constant))
            {
                VisitConstants(new CodeLayout(constant).ConstantsOf, depth + 1);
            }
        }
    }

    private static bool IsNew(PyObject** known, int count, PyObject* value)
    {
        for (var i = 0; i < count; i++)
        {
            if (known[i] == value)
            {
                return false;
            }
        }

        return true;
    }
}
