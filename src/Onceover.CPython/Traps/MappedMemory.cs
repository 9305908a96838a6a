using System.Runtime.InteropServices;

namespace Onceover.CPython;

/// <summary>The memory of this process as the kernel maps it (proc(5), <c>/proc/PID/maps</c>), and changes to what it protects.</summary>
internal static unsafe class MappedMemory
{
    private const int Read = 1;
    private const int Write = 2;
    private const int Execute = 4;
    private const int PrivateAnonymous = 0x22;

    /// <summary>MAP_32BIT: in the first two gigabytes.</summary>
    private const int Low = 0x40;
    private const nuint PageSize = 4096;
    /// <summary>A frame of more than a page would need a runtime.</summary>
    private const int BufferSize = 1024;

    /// <summary>The longest line that is read: a path is not needed.</summary>
    private const int LineSize = 128;

    /// <summary>
    /// Reads the mappings of the file that an address is mapped from, in the order of their addresses.
    /// </summary>
    /// <param name="address">In one of them.</param>
    /// <param name="mappings">Gets as many as it has room for.</param>
    /// <returns>How many there are; 0 if that cannot be read.</returns>
    public static int MappingsOfFileAt(void* address, Span<Mapping> mappings)
    {
        // Two passes: the file is known only when its line was met, and a file's mappings begin before its code.
        var wanted = default(Mapping);
        for (var pass = 0; pass < 2; pass++)
        {
            var count = 0;
            var reader = MapsReader.Open();
            while (reader.TryNext(out var mapping))
            {
                if (pass == 0 && mapping.Contains(address))
                {
                    wanted = mapping;
                }
                else if (pass == 1 && mapping.IsOfSameFile(wanted) && count < mappings.Length)
                {
                    mappings[count++] = mapping;
                }
            }

            reader.Close();
            if (pass == 1 || wanted.Inode == 0)
            {
                return count;
            }
        }

        return 0;
    }

    /// <summary>Writes eight bytes to memory that may be read-only, which it is again afterwards. False if the kernel refuses.</summary>
    public static bool TryWrite(void* place, ulong value, bool isWritable)
    {
        var page = (byte*)((nuint)place & ~(PageSize - 1));
        var length = (nuint)((byte*)place - page) + sizeof(ulong);
        if (!isWritable && mprotect(page, length, Read | Write) != 0)
        {
            return false;
        }

        *(ulong*)place = value;
        if (!isWritable)
        {
            _ = mprotect(page, length, Read);
        }

        return true;
    }

    /// <summary>Memory that holds the given machine code and can be executed but not written; null if the kernel refuses.</summary>
    public static void* TryMakeExecutable(ReadOnlySpan<byte> code)
    {
        var memory = mmap(null, PageSize, Read | Write, PrivateAnonymous, -1, 0);
        if (memory == (void*)-1)
        {
            return null;
        }

        code.CopyTo(new Span<byte>(memory, (int)PageSize));
        return mprotect(memory, PageSize, Read | Execute) == 0 ? memory : null;
    }

    /// <summary>Memory of zeros whose addresses have 31 bits; null if the kernel has none.</summary>
    public static byte* TryMapLow(int size)
    {
        var memory = mmap(null, (nuint)size, Read | Write, PrivateAnonymous | Low, -1, 0);
        return memory == (void*)-1 || (ulong)memory + (ulong)size > int.MaxValue ? null : (byte*)memory;
    }

    /// <summary>Lets memory be executed, and no longer written. False if the kernel refuses.</summary>
    public static bool TryProtectCode(void* memory, int size) => mprotect(memory, (nuint)size, Read | Execute) == 0;

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    private static extern void* mmap(void* address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    private static extern int mprotect(void* address, nuint length, int protection);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    private static extern int openat(int folder, byte* path, int flags, uint mode);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    private static extern nint read(int file, void* buffer, nuint size);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    private static extern int close(int file);

    /// <summary>One line of the kernel's list.</summary>
    internal struct Mapping
    {
        public ulong Start;
        public ulong End;
        public ulong Inode;
        public ulong Device;
        public bool IsReadable;
        public bool IsWritable;
        public bool IsExecutable;

        public readonly bool Contains(void* address) => (ulong)address >= Start && (ulong)address < End;

        public readonly bool IsOfSameFile(Mapping other) => Inode == other.Inode && Device == other.Device;
    }

    private ref struct MapsReader
    {
        private const int CloseOnExec = 0x80000;

        private int file;
        private int length;
        private int position;
        private fixed byte buffer[BufferSize];

        public static MapsReader Open()
        {
            var reader = default(MapsReader);
            fixed (byte* path = "/proc/self/maps\0"u8)
            {
                reader.file = openat(0, path, CloseOnExec, 0);
            }

            return reader;
        }

        public readonly void Close()
        {
            if (file >= 0)
            {
                _ = close(file);
            }
        }

        public bool TryNext(out Mapping mapping)
        {
            mapping = default;
            var line = stackalloc byte[LineSize];
            var size = 0;
            while (TryByte(out var value))
            {
                if (value == (byte)'\n')
                {
                    mapping = Parse(new ReadOnlySpan<byte>(line, size));
                    return true;
                }

                if (size < LineSize)
                {
                    line[size++] = value;
                }
            }

            return false;
        }

        private bool TryByte(out byte value)
        {
            value = 0;
            if (position == length)
            {
                fixed (byte* start = buffer)
                {
                    var got = file < 0 ? 0 : read(file, start, BufferSize);
                    length = got > 0 ? (int)got : 0;
                }

                position = 0;
                if (length == 0)
                {
                    return false;
                }
            }

            value = buffer[position++];
            return true;
        }

        /// <summary>"start-end rwxp offset major:minor inode path", all but the inode in hexadecimal.</summary>
        private static Mapping Parse(ReadOnlySpan<byte> line)
        {
            var at = 0;
            var mapping = new Mapping { Start = Number(line, ref at, 16), End = Number(line, ref at, 16) };
            mapping.IsReadable = at < line.Length && line[at] == (byte)'r';
            mapping.IsWritable = at + 1 < line.Length && line[at + 1] == (byte)'w';
            mapping.IsExecutable = at + 2 < line.Length && line[at + 2] == (byte)'x';
            at += 5;
            _ = Number(line, ref at, 16);
            var major = Number(line, ref at, 16);
            mapping.Device = (major << 32) | Number(line, ref at, 16);
            mapping.Inode = Number(line, ref at, 10);
            return mapping;
        }

        private static ulong Number(ReadOnlySpan<byte> line, ref int at, uint radix)
        {
            ulong value = 0;
            for (; at < line.Length; at++)
            {
                var digit = (uint)(line[at] | 0x20);
                digit = digit is >= '0' and <= '9' ? digit - '0' : digit is >= 'a' and <= 'f' ? digit - 'a' + 10 : radix;
                if (digit >= radix)
                {
                    break;
                }

                value = (value * radix) + digit;
            }

            at++;
            return value;
        }
    }
}
