using Onceover.CPython;

namespace Onceover.Agent;

/// <summary>
/// Where the interpreter lives, as bytes that end in a NUL and last as long as the process. A place that is not known is empty.
/// </summary>
internal unsafe struct Places
{
    public byte* Executable;
    public byte* Prefix;
    public byte* BasePrefix;
    public byte* StandardLibrary;
    public byte* PlatLibDir;
    public byte* WorkingDirectory;
    public byte* AbiFlags;

    /// <summary>Asks the current interpreter. <c>os</c> is always imported by then, since site.py does.</summary>
    public static Places Read()
    {
        var places = new Places
        {
            Executable = OfSys("executable\0"u8),
            Prefix = OfSys("prefix\0"u8),
            BasePrefix = OfSys("base_prefix\0"u8),
            PlatLibDir = OfSys("platlibdir\0"u8),
            AbiFlags = OfSys("abiflags\0"u8),
            StandardLibrary = FolderOfOs(),
            WorkingDirectory = Libc.getcwd(null, 0),
        };
        return places;
    }

    /// <summary>A place as a span without the NUL.</summary>
    public static ReadOnlySpan<byte> Text(byte* place) => place == null ? default : new(place, Libc.Length(place));

    private static byte* OfSys(ReadOnlySpan<byte> name)
    {
        var value = Modules.Sys(name);
        return value == null ? null : Copy(value);
    }

    private static byte* FolderOfOs()
    {
        var module = Modules.Import("os\0"u8);
        if (module == null)
        {
            Errors.Clear();
            return null;
        }

        var file = Attributes.Get(module, "__file__\0"u8);
        References.Release(module);
        if (file == null)
        {
            return null;
        }

        var path = Copy(file);
        References.Release(file);
        var end = path == null ? 0 : Libc.Length(path);
        while (end > 1 && path[end - 1] != '/')
        {
            end--;
        }

        if (end > 1)
        {
            path[end - 1] = 0;
        }

        return path;
    }

    private static byte* Copy(PyObject* text)
    {
        var encoded = Texts.EncodeFileName(text);
        if (encoded == null || !Texts.TryGetBytes(encoded, out var bytes, out var length))
        {
            References.Release(encoded);
            return null;
        }

        var copy = (byte*)Libc.malloc((nuint)length + 1);
        if (copy != null)
        {
            new ReadOnlySpan<byte>(bytes, (int)length).CopyTo(new Span<byte>(copy, (int)length));
            copy[length] = 0;
        }

        References.Release(encoded);
        return copy;
    }
}
