namespace Onceover.Agent;

/// <summary>The compiled files that importing leaves beside sources (PEP 3147): <c>FOLDER/NAME.py</c> has <c>FOLDER/__pycache__/NAME.cpython-3N.pyc</c>.</summary>
internal static unsafe class BytecodeCache
{
    private const int SuffixLength = 3;

    /// <summary>Whether there is such a file. The interpreter writes it before it runs the module.</summary>
    /// <param name="source">A <c>co_filename</c>; what is not an absolute path of a <c>.py</c> file has none.</param>
    /// <param name="minor">11 for CPython 3.11, and so on.</param>
    public static bool Has(ReadOnlySpan<byte> source, int minor)
    {
        var folder = source.Length;
        while (folder > 0 && source[folder - 1] != '/')
        {
            folder--;
        }

        var stem = source.Length - SuffixLength - folder;
        if (folder == 0 || source[0] != '/' || stem < 1 || !source.Slice(source.Length - SuffixLength).SequenceEqual(".py"u8))
        {
            return false;
        }

        var between = "__pycache__/"u8;
        var tag = ".cpython-3__.pyc\0"u8;
        var length = folder + between.Length + stem + tag.Length;

        // On the heap: the guest's thread may have a small stack.
        var path = (byte*)Libc.malloc((nuint)length);
        if (path == null)
        {
            return false;
        }

        var text = new Span<byte>(path, length);
        source.Slice(0, folder).CopyTo(text);
        between.CopyTo(text.Slice(folder));
        source.Slice(folder, stem).CopyTo(text.Slice(folder + between.Length));
        tag.CopyTo(text.Slice(length - tag.Length));
        text[length - 7] = (byte)('0' + (minor / 10));
        text[length - 6] = (byte)('0' + (minor % 10));
        var exists = Libc.access(path, Libc.Readable) == 0;
        Libc.free(path);
        return exists;
    }
}
