namespace Onceover.Agent;

/// <summary>
/// Finds real paths, and remembers the real path of the last folder: programs that make names up do so in one folder, and to resolve a whole path
/// asks the kernel about each of its parts. Memory of the C library.
/// </summary>
internal unsafe struct RealPaths
{
    /// <summary>The C library's PATH_MAX, with the NUL; what is longer cannot be opened by it.</summary>
    public const int Longest = 4096;

    /// <summary>The folder as it was named, without its slash; null before the first.</summary>
    private byte* folder;

    private int folderLength;

    /// <summary>Its real path, ending in a NUL; null if there is no such folder.</summary>
    private byte* real;

    /// <summary>False if there is no such file, or if that cannot be found out.</summary>
    /// <param name="path">Absolute, ending in a NUL; unchanged afterwards.</param>
    /// <param name="length">Without the NUL, below <see cref="Longest"/>.</param>
    /// <param name="result">Room for <see cref="Longest"/> bytes; a path that ends in a NUL.</param>
    /// <param name="isAbsent">Whether there certainly is no such file.</param>
    public bool TryFind(byte* path, int length, byte* result, out bool isAbsent)
    {
        *Libc.__errno_location() = 0;
        var found = TryFind(path, length, result);
        isAbsent = !found && *Libc.__errno_location() is 0 or Libc.NoEntry or Libc.NoFolder or Libc.NoAccess or Libc.TooManyLinks or Libc.NameTooLong;
        return found;
    }

    /// <summary>If it returns false, the C library's error tells why, or is 0 where the folder is known not to be there.</summary>
    private bool TryFind(byte* path, int length, byte* result)
    {
        var slash = length;
        while (slash > 0 && path[slash] != '/')
        {
            slash--;
        }

        var name = new ReadOnlySpan<byte>(path + slash, length - slash);
        if (slash == 0 || name.SequenceEqual("/"u8) || name.SequenceEqual("/."u8) || name.SequenceEqual("/.."u8) || !TryEnter(path, slash))
        {
            return Libc.realpath(path, result) != null;
        }

        if (real == null)
        {
            return false;
        }

        var isLink = Libc.readlink(path, result, 1) >= 0;
        if (isLink || *Libc.__errno_location() != Libc.NotALink)
        {
            return isLink && Libc.realpath(path, result) != null;
        }

        var realLength = Libc.Length(real);
        if (realLength + name.Length >= Longest)
        {
            return false;
        }

        new ReadOnlySpan<byte>(real, realLength).CopyTo(new Span<byte>(result, realLength));
        name.CopyTo(new Span<byte>(result + realLength, name.Length));
        result[realLength + name.Length] = 0;
        return true;
    }

    public void Free()
    {
        Libc.free(folder);
        Libc.free(real);
        this = default;
    }

    /// <summary>Makes the part of a path before a slash the folder that is remembered. False if it cannot be found out where that is.</summary>
    private bool TryEnter(byte* path, int slash)
    {
        var wanted = new ReadOnlySpan<byte>(path, slash);
        if (folder != null && new ReadOnlySpan<byte>(folder, folderLength).SequenceEqual(wanted))
        {
            return true;
        }

        var copy = (byte*)Libc.malloc((nuint)slash + 1);
        var found = (byte*)Libc.malloc(Longest);
        if (copy == null || found == null)
        {
            Libc.free(copy);
            Libc.free(found);
            return false;
        }

        wanted.CopyTo(new Span<byte>(copy, slash));
        copy[slash] = 0;
        Free();
        folder = copy;
        folderLength = slash;
        if (Libc.realpath(copy, found) != null)
        {
            real = found;
            return true;
        }

        var isAbsent = *Libc.__errno_location() is Libc.NoEntry or Libc.NoFolder;
        Libc.free(found);
        if (!isAbsent)
        {
            Free();
        }

        return isAbsent;
    }
}
