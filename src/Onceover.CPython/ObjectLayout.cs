namespace Onceover.CPython;

/// <summary>
/// How the head of every object is laid out, which differs between builds of one version: a free-threaded build keeps a thread id, a lock
/// and two counts where others keep one count.
/// </summary>
public static unsafe class ObjectLayout
{
    private const int OrdinaryHeadSize = 16;
    private const int FreeThreadedHeadSize = 32;

    /// <summary>Bytes before an object's own fields. The type pointer is the last field of the head.</summary>
    public static int HeadSize { get; private set; }

    public static bool IsFreeThreaded => HeadSize == FreeThreadedHeadSize;

    /// <summary>The object's type, borrowed.</summary>
    public static PyObject* TypeOf(PyObject* value) => *(PyObject**)((byte*)value + HeadSize - sizeof(nint));

    internal static void Choose(bool freeThreaded) => HeadSize = freeThreaded ? FreeThreadedHeadSize : OrdinaryHeadSize;
}
