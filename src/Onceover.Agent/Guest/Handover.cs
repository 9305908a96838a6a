using Onceover.CPython;

namespace Onceover.Agent;

/// <summary>
/// Leaves the interpreter as if our folder had never been on its path: the entry goes, and the import of <c>sitecustomize</c> is repeated.
/// If that finds a module, importlib takes it from <c>sys.modules</c> as the result of the import that found us. If not, its ImportError
/// becomes ours, and site.py swallows it as it always does.
/// </summary>
internal static unsafe class Handover
{
    /// <returns>What a module body returns: 0, or −1 with an exception pending.</returns>
    public static int ToRealModule(PyObject* module)
    {
        RemoveOurFolder(module);
        Collections.DictionaryRemove(Modules.Imported, "sitecustomize\0"u8);
        var real = Modules.Import("sitecustomize\0"u8);
        References.Release(real);
        return real == null ? -1 : 0;
    }

    private static void RemoveOurFolder(PyObject* module)
    {
        var file = Attributes.Get(module, "__file__\0"u8);
        if (file == null)
        {
            return;
        }

        var path = Modules.Sys("path\0"u8);
        if (path != null && Texts.TryGetUtf8(file, out var name, out var length))
        {
            while (length > 0 && name[length - 1] != '/')
            {
                length--;
            }

            RemoveFrom(path, new ReadOnlySpan<byte>(name, length > 0 ? (int)length - 1 : 0));
        }

        References.Release(file);
    }

    private static void RemoveFrom(PyObject* path, ReadOnlySpan<byte> folder)
    {
        for (var i = Collections.ListSize(path) - 1; i >= 0; i--)
        {
            var item = Collections.ListItem(path, i);
            if (item != null
                && Texts.TryGetUtf8(item, out var bytes, out var length)
                && IsFolder(new ReadOnlySpan<byte>(bytes, (int)length), folder))
            {
                Collections.ListRemoveAt(path, i);
            }
        }
    }

    private static bool IsFolder(ReadOnlySpan<byte> item, ReadOnlySpan<byte> folder) =>
        item.Length >= folder.Length
        && item.Slice(0, folder.Length).SequenceEqual(folder)
        && (item.Length == folder.Length || (item.Length == folder.Length + 1 && item[folder.Length] == '/'));
}
