using Onceover.CPython;

namespace Onceover.Agent;

/// <summary>
/// Code that ran before the agent came: what <c>.pth</c> files import. Nobody tells when its functions run, so that they have to be found.
/// Memory of the C library.
/// </summary>
internal unsafe struct EarlierCode
{
    private const int FirstSize = 1024;

    private PyObject** codes;
    private int size;

    /// <summary>How many code objects there are. The same one may be among them several times.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// Whether a module was imported that is ours, or of which that cannot be told. To look at all objects, most of which nothing has touched for long, takes
    /// a fifth of what the rest of the agent's start does; to look at the modules, nothing.
    /// </summary>
    public static bool MayBeOurs(ref FileTable files, ref Gate gate)
    {
        var modules = Modules.Imported;
        var sys = Collections.DictionaryItem(modules, "sys\0"u8);
        var key = Texts.Intern("__file__\0"u8);
        if (sys == null || key == null)
        {
            Errors.Clear();
            return false;
        }

        var scope = GuestProcess.Scope;
        var looksAtAll = !scope.LeavesStandardLibraryOut;
        var found = false;
        nint position = 0;
        while (!found && Collections.TryNext(modules, ref position, out var module))
        {
            // A module may have put something else into its place, which is not asked: it would run.
            found = ObjectLayout.TypeOf(module) != ObjectLayout.TypeOf(sys)
                ? module != Singletons.None
                : MayBeOurs(Collections.DictionaryItem(Modules.Variables(module), key), scope, looksAtAll, ref files, ref gate);
        }

        References.Release(key);
        return found;
    }

    /// <summary>All of an interpreter. Fewer if memory is short and none where they cannot be found, which is counted.</summary>
    public static EarlierCode Of(void* interpreter)
    {
        var found = default(EarlierCode);
        if (!LiveCode.TryOpen(interpreter, out var all))
        {
            GuestProcess.Spool.CountLoss(Store.SpoolLossReasons.InterpreterError);
            return found;
        }

        while (all.MoveNext())
        {
            if (!found.TryAdd(all.Current))
            {
                GuestProcess.Spool.CountLoss(Store.SpoolLossReasons.NoMemory);
                break;
            }
        }

        return found;
    }

    /// <summary>Borrowed from this.</summary>
    public readonly PyObject* At(int index) => codes[index];

    public void Free()
    {
        for (var i = 0; i < Count; i++)
        {
            References.Release(codes[i]);
        }

        Libc.free(codes);
        this = default;
    }

    /// <param name="file">A module's <c>__file__</c>, borrowed; null if it has none.</param>
    /// <param name="scope">What is ours.</param>
    /// <param name="looksAtAll">Whether the standard library, of which nearly all modules are, may be.</param>
    /// <param name="files">Decides the others.</param>
    /// <param name="gate">Guards <paramref name="files"/>.</param>
    private static bool MayBeOurs(PyObject* file, ScopeRules scope, bool looksAtAll, ref FileTable files, ref Gate gate)
    {
        if (file == null || file == Singletons.None)
        {
            return false;
        }

        if (Texts.TryGetUtf8(file, out var bytes, out var length))
        {
            var path = new ReadOnlySpan<byte>(bytes, (int)length);
            if (IsLibrary(path) || (!looksAtAll && scope.IsOfStandardLibrary(path)))
            {
                return false;
            }
        }

        return files.RecordOf(file, ref gate) != 0;
    }

    /// <summary>Machine code, such as the agent itself.</summary>
    private static bool IsLibrary(ReadOnlySpan<byte> path) => path.Length >= 3 && path.Slice(path.Length - 3).SequenceEqual(".so"u8);

    private bool TryAdd(PyObject* code)
    {
        if (Count == size)
        {
            var larger = size == 0 ? FirstSize : 2 * size;
            var moved = (PyObject**)Libc.realloc(codes, (nuint)larger * (nuint)sizeof(PyObject*));
            if (moved == null)
            {
                return false;
            }

            codes = moved;
            size = larger;
        }

        codes[Count++] = References.Keep(code);
        return true;
    }
}
