using System.Runtime.InteropServices;

namespace Onceover.Agent;

/// <summary>
/// The C library's functions that the agent uses: none that signals, starts threads or came later than glibc 2.17, and each as its oldest
/// version has it, since that is what a symbol without a version is bound to. Memory is the C library's own, so that the interpreter's allocators (and tools that watch them) do not see us.
/// </summary>
internal static unsafe class Libc
{
    public const int ReadOnly = 0;
    public const int ReadWrite = 2;
    public const int Readable = 4;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int Directory = 0x10000;
    public const int NoFollow = 0x20000;
    public const int CloseOnExec = 0x80000;

    public const int ProtectRead = 1;
    public const int ProtectWrite = 2;
    public const int MapShared = 1;
    public const int RandomAccess = 1;
    public const int PopulateWrite = 23;

    public const int LimitFileSize = 1;
    public const int LimitAddressSpace = 9;

    public const int NoEntry = 2;
    public const int NoAccess = 13;
    public const int NoFolder = 20;
    public const int NameTooLong = 36;
    public const int TooManyLinks = 40;
    public const int NoSuchCall = 22;
    public const int NotALink = 22;
    public const int NoSpace = 28;

    public const int AuxiliarySecure = 23;
    public const int AuxiliaryRandom = 25;

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern void* malloc(nuint size);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern void* calloc(nuint count, nuint size);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern void* realloc(void* block, nuint size);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern void free(void* block);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern int openat(int folder, byte* path, int flags, uint mode);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern int access(byte* path, int mode);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern nint readlink(byte* path, byte* target, nuint size);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern int close(int file);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern nint read(int file, void* buffer, nuint size);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern nint lseek(int file, nint offset, int origin);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern int ftruncate(int file, nint length);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern int posix_fallocate(int file, nint offset, nint length);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern void* mmap(void* address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern int munmap(void* address, nuint length);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern int madvise(void* address, nuint length, int advice);

    /// <param name="resource">One of the limits above.</param>
    /// <param name="limits">Two numbers: the soft and the hard limit, in bytes.</param>
    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern int getrlimit(int resource, ulong* limits);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern nuint getauxval(nuint type);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern byte* getenv(byte* name);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern int getpid();

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern int getppid();

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern uint geteuid();

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern byte* getcwd(byte* buffer, nuint size);

    /// <param name="path">Ends in a NUL.</param>
    /// <param name="resolved">
    /// 4096 bytes, never null: a symbol without a version is bound to its oldest form, and that of realpath does not allocate.
    /// </param>
    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern byte* realpath(byte* path, byte* resolved);

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern int sched_yield();

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    public static extern int* __errno_location();

    /// <summary>Reads who owns an open file and its mode. The C library's <c>fstat</c> is younger than we allow, hence the system call.</summary>
    public static bool TryGetOwner(int file, out uint mode, out uint owner)
    {
        const int StatSize = 144;
        const int FileStatusCall = 5;
        var status = stackalloc uint[StatSize / sizeof(uint)];
        var found = syscall(FileStatusCall, file, status) == 0;
        mode = found ? status[6] : 0;
        owner = found ? status[7] : 0;
        return found;
    }

    public static int Length(byte* text)
    {
        var length = 0;
        while (text[length] != 0)
        {
            length++;
        }

        return length;
    }

    [DllImport("libc", ExactSpelling = true)]
    [SuppressGCTransition]
    private static extern nint syscall(nint number, nint file, void* status);
}
