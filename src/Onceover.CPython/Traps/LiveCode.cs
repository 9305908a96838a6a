namespace Onceover.CPython;

/// <summary>
/// The code objects that functions, generators and coroutines of an interpreter of 3.11 have: all of those that its garbage collector knows, which are
/// all that can run. Nothing is asked of the guest, and no audit hook is told.
/// </summary>
/// <remarks>
/// Where the collector's lists begin is found by their shape: <c>struct _gc_runtime_state</c> in Include/internal/pycore_gc.h has three generations, the
/// address of the first, and the permanent one; each is a ring. While they are read no object may be made or freed.
/// </remarks>
public unsafe struct LiveCode
{
    /// <summary>How much of an interpreter's state is searched for the lists.</summary>
    private const int Searched = 4096;

    private const int SizeOfGeneration = 24;
    private const int Generations = 3;
    private const int FirstGenerationField = Generations * SizeOfGeneration;
    private const int PermanentField = FirstGenerationField + 8;

    /// <summary><c>PyGC_Head</c>: the next, the one before; the lowest bits of both are the collector's.</summary>
    private const int SizeOfLink = 16;
    private const nuint FlagBits = 3;

    private readonly byte* generations;
    private readonly PyObject* functionType;
    private readonly PyObject* generatorType;
    private readonly PyObject* coroutineType;
    private readonly PyObject* asyncGeneratorType;

    private byte* ring;
    private byte* link;
    private int index;

    private LiveCode(byte* generations)
    {
        this.generations = ring = link = generations;
        functionType = (PyObject*)Symbols.Find("PyFunction_Type\0"u8);
        generatorType = (PyObject*)Symbols.Find("PyGen_Type\0"u8);
        coroutineType = (PyObject*)Symbols.Find("PyCoro_Type\0"u8);
        asyncGeneratorType = (PyObject*)Symbols.Find("PyAsyncGen_Type\0"u8);
    }

    /// <summary>Borrowed from the object that has it; the same one may come several times.</summary>
    public PyObject* Current { get; private set; }

    /// <summary>False if the collector's lists are not found.</summary>
    /// <param name="interpreter"><see cref="RunningFrame.Interpreter"/>.</param>
    /// <param name="codes">Stands before the first.</param>
    public static bool TryOpen(void* interpreter, out LiveCode codes)
    {
        for (var at = (byte*)interpreter; at < (byte*)interpreter + Searched; at += sizeof(nint))
        {
            if (*(byte**)(at + FirstGenerationField) == at && AreRings(at))
            {
                codes = new LiveCode(at);
                return true;
            }
        }

        codes = default;
        return false;
    }

    public bool MoveNext()
    {
        while (TryStep())
        {
            var code = CodeOf((PyObject*)(link + SizeOfLink));
            if (code != null && Codes.IsCode(code))
            {
                Current = code;
                return true;
            }
        }

        return false;
    }

    /// <summary>Goes on to the next object of the ring, or of the next ring that has any.</summary>
    private bool TryStep()
    {
        link = NextOf(link);
        while (link == ring)
        {
            if (index == Generations)
            {
                return false;
            }

            index++;
            ring = RingAt(generations, index);
            link = NextOf(ring);
        }

        return true;
    }

    private readonly PyObject* CodeOf(PyObject* value)
    {
        var type = ObjectLayout.TypeOf(value);
        return type == functionType ? FunctionEntrances.CodeOf(value)
            : type == generatorType || type == coroutineType || type == asyncGeneratorType ? *(PyObject**)((byte*)value + ObjectLayout.HeadSize)
            : null;
    }

    private static bool AreRings(byte* generations)
    {
        for (var i = 0; i <= Generations; i++)
        {
            var ring = RingAt(generations, i);
            if (NextOf(ring) == null || PreviousOf(NextOf(ring)) != ring)
            {
                return false;
            }
        }

        return true;
    }

    private static byte* RingAt(byte* generations, int index) => generations + (index < Generations ? index * SizeOfGeneration : PermanentField);

    private static byte* NextOf(byte* link) => (byte*)(*(nuint*)link & ~FlagBits);

    private static byte* PreviousOf(byte* link) => (byte*)(*(nuint*)(link + sizeof(nint)) & ~FlagBits);
}
