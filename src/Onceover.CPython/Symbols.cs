using System.Runtime.InteropServices;

namespace Onceover.CPython;

/// <summary>Looks the interpreter's symbols up in the running process, wherever they are: in the executable or in a libpython.</summary>
public static unsafe class Symbols
{
    /// <summary>The address of a symbol, or null.</summary>
    /// <param name="name">ASCII, ending in a NUL.</param>
    public static void* Find(ReadOnlySpan<byte> name)
    {
        fixed (byte* text = name)
        {
            return dlsym(null, text);
        }
    }

    /// <summary>As <see cref="Find"/>; a missing symbol clears <paramref name="complete"/>.</summary>
    public static void* Require(ReadOnlySpan<byte> name, ref bool complete)
    {
        var address = Find(name);
        complete &= address != null;
        return address;
    }

    [DllImport("*", ExactSpelling = true)]
    [SuppressGCTransition]
    private static extern void* dlsym(void* handle, byte* name);
}
